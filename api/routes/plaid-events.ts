import type { EventFeed } from '../../domain/feed.ts';
import type { Deps, Handler } from '../context.ts';
import { queryOf } from '../http/query.ts';
import { plaidEvents } from '../plaid-events.ts';

/** Answers with Plaid's own list of events, read now. */
export function listPlaidEvents(deps: Pick<Deps, 'db' | 'plaid'>, feed: EventFeed): Handler {
  return async (ctx) => {
    ctx.body = await plaidEvents(deps, feed, queryOf(ctx));
  };
}
