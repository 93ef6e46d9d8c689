// Accounts with which a tenant moves no more money, because of what their bank has returned.
import type { Consequence } from '../domain/ach-codes.ts';
import type { Direction } from '../domain/onboarding.ts';
import type { Db } from './pool.ts';

/** What a return makes of its account, where that is not good any more. */
type Held = Extract<Consequence, 'freeze' | 'stop' | 'relink'>;

/** Holds the account of a returned transfer. Repeating it changes nothing. */
export async function holdAccount(
  db: Db,
  hold: { transferId: string; because: Held; code: string | null },
): Promise<void> {
  await db.query(
    `insert into account_holds (tenant_id, numbers_index, persistent_account_id, debits_only, transfer_id, code)
     select o.tenant_id, c.numbers_index, case when $2 = 'relink' then null else c.persistent_account_id end,
       $2 = 'freeze', t.id, $3
     from transfers t join onboardings o on o.id = t.onboarding_id
       join authorizations a on a.authorization_id = t.authorization_id join accounts c on c.id = a.account_id
     where t.id = $1 on conflict (transfer_id) do nothing`,
    [hold.transferId, hold.because, hold.code],
  );
}

/** Whether the account is held for such money, whichever case of the tenant it was that had the return. */
export async function isHeld(db: Db, accountId: string, direction: Direction): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from accounts c join onboardings o on o.id = c.onboarding_id
       join account_holds h on h.tenant_id = o.tenant_id and h.lifted_at is null
         and (h.numbers_index = c.numbers_index or h.persistent_account_id = c.persistent_account_id)
     where c.id = $1 and ($2 = 'debit' or not h.debits_only) limit 1`,
    [accountId, direction],
  );
  return rowCount === 1;
}
