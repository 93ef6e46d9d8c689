// The money that Plaid's Ledger has to pay out, and the cases and refunds that wait for it.
import { stagesBeforeTransfer } from '../../domain/transfers/ledger.ts';
import type { Db } from '../pool.ts';

/**
 * Returns the sum of the credits whose applicants have linked an account and that have no transfer yet, and of the
 * refunds of debits that Plaid has not made yet. Reads all open credits.
 */
export async function neededCents(db: Db): Promise<number> {
  const { rows } = await db.query<{ cents: number }>(
    `select (select coalesce(sum(amount_cents), 0) from onboardings
         where open and direction = 'credit' and stage = any ($1))
       + (select coalesce(sum(amount_cents), 0) from refunds where status = 'asked' and transfer_id is not null)
       as cents`,
    [stagesBeforeTransfer],
  );
  return Number(rows[0]?.cents ?? 0);
}

/**
 * Returns cases that wait for the Ledger, the oldest first, as many as these cents cover. Each goes to one caller, and
 * comes back only once the case has tried in vain, because the end of its wait moves to now. Call it in the transaction
 * that signals them.
 */
export async function claimLedgerWaits(db: Db, cents: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with waiting as (
       select id, created_at, amount_cents from onboardings
       where open and direction = 'credit' and waiting_for = 'ledger_balance' and waiting_until > now() and amount_cents <= $1
       order by created_at, id limit $2
     ), covered as (
       select id, sum(amount_cents) over (order by created_at, id) as total from waiting
     )
     update onboardings o set waiting_until = now() from covered
     where o.id = covered.id and covered.total <= $1 and o.waiting_for = 'ledger_balance' and o.waiting_until > now()
     returning o.id`,
    [cents, limit],
  );
  return rows.map(({ id }) => id);
}
