// Holds on accounts: after a return, a tenant moves no more money with the account.

import type { Direction } from '../../domain/case/onboarding.ts';
import type { Consequence, consequences } from '../../domain/transfers/ach-codes.ts';
import type { Db } from '../pool.ts';

type Holds = NonNullable<(typeof consequences)[Consequence]['holds']>;

const scopes: Record<Holds, { numbersOnly: boolean; debitsOnly: boolean }> = {
  account: { numbersOnly: false, debitsOnly: false },
  debits: { numbersOnly: false, debitsOnly: true },
  numbers: { numbersOnly: true, debitsOnly: false },
};

/** Holds the account of a returned transfer, and writes that to the audit. A repeat changes nothing. */
export async function holdAccount(
  db: Db,
  hold: { transferId: string; holds: Holds; code: string | null },
): Promise<void> {
  const { numbersOnly, debitsOnly } = scopes[hold.holds];
  await db.query(
    `with held as (
       insert into account_holds (tenant_id, numbers_index, persistent_account_id, debits_only, transfer_id, code)
       select o.tenant_id, c.numbers_index, case when $2 then null else c.persistent_account_id end,
         $3, t.id, $4
       from transfers t join onboardings o on o.id = t.onboarding_id
         join authorizations a on a.authorization_id = t.authorization_id join accounts c on c.id = a.account_id
       where t.id = $1 on conflict (transfer_id) do nothing returning tenant_id, transfer_id
     )
     insert into audit (tenant_id, actor, action, object, outcome)
     select held.tenant_id, 'gangway', 'accounts.hold', t.onboarding_id, 'accepted'
     from held join transfers t on t.id = held.transfer_id`,
    [hold.transferId, numbersOnly, debitsOnly, hold.code],
  );
}

/** Lifts every hold of the tenant on the account that the case works with. Returns how many there were. */
export async function liftHolds(db: Db, onboardingId: string): Promise<number> {
  const { rowCount } = await db.query(
    `update account_holds h set lifted_at = now() from onboardings o join accounts c on c.id = coalesce(o.account_id,
       (select id from accounts where onboarding_id = o.id order by turn desc limit 1))
     where o.id = $1 and h.tenant_id = o.tenant_id and h.lifted_at is null
       and (h.numbers_index = c.numbers_index or h.persistent_account_id = c.persistent_account_id)`,
    [onboardingId],
  );
  return rowCount ?? 0;
}

export type AccountHold = {
  id: string;
  /** The bank's return code. Null if it gave none. */
  code: string | null;
  debitsOnly: boolean;
  since: Date;
  liftedAt: Date | null;
  /** The case whose transfer came back, and its user. */
  onboardingId: string;
  userId: string;
  /** Our id of the linked account. Null if it is none. */
  linked: string | null;
  institution: string | null;
  mask: string | null;
};

const accountHold = `select h.id::text, h.code, h.debits_only as "debitsOnly", h.created_at as since,
    h.lifted_at as "liftedAt", o.id as "onboardingId", o.user_id as "userId", l.id as linked, i.institution, a.mask
  from account_holds h join transfers t on t.id = h.transfer_id join onboardings o on o.id = t.onboarding_id
    join authorizations z on z.authorization_id = t.authorization_id join accounts a on a.id = z.account_id
    join items i on i.id = a.item_id left join linked_accounts l on l.account_id = a.id`;

/** Returns the tenant's holds in force, newest first, before the hold with the id `cursor`. */
export async function listHolds(
  db: Db,
  tenantId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<AccountHold[]> {
  const { rows } = await db.query<AccountHold>(
    {
      planned_each_time: true,
      text: `${accountHold} where h.tenant_id = $1 and h.lifted_at is null and ($2::bigint is null or h.id < $2)
     order by h.id desc limit $3`,
    },
    [tenantId, page.cursor ?? null, page.limit],
  );
  return rows;
}

/** Null if there is no such hold, or if it belongs to another tenant. */
export async function findHold(db: Db, tenantId: string, id: string): Promise<AccountHold | null> {
  const { rows } = await db.query<AccountHold>(`${accountHold} where h.id = $1 and h.tenant_id = $2`, [id, tenantId]);
  return rows[0] ?? null;
}

/** Lifts one hold. False if it was lifted before. */
export async function liftOneHold(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'update account_holds set lifted_at = now() where id = $1 and lifted_at is null',
    [id],
  );
  return rowCount === 1;
}

/** True if any case of the tenant had a return that holds the account for transfers in this direction. */
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
