import type { EventFeed } from '../../domain/feed.ts';
import type { Deps, Handler } from '../context.ts';
import { asksPlaid, documented } from '../http/operation.ts';
import { queryOf } from '../http/query.ts';
import { eventsSchemas, plaidEvents, queries } from '../plaid-events.ts';

/** Answers with Plaid's own list of events, read now. */
export function listPlaidEvents(deps: Pick<Deps, 'db' | 'plaid'>, feed: EventFeed): Handler {
  return documented(
    {
      summary: `List Plaid's ${feed} events, newest first`,
      query: queries[feed],
      answer: eventsSchemas[feed],
      problems: [...asksPlaid, 'onboarding_not_found'],
    },
    async (ctx) => {
      ctx.body = await plaidEvents(deps, feed, queryOf(ctx));
    },
  );
}
