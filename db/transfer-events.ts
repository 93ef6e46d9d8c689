// The ledger of Plaid's transfer feed, and how far it has been read and told.
import { transferStatuses } from '../domain/transfer.ts';
import type { Db } from './pool.ts';
import type { TransferFailure } from './transfers.ts';

export type Feed = 'transfer';

/** Up to which event the feed is stored. Locks the cursor: two drains of a feed take turns. Call it in a transaction. */
export async function readCursor(db: Db, feed: Feed): Promise<bigint> {
  await db.query('insert into feed_cursors (feed) values ($1) on conflict do nothing', [feed]);
  const { rows } = await db.query<{ afterId: string }>(
    'select after_id as "afterId" from feed_cursors where feed = $1 for update',
    [feed],
  );
  return BigInt(rows[0]?.afterId ?? 0);
}

/** In the same transaction as the events up to there. Never moves back. */
export async function moveCursor(db: Db, feed: Feed, afterId: bigint): Promise<void> {
  await db.query('update feed_cursors set after_id = greatest(after_id, $2::numeric) where feed = $1', [
    feed,
    String(afterId),
  ]);
}

/** Stores a page of the feed in one statement; returns how many of them are new. */
export async function insertTransferEvents(
  db: Db,
  events: {
    eventId: bigint;
    /** Null for sweeps. */
    transferId: string | null;
    type: string;
    at: Date;
    failure: TransferFailure | null;
  }[],
): Promise<number> {
  const { rowCount } = await db.query(
    `insert into transfer_events (event_id, transfer_id, type, at, failure_code, failure_description)
     select * from unnest($1::numeric[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[])
     on conflict (event_id) do nothing`,
    [
      events.map((event) => String(event.eventId)),
      events.map((event) => event.transferId),
      events.map((event) => event.type),
      events.map((event) => event.at),
      events.map((event) => event.failure?.code ?? null),
      events.map((event) => event.failure?.description ?? null),
    ],
  );
  return rowCount ?? 0;
}

/** Marks the events that can say nothing to a case: sweeps and refunds, by their types. */
export async function passSilentEvents(db: Db): Promise<void> {
  await db.query(
    `update transfer_events set told_at = now()
     where told_at is null and not type = any ($1)`,
    [transferStatuses],
  );
}

/** Per known transfer the events its case has not been told. */
export async function untoldTransfers(
  db: Db,
): Promise<{ onboardingId: string; transferId: string; eventIds: string[] }[]> {
  const { rows } = await db.query<{ onboardingId: string; transferId: string; eventIds: string[] }>(
    `select t.onboarding_id as "onboardingId", t.id as "transferId",
       array_agg(e.event_id::text order by e.event_id) as "eventIds"
     from transfer_events e join transfers t on t.id = e.transfer_id
     where e.told_at is null
     group by t.id order by min(e.event_id)`,
  );
  return rows;
}

export async function markTold(db: Db, eventIds: string[]): Promise<void> {
  await db.query('update transfer_events set told_at = now() where event_id = any ($1::numeric[])', [eventIds]);
}
