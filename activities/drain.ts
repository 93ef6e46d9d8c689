// Draining a feed: what Plaid has to tell is stored page by page with the cursor, and what it means is told to the
// cases. What has been told is remembered, so that a crash in between repeats and loses nothing.

import { moveCursor, readCursor } from '../db/feeds.ts';
import { type Db, type Pool, transaction } from '../db/pool.ts';
import type { EventFeed } from '../domain/feed.ts';
import type { EventPage } from '../plaid/gateway.ts';
import type { Drained } from './types.ts';

/** What is particular to a feed. */
export type Source<Event extends { eventId: bigint }> = {
  feed: EventFeed;
  read: (afterId: bigint) => Promise<EventPage<Event>>;
  /** Stores a page and what follows from it, in the transaction of the cursor; gives how many events are new. */
  store: (tx: Db, events: Event[]) => Promise<number>;
  /** One for each case that has something to hear, in one batch. It says whether the case was told anything. */
  tellings: () => Promise<(() => Promise<boolean>)[]>;
};

/** Signals under way at once. The development server takes 320 signal-with-starts a second from all callers. */
const tellAtOnce = 10;

/** Of 500 or 25 events each: a long backlog is read in several calls, so that each ends well within its time. */
const pagesAtOnce = 10;

export async function drain<Event extends { eventId: bigint }>(
  { pool, feedSeconds }: { pool: Pool; feedSeconds: number },
  source: Source<Event>,
): Promise<Drained> {
  let events = 0;
  let more = true;
  for (let pages = 0; more && pages < pagesAtOnce; pages++) {
    const page = await transaction(pool, (tx) => drainPage(tx, source));
    events += page.events;
    more = page.hasMore;
  }
  return { events, told: await tellAll(await source.tellings()), lookAgainSeconds: more ? 0 : feedSeconds };
}

/** Events, cursor and what they mean in one transaction. */
async function drainPage<Event extends { eventId: bigint }>(
  tx: Db,
  { feed, read, store }: Source<Event>,
): Promise<{ events: number; hasMore: boolean }> {
  const cursor = await readCursor(tx, feed);
  const { events, hasMore } = await read(cursor);
  const fresh = await store(tx, events);
  // Ids have gaps: the next page begins after the highest one seen, whatever their number.
  let highest = cursor;
  for (const { eventId } of events) if (eventId > highest) highest = eventId;
  await moveCursor(tx, feed, highest);
  return { events: fresh, hasMore: hasMore && highest > cursor };
}

async function tellAll(tellings: (() => Promise<boolean>)[]): Promise<number> {
  let told = 0;
  const failed: unknown[] = [];
  for (let next = 0; next < tellings.length; next += tellAtOnce) {
    const batch = await Promise.allSettled(tellings.slice(next, next + tellAtOnce).map((tell) => tell()));
    told += batch.filter((one) => one.status === 'fulfilled' && one.value).length;
    failed.push(...batch.filter((one) => one.status === 'rejected').map((one) => one.reason));
  }
  // One case that cannot be told must not keep the others waiting; the retry comes back to it alone.
  if (failed.length > 0) throw failed[0];
  return told;
}
