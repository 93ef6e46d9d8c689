// Drains a feed: stores Plaid's events page by page with the cursor, then signals the cases that they concern. Each
// event that a case has received is marked, so that a crash in between causes a repeat and loses nothing.

import { moveCursor, readCursor, recordLook } from '../../db/feeds/feeds.ts';
import { recordUnreadRows } from '../../db/feeds/unread-rows.ts';
import { type Db, transaction } from '../../db/pool.ts';
import type { EventFeed } from '../../domain/feed.ts';
import { type FeedPage, isEventId, type UnreadRow } from '../../plaid/gateway.ts';
import { alertOfUnreadRows } from '../alerts.ts';
import type { Deps } from '../deps.ts';
import type { Drained } from '../types.ts';
import { readPages } from './pages.ts';
import { type SignalsFound, signalCases } from './signal-cases.ts';

/** The parts in which the feeds differ. */
export type Source<Event extends { eventId: bigint }> = {
  feed: EventFeed;
  read: (afterId: bigint) => Promise<FeedPage<Event>>;
  /** Stores a page and its consequences in the transaction of the cursor. Returns how many events are new. */
  store: (tx: Db, events: Event[]) => Promise<number>;
  /** Returns the signals about events that no case has received. */
  signals: () => Promise<SignalsFound>;
};

export async function drain<Event extends { eventId: bigint }>(
  { db, feedSeconds, alert }: Pick<Deps, 'db' | 'feedSeconds' | 'alert'>,
  source: Source<Event>,
): Promise<Drained> {
  const began = performance.now();
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
  const { signalled, more } = await signalCases(await source.signals(), began);
  if (failed) throw (failed as { error: unknown }).error;
  const lookAgainSeconds = ended && !more ? feedSeconds : 0;
  await recordLook(db, source.feed, lookAgainSeconds);
  return { events, signalled, lookAgainSeconds };
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
