// Draining a feed: what Plaid has to tell is stored page by page with the cursor, and what it means is told to the
// cases. What has been told is remembered, so that a crash in between repeats and loses nothing.

import { accountOfCase } from '../db/accounts.ts';
import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { recordStanding } from '../db/stages.ts';
import {
  insertTransferEvents,
  markTold,
  moveCursor,
  passSilentEvents,
  readCursor,
  untoldTransfers,
} from '../db/transfer-events.ts';
import { applyTransferEvents } from '../db/transfers.ts';
import type { Feed } from '../domain/feed.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import type { Drained, FeedActivities } from './types.ts';

/** Signals under way at once. The development server takes 320 signal-with-starts a second from all callers. */
const tellAtOnce = 10;

/** Of 500 events each: a long backlog is read in several calls, so that each ends well within its time. */
const pagesAtOnce = 10;

export function feedActivities({ pool, plaid, cases, feedSeconds }: Gateways): FeedActivities {
  /** One page: events, cursor and what they mean for our transfers in one transaction. */
  async function drainPage(): Promise<{ events: number; hasMore: boolean }> {
    return transaction(pool, async (tx) => {
      const cursor = await readCursor(tx, 'transfer');
      const { events, hasMore } = await plaid.readTransferEvents(cursor);
      const fresh = await insertTransferEvents(tx, events);
      const ids = new Set(events.flatMap(({ transferId }) => (transferId ? [transferId] : [])));
      for (const id of ids) {
        const state = await applyTransferEvents(tx, id);
        if (state) await recordStanding(tx, state);
      }
      // Ids have gaps: the next page begins after the highest one seen, whatever their number.
      let highest = cursor;
      for (const { eventId } of events) if (eventId > highest) highest = eventId;
      await moveCursor(tx, 'transfer', highest);
      return { events: fresh, hasMore: hasMore && highest > cursor };
    });
  }

  async function tell({ onboardingId, transferId, eventIds }: Untold): Promise<boolean> {
    const state = await transaction(pool, (tx) => known('transfer', applyTransferEvents(tx, transferId)));
    const { standing, watchUntil } = state;
    // While the money is still moving there is nothing to do for the case, and every signal is billed.
    if (standing !== 'moving') {
      const { tenantId, userId, policy } = await known('case', loadCase(pool, onboardingId));
      // Not from the Item, whose token would have to open: a return can come after the person was erased.
      const { itemId } = await known('account', accountOfCase(pool, onboardingId));
      await cases.transferMoved({
        ...{ onboardingId, tenantId, userId, policy, itemId, transferId, standing, watchUntil, eventIds },
      });
    }
    await markTold(pool, eventIds);
    return standing !== 'moving';
  }
  type Untold = Awaited<ReturnType<typeof untoldTransfers>>[number];

  async function drainTransfers(): Promise<Drained> {
    let events = 0;
    let more = true;
    for (let pages = 0; more && pages < pagesAtOnce; pages++) {
      const page = await drainPage();
      events += page.events;
      more = page.hasMore;
    }
    await passSilentEvents(pool);
    const untold = await untoldTransfers(pool);
    let told = 0;
    const failed: unknown[] = [];
    for (let next = 0; next < untold.length; next += tellAtOnce) {
      const batch = await Promise.allSettled(untold.slice(next, next + tellAtOnce).map(tell));
      told += batch.filter((one) => one.status === 'fulfilled' && one.value).length;
      failed.push(...batch.filter((one) => one.status === 'rejected').map((one) => one.reason));
    }
    // One case that cannot be told must not keep the others waiting; the retry comes back to it alone.
    if (failed.length > 0) throw failed[0];
    return { events, told, lookAgainSeconds: more ? 0 : feedSeconds };
  }

  const drains: Record<Feed, () => Promise<Drained>> = { transfer: drainTransfers };
  return { drainFeed: (feed) => drains[feed]() };
}
