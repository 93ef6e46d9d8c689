// One statement tells the relay what it has to do. Mostly that is nothing, and a claim of each kind would send a
// message of its own.
import { answersToSignal, reviewsToSignal } from './case/unsignalled.ts';
import { newWebhooks, postponedWebhooks } from './inbox/webhooks.ts';
import { waitingLinkSignals } from './link/link-signals.ts';
import type { Db } from './pool.ts';
import { type RefundReads, refundsToRead } from './transfers/refunds.ts';

/** True for what a claim may find. Another process may hold it, or be faster. */
export type RelayWork = { webhooks: boolean; links: boolean; decisions: boolean; reversals: boolean };

/** The limit keeps the order, and with it the index of the claim. Without it, PostgreSQL takes any row by any plan. */
const any = (rows: string): string => `exists (select from (${rows} limit 1) first)`;

const reversals = refundsToRead({ unreadForHours: '$2', withinDays: '$3' });
const text = `select ${any(newWebhooks)} or ${any(postponedWebhooks('$1'))} as webhooks,
  ${any(`select ${waitingLinkSignals}`)} as links,
  ${any(reviewsToSignal)} or ${any(answersToSignal)} as decisions,
  ${any(reversals)} as reversals`;

/** The conditions are those of the claims. `temporalIsAway` as in `claimWebhooks`. */
export async function findRelayWork(
  db: Db,
  { temporalIsAway, unreadForHours, withinDays }: RefundReads & { temporalIsAway: boolean },
): Promise<RelayWork> {
  const { rows } = await db.query<RelayWork>(text, [temporalIsAway, unreadForHours, withinDays]);
  return rows[0] ?? { webhooks: false, links: false, decisions: false, reversals: false };
}
