import { Failure } from '../domain/failure.ts';
import type { Applicant } from '../domain/onboarding.ts';
import type { Db } from './pool.ts';
import { eraseDataKey, type Vault } from './vault.ts';

const personOf = (onboardingId: string) => ({ table: 'applicants', row: onboardingId, column: 'person' });

export async function insertApplicant(
  db: Db,
  vault: Vault,
  input: { onboardingId: string; dataKeyId: string; applicant: Applicant },
): Promise<void> {
  const { onboardingId, dataKeyId, applicant } = input;
  const sealed = await vault.seal(db, dataKeyId, personOf(onboardingId), JSON.stringify(applicant));
  await db.query('insert into applicants (onboarding_id, data_key_id, person_sealed) values ($1, $2, $3)', [
    onboardingId,
    dataKeyId,
    sealed,
  ]);
}

/** Rejects with `missing` if there is no such case, or if its person was erased. */
export async function readApplicant(db: Db, vault: Vault, onboardingId: string): Promise<Applicant> {
  const { rows } = await db.query<{ sealed: Buffer }>(
    'select person_sealed as sealed from applicants where onboarding_id = $1',
    [onboardingId],
  );
  if (!rows[0]) throw new Failure('missing', 'There is no such applicant.', { code: 'applicant_missing' });
  const person = await vault.open(db, personOf(onboardingId), rows[0].sealed);
  return JSON.parse(person.reveal()) as Applicant;
}

/** Null where Plaid does not know them. */
export async function plaidUserOf(db: Db, onboardingId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string | null }>(
    'select plaid_user_id as id from applicants where onboarding_id = $1',
    [onboardingId],
  );
  return rows[0]?.id ?? null;
}

/** Gives the one that is on record: another try may have been sooner. */
export async function recordPlaidUser(db: Db, onboardingId: string, userId: string): Promise<string> {
  await db.query('update applicants set plaid_user_id = $2 where onboarding_id = $1 and plaid_user_id is null', [
    onboardingId,
    userId,
  ]);
  return (await plaidUserOf(db, onboardingId)) ?? userId;
}

export async function forgetPlaidUser(db: Db, onboardingId: string): Promise<void> {
  await db.query('update applicants set plaid_user_id = null where onboarding_id = $1', [onboardingId]);
}

/** The data key under which everything of this case's person is sealed. */
export async function dataKeyOf(db: Db, onboardingId: string): Promise<string> {
  const { rows } = await db.query<{ id: string | null }>(
    'select data_key_id as id from applicants where onboarding_id = $1',
    [onboardingId],
  );
  const id = rows[0]?.id;
  if (!id) throw new Failure('missing', 'The applicant does not exist or was erased.', { code: 'erased' });
  return id;
}

/**
 * Destroys the data key of the case's person, deletes what they did with their account, and forgets by what it could be
 * told from others. False where that was done before. Call it in a transaction.
 */
export async function eraseApplicant(db: Db, onboardingId: string): Promise<boolean> {
  const { rows } = await db.query<{ id: string | null }>(
    'select data_key_id as id from applicants where onboarding_id = $1 for update',
    [onboardingId],
  );
  const id = rows[0]?.id;
  if (!id) return false;
  await eraseDataKey(db, id);
  await db.query(
    `update accounts set mask = null, numbers_sealed = null, numbers_index = null, shown_index = null,
       persistent_account_id = null
     where onboarding_id = $1`,
    [onboardingId],
  );
  await db.query('update link_sessions set shown_index = null where onboarding_id = $1', [onboardingId]);
  await db.query('delete from bank_transactions t using items i where i.id = t.item_id and i.onboarding_id = $1', [
    onboardingId,
  ]);
  return true;
}
