import assert from 'node:assert/strict';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { canaries, storedCanaries } from '../support/cases/canary-case.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { dataKeyOf } from '../support/database/case-rows.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dumpDatabase } from '../support/database/dump-database.ts';

describe('data that the vault seals', () => {
  const database = ownDatabase();
  let stored: Awaited<ReturnType<typeof storedCanaries>>;
  before(async () => {
    stored = await storedCanaries(database.pool);
  });

  it('is nowhere in a dump of the database', async () => {
    const { onboardingId, itemId, endpoint, signing } = stored;
    const dump = await dumpDatabase(database.pool);
    for (const seen of [
      onboardingId,
      itemId,
      'account-seen',
      'key-seen',
      'transaction-seen',
      'report-seen',
      'link_finished',
      endpoint.url,
      'repair_link',
    ]) {
      assert.ok(dump.includes(seen), `the dump lacks ${seen}: it would not show a leak either`);
    }
    for (const [what, secret] of Object.entries({ ...canaries, signing, bare: signing.replace('whsec_', '') })) {
      assert.ok(!dump.includes(secret), `${what} is in the database in the clear`);
    }
  });

  it('cannot be read once its applicant is erased, while the rest still can', async () => {
    const { pool } = database;
    const sealed = await sealedOf(pool);
    assert.deepEqual([...new Set(sealed.map(({ at }) => at))].sort(), columns.sort());
    const key = await dataKeyOf(pool, stored.onboardingId);
    const theirs = sealed.filter((one) => keyOf(one.bytes) === key);
    assert.deepEqual([...new Set(theirs.map(({ at }) => at))].sort(), personal.sort());

    await transaction(pool, (tx) => eraseApplicant(tx, stored.onboardingId));
    for (const { at, bytes } of sealed) {
      const { rowCount } = await pool.query('select from data_keys where id = $1', [keyOf(bytes)]);
      assert.equal(rowCount, personal.includes(at) ? 0 : 1, at);
    }
    const left = (await sealedOf(pool)).map(({ at }) => at);
    for (const table of ['bank_transactions', 'unfinished_transactions']) {
      assert.ok(!left.includes(`${table}.details_sealed`), table);
    }
    const { rows } = await pool.query('select mask, numbers_index, persistent_account_id from accounts');
    assert.ok(rows.length > 0);
    for (const row of rows) assert.deepEqual(row, { mask: null, numbers_index: null, persistent_account_id: null });
  });

  it('would be found by the dump, in bytes and in JSON too', async () => {
    const { pool } = database;
    await pool.query(`insert into data_keys (id, kek_id, wrapped) values ('leak', 'k', $1)`, [
      Buffer.from(`\u0000${canaries.name}\u0001`),
    ]);
    const onboardingId = await storedCase(pool);
    await pool.query(`insert into timeline (onboarding_id, what, detail) values ($1, 'leak', $2)`, [
      onboardingId,
      { nested: [canaries.email] },
    ]);
    const dump = await dumpDatabase(pool);
    assert.ok(dump.includes(canaries.name));
    assert.ok(dump.includes(canaries.email));
  });
});

/**
 * The columns sealed for the applicant of a case, and those sealed for others: a new column belongs to one of the two.
 */
const personal = [
  'accounts.numbers_sealed',
  'applicants.person_sealed',
  'applicants.plaid_user_token_sealed',
  'bank_transactions.details_sealed',
  'idempotency_keys.response_sealed',
  'identity_verifications.url_sealed',
  'items.access_token_sealed',
  'link_sessions.public_token_sealed',
  'link_sessions.token_sealed',
  'link_sessions.url_sealed',
  'onboardings.consent_sealed',
  'reports.report_sealed',
  'reports.token_sealed',
  'reviews.note_sealed',
  'unfinished_transactions.details_sealed',
];
const columns = [
  ...personal,
  // Kept after the erasure of its applicant: a legal duty.
  'authorization_proofs.proof_sealed',
  'notification_secrets.secret_sealed',
  'recipients.details_sealed',
  'webhooks.body_sealed',
];

type Sealed = { at: string; bytes: Buffer };

/** Every ciphertext in the database. */
async function sealedOf(pool: Pool): Promise<Sealed[]> {
  const { rows: found } = await pool.query<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and column_name like '%\\_sealed'`,
  );
  const sealed: Sealed[] = [];
  for (const { table, column } of found) {
    const { rows } = await pool.query<{ bytes: Buffer | null }>(`select ${column} as bytes from ${table}`);
    for (const { bytes } of rows) if (bytes) sealed.push({ at: `${table}.${column}`, bytes });
  }
  return sealed;
}

/** The data key that a ciphertext names. */
const keyOf = (bytes: Buffer) => bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString();
