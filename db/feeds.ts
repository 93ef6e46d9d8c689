// How far each of Plaid's feeds has been read and told.
import type { EventFeed } from '../domain/feed.ts';
import type { Db } from './pool.ts';

/** Up to which event the feed is stored. Locks the cursor: two drains of a feed take turns. Call it in a transaction. */
export async function readCursor(db: Db, feed: EventFeed): Promise<bigint> {
  await db.query('insert into feed_cursors (feed) values ($1) on conflict do nothing', [feed]);
  const { rows } = await db.query<{ afterId: string }>(
    'select after_id as "afterId" from feed_cursors where feed = $1 for update',
    [feed],
  );
  return BigInt(rows[0]?.afterId ?? 0);
}

/** In the same transaction as the events up to there. Never moves back. */
export async function moveCursor(db: Db, feed: EventFeed, afterId: bigint): Promise<void> {
  await db.query('update feed_cursors set after_id = greatest(after_id, $2::numeric) where feed = $1', [
    feed,
    String(afterId),
  ]);
}

/** Each feed counts its event ids for itself. */
const tables: Record<EventFeed, string> = { transfer: 'transfer_events', 'bank-transfer': 'bank_transfer_events' };

export async function markTold(db: Db, feed: EventFeed, eventIds: string[]): Promise<void> {
  await db.query(`update ${tables[feed]} set told_at = now() where event_id = any ($1::numeric[])`, [eventIds]);
}

/** Of these events those that are stored, each with when its case was told; null where that has not happened. */
export async function storedEvents(db: Db, feed: EventFeed, eventIds: string[]): Promise<Map<string, Date | null>> {
  const { rows } = await db.query<{ eventId: string; toldAt: Date | null }>(
    `select event_id::text as "eventId", told_at as "toldAt" from ${tables[feed]} where event_id = any ($1::numeric[])`,
    [eventIds],
  );
  return new Map(rows.map(({ eventId, toldAt }) => [eventId, toldAt]));
}
