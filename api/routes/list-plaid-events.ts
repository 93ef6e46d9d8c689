import type { EventFeed } from '../../domain/feed.ts';
import type { Deps, Route } from '../context.ts';
import { plaidEvents } from '../plaid-events.ts';

/** What Plaid's own list of events says, asked now. */
export function listPlaidEvents(deps: Pick<Deps, 'db' | 'plaid'>, feed: EventFeed): Route {
  return {
    method: 'GET',
    path: `/v1/plaid/${feed}-events`,
    handle: async (ctx) => {
      ctx.body = await plaidEvents(deps, feed, { ...ctx.query });
    },
  };
}
