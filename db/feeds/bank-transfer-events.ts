// The ledger of Plaid's bank-transfer feed.
import type { Db } from '../pool.ts';
import type { TransferFailure } from '../transfers/transfers.ts';

/** Stores a page of the feed in one statement. Returns how many of its events are new. */
export async function insertBankTransferEvents(
  db: Db,
  events: {
    eventId: bigint;
    bankTransferId: string;
    accountId: string;
    type: string;
    direction: string;
    amountCents: number | null;
    currency: string;
    at: Date;
    failure: TransferFailure | null;
  }[],
): Promise<number> {
  const { rowCount } = await db.query(
    `insert into bank_transfer_events (event_id, bank_transfer_id, account_id, type, direction, amount_cents, currency,
       at, failure_code, failure_description)
     select * from unnest($1::numeric[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[],
       $8::timestamptz[], $9::text[], $10::text[])
     on conflict (event_id) do nothing`,
    [
      events.map((event) => String(event.eventId)),
      events.map((event) => event.bankTransferId),
      events.map((event) => event.accountId),
      events.map((event) => event.type),
      events.map((event) => event.direction),
      events.map((event) => event.amountCents),
      events.map((event) => event.currency),
      events.map((event) => event.at),
      events.map((event) => event.failure?.code ?? null),
      events.map((event) => event.failure?.description ?? null),
    ],
  );
  return rowCount ?? 0;
}
