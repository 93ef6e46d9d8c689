import type { Applicant } from '../../domain/case/onboarding.ts';
import { Failure } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import { withNext } from '../connection.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import { deleteMetadata } from '../metadata.ts';
import type { Db } from '../pool.ts';
import { eraseDataKey, type Vault } from '../vault.ts';

const personOf = (onboardingId: string) => ({ table: 'applicants', row: onboardingId, column: 'person' });
const tokenOf = (onboardingId: string) => ({ table: 'applicants', row: onboardingId, column: 'plaid_user_token' });

export async function insertApplicant(
  db: Db,
  vault: Vault,
  input: { tenantId: string; onboardingId: string; dataKeyId: string; applicant: Applicant },
): Promise<void> {
  const { tenantId, onboardingId, dataKeyId, applicant } = input;
  const at = { ...personOf(onboardingId), tenant: tenantId, owner: onboardingId };
  const sealed = await vault.seal(db, dataKeyId, at, JSON.stringify(applicant));
  await db.query(withNext('insert into applicants (onboarding_id, data_key_id, person_sealed) values ($1, $2, $3)'), [
    onboardingId,
    dataKeyId,
    sealed,
  ]);
}

/**
 * Gives a transfer the applicant of the onboarding that linked its account. The same data key seals both, so that an
 * erasure of the one erases the other. Throws `missing` if they were erased.
 */
export async function copyApplicant(db: Db, vault: Vault, { from, to }: { from: string; to: string }): Promise<void> {
  const { rows } = await db.query<{ dataKeyId: string | null; tenantId: string }>(
    `select a.data_key_id as "dataKeyId", o.tenant_id as "tenantId"
     from applicants a join onboardings o on o.id = a.onboarding_id where a.onboarding_id = $1 for key share of a`,
    [from],
  );
  const { dataKeyId = null, tenantId = '' } = rows[0] ?? {};
  if (!dataKeyId) throw new Failure('missing', 'The applicant was erased.', { code: 'erased' });
  const applicant = await readApplicant(db, vault, from);
  await insertApplicant(db, vault, { tenantId, onboardingId: to, dataKeyId, applicant });
}

/** Throws `missing` if the case does not exist, or its applicant was erased. */
export async function readApplicant(db: Db, vault: Vault, onboardingId: string): Promise<Applicant> {
  const { rows } = await db.query<{ sealed: Buffer; key: SelectedKey }>(
    `select person_sealed as sealed, ${applicantKey('a.onboarding_id')} from applicants a where onboarding_id = $1`,
    [onboardingId],
  );
  if (!rows[0]) throw new Failure('missing', 'There is no such applicant.', { code: 'applicant_missing' });
  const person = await vault.applicantOpener(db, rows[0].key)(personOf(onboardingId), rows[0].sealed);
  return JSON.parse(person.reveal()) as Applicant;
}

/** Returns the id of the applicant's user at Plaid. Null if Plaid has none. */
export async function plaidUserOf(db: Db, onboardingId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string | null }>(
    'select plaid_user_id as id from applicants where onboarding_id = $1',
    [onboardingId],
  );
  return rows[0]?.id ?? null;
}

/** Returns the applicant as a payer at Plaid, with the user token if Plaid gave one. Null if Plaid has no such user. */
export async function payerOf(
  db: Db,
  vault: Vault,
  onboardingId: string,
): Promise<{ userId: string; token: Secret | null } | null> {
  const { rows } = await db.query<{ userId: string | null; sealed: Buffer | null; key: SelectedKey }>(
    `select plaid_user_id as "userId", plaid_user_token_sealed as sealed, ${applicantKey('a.onboarding_id')}
     from applicants a where onboarding_id = $1`,
    [onboardingId],
  );
  if (!rows[0]?.userId) return null;
  const { userId, sealed, key } = rows[0];
  return { userId, token: sealed && (await vault.applicantOpener(db, key)(tokenOf(onboardingId), sealed)) };
}

/**
 * Records the applicant's user at Plaid. Keeps the user of an earlier try. `token` is the result of `sealPayerToken`.
 */
export async function recordPlaidUser(
  db: Db,
  onboardingId: string,
  userId: string,
  token: Buffer | null = null,
): Promise<void> {
  await db.query(
    `update applicants set plaid_user_id = $2, plaid_user_token_sealed = $3
     where onboarding_id = $1 and plaid_user_id is null`,
    [onboardingId, userId, token],
  );
}

export const sealPayerToken = async (db: Db, vault: Vault, onboardingId: string, token: Secret): Promise<Buffer> =>
  (await vault.applicantSealer(db, onboardingId))(tokenOf(onboardingId), token.reveal());

/** Forgets the applicant's user at Plaid. Call it once Plaid has removed the user. */
export async function forgetPlaidUser(db: Db, onboardingId: string): Promise<void> {
  await db.query(
    'update applicants set plaid_user_id = null, plaid_user_token_sealed = null where onboarding_id = $1',
    [onboardingId],
  );
}

/**
 * Erases the applicant of a case: destroys their data key, deletes their bank transactions and metadata, and clears
 * every hash and mask that could identify their account. False if they were erased before. Call it in a transaction.
 */
export async function eraseApplicant(db: Db, onboardingId: string): Promise<boolean> {
  const { rows } = await db.query<{ id: string | null }>(
    'select data_key_id as id from applicants where onboarding_id = $1 for no key update',
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
  await deleteMetadata(db, onboardingId);
  await db.query('delete from page_browsers where onboarding_id = $1', [onboardingId]);
  await db.query('update link_sessions set shown_index = null where onboarding_id = $1', [onboardingId]);
  // Waits for a page that is being kept and refuses later ones, so that no transaction reappears after the deletes.
  await db.query(
    `update transaction_syncs set next_page = null where item_id in (select id from items where onboarding_id = $1)`,
    [onboardingId],
  );
  for (const table of ['bank_transactions', 'unfinished_transactions']) {
    await db.query(`delete from ${table} t using items i where i.id = t.item_id and i.onboarding_id = $1`, [
      onboardingId,
    ]);
  }
  return true;
}
