// Erasures of a person with all their cases. The steps of an erasure follow from the cases themselves, so a process
// that dies loses nothing: the next try sees what is left.
import { type Stage, stageRows, stages } from '../../domain/case/stages.ts';
import { newId } from '../ids.ts';
import type { Db } from '../pool.ts';

/** A person, as their tenant calls them. */
export type Person = { tenantId: string; userId: string };
export type Erasure = Person & { id: string };
export type ErasureRecord = Erasure & {
  askedBy: string;
  askedAt: Date;
  doneAt: Date | null;
  /** The code of the fault that the last try met. */
  problem: string | null;
};

/** The time that one try may take. Another process goes on with the erasure afterwards. */
const leaseSeconds = 60;

const columns = `id, tenant_id as "tenantId", user_id as "userId", asked_by as "askedBy", asked_at as "askedAt",
  done_at as "doneAt", problem`;

/** SQL: the person has a case that is open or not erased. `tenantId` and `userId` are columns or parameters. */
const hasMore = (tenantId: string, userId: string): string =>
  `exists (select from onboardings o join applicants a on a.onboarding_id = o.id
    where o.tenant_id = ${tenantId} and o.user_id = ${userId} and (a.data_key_id is not null or o.open))`;

/** SQL: an erasure of the person is under way. */
export const erasureUnderWay = (tenantId: string, userId: string): string =>
  `exists (select from erasures where tenant_id = ${tenantId} and user_id = ${userId} and done_at is null)`;

/**
 * Records that the tenant wants the person erased, and claims the first try. Null if an erasure is under way, or
 * nothing is left to erase.
 */
export async function insertErasure(db: Db, { tenantId, userId }: Person, askedBy: string): Promise<Erasure | null> {
  const { rows } = await db.query<{ id: string }>(
    `insert into erasures (id, tenant_id, user_id, asked_by, next_try_at)
     select $1, $2, $3, $4, now() + make_interval(secs => $5)
     where ${hasMore('$2', '$3')} or not exists (select from erasures where tenant_id = $2 and user_id = $3)
     on conflict (tenant_id, user_id) where done_at is null do nothing returning id`,
    [newId('era'), tenantId, userId, askedBy, leaseSeconds],
  );
  return rows[0] ? { id: rows[0].id, tenantId, userId } : null;
}

/** Returns the newest erasure of the person. */
export async function findErasure(db: Db, { tenantId, userId }: Person): Promise<ErasureRecord | null> {
  const { rows } = await db.query<ErasureRecord>(
    `select ${columns} from erasures where tenant_id = $1 and user_id = $2 order by asked_at desc limit 1`,
    [tenantId, userId],
  );
  return rows[0] ?? null;
}

export async function hasCases(db: Db, { tenantId, userId }: Person): Promise<boolean> {
  const { rowCount } = await db.query('select from onboardings where tenant_id = $1 and user_id = $2 limit 1', [
    tenantId,
    userId,
  ]);
  return rowCount === 1;
}

/** Claims erasures that are due. A process that dies with one leaves it to the next claim after the lease. */
export async function claimErasures(db: Db, limit: number): Promise<Erasure[]> {
  const { rows } = await db.query<Erasure>(
    `update erasures set next_try_at = now() + make_interval(secs => $2) where id = any (array(
       select id from erasures where done_at is null and next_try_at <= now()
       order by next_try_at limit $1 for no key update skip locked))
     returning id, tenant_id as "tenantId", user_id as "userId"`,
    [limit, leaseSeconds],
  );
  return rows;
}

/** Asks for the removal of all accounts that the person has linked, so that no transfer is made, or made again. */
export async function askForRemovalOfPerson(db: Db, { tenantId, userId }: Person): Promise<void> {
  await db.query(
    `update linked_accounts set removal_asked_at = now(), to_remove = true
     where removal_asked_at is null and account_id in (
       select a.id from onboardings o join accounts a on a.onboarding_id = o.id
       where o.tenant_id = $1 and o.user_id = $2)`,
    [tenantId, userId],
  );
}

export type CaseToEnd = { id: string; stage: Stage };

const cancellable = stages.filter((stage) => stageRows[stage].cancel === 'case');

/**
 * Returns open cases of the person that can end now: those without money under way, and those that wait to move it
 * again. In any order, because some of them may fail again and again.
 */
export async function casesToEnd(db: Db, { tenantId, userId }: Person, limit: number): Promise<CaseToEnd[]> {
  const { rows } = await db.query<CaseToEnd>(
    `select id, stage from onboardings
     where tenant_id = $1 and user_id = $2 and open and (stage = any ($3) or waiting_for = 'reinitiation')
     order by random() limit $4`,
    [tenantId, userId, cancellable, limit],
  );
  return rows;
}

/**
 * Returns closed onboardings of the person that are not erased, and on whose accounts no transfer is open. Their
 * transfers are erased with them, because one key seals both.
 */
export async function casesToErase(db: Db, { tenantId, userId }: Person, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select o.id from onboardings o join applicants p on p.onboarding_id = o.id
     where o.tenant_id = $1 and o.user_id = $2 and not o.open and o.account_id is null and p.data_key_id is not null
       and not exists (select from accounts a join onboardings t on t.account_id = a.id
         where a.onboarding_id = o.id and t.open)
     order by random() limit $3`,
    [tenantId, userId, limit],
  );
  return rows.map(({ id }) => id);
}

/** Ends the erasure if nothing is left to erase. Otherwise the next try comes after `seconds`. True if it ended. */
export async function settleErasure(
  db: Db,
  { id }: Erasure,
  { problem, seconds }: { problem: string | null; seconds: number },
): Promise<boolean> {
  const { rows } = await db.query<{ done: boolean }>(
    `update erasures set problem = $2, next_try_at = now() + make_interval(secs => $3),
       done_at = case when not ${hasMore('erasures.tenant_id', 'erasures.user_id')} then now() end
     where id = $1 and done_at is null returning done_at is not null as done`,
    [id, problem, seconds],
  );
  return rows[0]?.done ?? true;
}
