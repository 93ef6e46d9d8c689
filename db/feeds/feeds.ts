// How far we have read each of Plaid's feeds, when, and whether we signalled the cases.
import type { EventFeed } from '../../domain/feed.ts';
import { withNext } from '../connection.ts';
import type { Db } from '../pool.ts';

/**
 * Returns the id of the last stored event. Locks the cursor, so that two drains of a feed take turns. Call it in a
 * transaction.
 */
export async function readCursor(db: Db, feed: EventFeed): Promise<bigint> {
  const { rows } = await db.query<{ afterId: string }>(
    'select after_id as "afterId" from feed_cursors where feed = $1 for no key update',
    [feed],
  );
  if (rows[0]) return BigInt(rows[0].afterId);
  await db.query('insert into feed_cursors (feed) values ($1) on conflict do nothing', [feed]);
  return readCursor(db, feed);
}

/** Records that the feed has finished a look, and when the next one is due. */
export async function recordLook(db: Db, feed: EventFeed, lookAgainSeconds: number): Promise<void> {
  await db.query(
    'update feed_cursors set looked_at = now(), look_due_at = now() + make_interval(secs => $2) where feed = $1',
    [feed, lookAgainSeconds],
  );
}

/** `lookedSecondsAgo` is null while the feed has not finished its first look. `overdueSeconds` is 0 if none is due. */
export type FeedLook = { feed: EventFeed; lookedSecondsAgo: number | null; overdueSeconds: number };

export async function feedLooks(db: Db): Promise<FeedLook[]> {
  const { rows } = await db.query<FeedLook>(
    `select feed, extract(epoch from now() - looked_at)::float8 as "lookedSecondsAgo",
       greatest(extract(epoch from now() - look_due_at), 0)::float8 as "overdueSeconds"
     from feed_cursors order by feed`,
  );
  return rows;
}

/** Moves the cursor forward, never back. Call it in the transaction that stores the events up to there. */
export async function moveCursor(db: Db, feed: EventFeed, afterId: bigint): Promise<void> {
  await db.query(withNext('update feed_cursors set after_id = greatest(after_id, $2::numeric) where feed = $1'), [
    feed,
    String(afterId),
  ]);
}

/** Each feed has event ids of its own. */
const tables: Record<EventFeed, string> = { transfer: 'transfer_events', 'bank-transfer': 'bank_transfer_events' };

/** Records that the cases of these events were signalled. */
export async function markSignalled(db: Db, feed: EventFeed, eventIds: string[]): Promise<void> {
  await db.query(`update ${tables[feed]} set signalled_at = now() where event_id = any ($1::numeric[])`, [eventIds]);
}

/** Returns those of these events that are stored, each with the time when its case was signalled, or null. */
export async function storedEvents(db: Db, feed: EventFeed, eventIds: string[]): Promise<Map<string, Date | null>> {
  const { rows } = await db.query<{ eventId: string; signalledAt: Date | null }>(
    `select event_id::text as "eventId", signalled_at as "signalledAt" from ${tables[feed]} where event_id = any ($1::numeric[])`,
    [eventIds],
  );
  return new Map(rows.map(({ eventId, signalledAt }) => [eventId, signalledAt]));
}
