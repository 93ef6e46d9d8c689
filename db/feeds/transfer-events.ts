// The ledger of Plaid's transfer feed.
import { transferStatuses } from '../../domain/transfers/transfer.ts';
import type { Db } from '../pool.ts';
import type { TransferFailure } from '../transfers/transfers.ts';

/**
 * Stores a page of the feed in one statement. Returns how many of its events are new. Events that concern no case,
 * sweeps and refunds, need no signal from the beginning.
 */
export async function insertTransferEvents(
  db: Db,
  events: {
    eventId: bigint;
    /** Null for sweeps. */
    transferId: string | null;
    accountId: string | null;
    type: string;
    amountCents: number | null;
    at: Date;
    failure: TransferFailure | null;
    /** Set if the event is about this refund, not about the transfer. */
    refundId: string | null;
  }[],
): Promise<number> {
  const { rowCount } = await db.query(
    `insert into transfer_events (event_id, transfer_id, account_id, type, amount_cents, at, failure_code,
       failure_description, refund_id, signalled_at)
     select *, case when type = any ($10) then null else now() end
     from unnest($1::numeric[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[], $7::text[],
       $8::text[], $9::text[]) as page (id, transfer, account, type)
     on conflict (event_id) do nothing`,
    [
      events.map((event) => String(event.eventId)),
      events.map((event) => event.transferId),
      events.map((event) => event.accountId),
      events.map((event) => event.type),
      events.map((event) => event.amountCents),
      events.map((event) => event.at),
      events.map((event) => event.failure?.code ?? null),
      events.map((event) => event.failure?.description ?? null),
      events.map((event) => event.refundId),
      transferStatuses,
    ],
  );
  return rowCount ?? 0;
}

export type EventOfCase = {
  id: string;
  type: string;
  transferId: string;
  /** Set if the event is about this refund of Plaid's. */
  refundId: string | null;
  amountCents: number | null;
  at: Date;
  failureCode: string | null;
};

/** Returns Plaid's events of all transfers of the case and of their refunds, in Plaid's order, behind `cursor`. */
export async function eventsOfCase(
  db: Db,
  onboardingId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<EventOfCase[]> {
  const { rows } = await db.query<EventOfCase>(
    `select e.event_id::text as id, e.type, e.transfer_id as "transferId", e.refund_id as "refundId",
       e.amount_cents as "amountCents", e.at, e.failure_code as "failureCode"
     from transfer_events e where e.transfer_id = any (array(select id from transfers where onboarding_id = $1))
       and e.event_id > $2::numeric
     order by e.event_id limit $3`,
    [onboardingId, page.cursor ?? '-1', page.limit],
  );
  return rows;
}

/** Returns the age of the oldest event that its case has not received, in seconds; 0 if there is none. */
export async function oldestWaitingEvent(db: Db): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>(
    `select coalesce(greatest(extract(epoch from now() - min(e.at)), 0), 0)::float8 as seconds
     from transfer_events e join transfers t on t.id = e.transfer_id where e.signalled_at is null`,
  );
  return rows[0]?.seconds ?? 0;
}

/**
 * Returns per known transfer the events that its case has not received, the oldest first, of at most `limit` transfers.
 */
export async function unsignalledTransfers(
  db: Db,
  limit: number,
): Promise<{ onboardingId: string; transferId: string; eventIds: string[] }[]> {
  const { rows } = await db.query<{ onboardingId: string; transferId: string; eventIds: string[] }>(
    `select t.onboarding_id as "onboardingId", t.id as "transferId",
       array_agg(e.event_id::text order by e.event_id) as "eventIds"
     from transfer_events e join transfers t on t.id = e.transfer_id
     where e.signalled_at is null
     group by t.id order by min(e.event_id) limit $1`,
    [limit],
  );
  return rows;
}
