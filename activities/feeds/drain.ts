// Drains a feed: stores Plaid's events page by page with the cursor, then signals the cases that they concern. Each
// event that a case has received is marked, so that a crash in between causes a repeat and loses nothing.

import { moveCursor, readCursor } from '../../db/feeds/feeds.ts';
import { recordUnreadRows } from '../../db/feeds/unread-rows.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { isTemporalAway } from '../../domain/failure.ts';
import type { EventFeed } from '../../domain/feed.ts';
import { type FeedPage, isEventId, type UnreadRow } from '../../plaid/gateway.ts';
import { alertOfUnreadRows } from '../alerts.ts';
import type { Deps } from '../deps.ts';
import type { Drained } from '../types.ts';
import { readPages } from './pages.ts';

/** The parts in which the feeds differ. */
export type Source<Event extends { eventId: bigint }> = {
  feed: EventFeed;
  read: (afterId: bigint) => Promise<FeedPage<Event>>;
  /** Stores a page and its consequences in the transaction of the cursor. Returns how many events are new. */
  store: (tx: Db, events: Event[]) => Promise<number>;
  /**
   * Returns one call for each case that has new events, in one batch. Each call returns whether it signalled the case.
   */
  signals: () => Promise<(() => Promise<boolean>)[]>;
};

/** Signals in flight at once. The development server takes 320 signal-with-starts a second from all callers. */
const signalsAtOnce = 10;

export async function drain<Event extends { eventId: bigint }>(
  { db, feedSeconds, alert }: Pick<Deps, 'db' | 'feedSeconds' | 'alert'>,
  source: Source<Event>,
): Promise<Drained> {
  let events = 0;
  let failed: { error: unknown } | null = null;
  const readOn = readPages(async () => {
    const page = await transaction(db, (tx) => drainPage(tx, source));
    events += page.events;
    alertOfUnreadRows({ alert }, source.feed, page.unread);
    return page.hasMore ? null : 'ended';
  });
  // An unreadable page must not hold back the events of the pages before it.
  const ended = await readOn.catch((error: unknown) => {
    failed = { error };
    return null;
  });
  const signalled = await signalAll(await source.signals());
  if (failed) throw (failed as { error: unknown }).error;
  return { events, signalled, lookAgainSeconds: ended ? feedSeconds : 0 };
}

/** Stores the events, their consequences and the cursor in one transaction. */
async function drainPage<Event extends { eventId: bigint }>(
  tx: Db,
  { feed, read, store }: Source<Event>,
): Promise<{ events: number; unread: number; hasMore: boolean }> {
  const cursor = await readCursor(tx, feed);
  const { events, unread, hasMore } = await read(cursor);
  const fresh = await store(tx, events);
  // Ids have gaps, so the next page begins after the highest id seen.
  let highest = cursor;
  const ids = [...events.map(({ eventId }) => eventId), ...unread.flatMap(eventIdOf)];
  for (const eventId of ids) if (eventId > highest) highest = eventId;
  await moveCursor(tx, feed, highest);
  const set = { events: fresh, unread: await recordUnreadRows(tx, feed, unread) };
  return { ...set, hasMore: hasMore && highest > cursor };
}

/** Empty when the id itself cannot be read. */
function eventIdOf({ id }: UnreadRow): bigint[] {
  return isEventId(id) ? [BigInt(id)] : [];
}

async function signalAll(signals: (() => Promise<boolean>)[]): Promise<number> {
  let signalled = 0;
  const failed: unknown[] = [];
  for (let next = 0; next < signals.length; next += signalsAtOnce) {
    const batch = await Promise.allSettled(signals.slice(next, next + signalsAtOnce).map((signal) => signal()));
    signalled += batch.filter((one) => one.status === 'fulfilled' && one.value).length;
    failed.push(...batch.filter((one) => one.status === 'rejected').map((one) => one.reason));
    // Each signal would wait in vain for seconds, and the activity has 45.
    if (failed.some(isTemporalAway)) break;
  }
  // A case that cannot be signalled must not hold up the others. The retry comes back to that case alone.
  if (failed.length > 0) throw failed[0];
  return signalled;
}
