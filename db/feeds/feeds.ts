// How far we have read each of Plaid's feeds, and signalled the cases.
import type { EventFeed } from '../../domain/feed.ts';
import type { Db } from '../pool.ts';

/**
 * Returns the id of the last stored event. Locks the cursor, so that two drains of a feed take turns. Call it in a
 * transaction.
 */
export async function readCursor(db: Db, feed: EventFeed): Promise<bigint> {
  await db.query('insert into feed_cursors (feed) values ($1) on conflict do nothing', [feed]);
  const { rows } = await db.query<{ afterId: string }>(
    'select after_id as "afterId" from feed_cursors where feed = $1 for update',
    [feed],
  );
  return BigInt(rows[0]?.afterId ?? 0);
}

/** Moves the cursor forward, never back. Call it in the transaction that stores the events up to there. */
export async function moveCursor(db: Db, feed: EventFeed, afterId: bigint): Promise<void> {
  await db.query('update feed_cursors set after_id = greatest(after_id, $2::numeric) where feed = $1', [
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
