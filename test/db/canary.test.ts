import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { upsertAccount } from '../../db/bank/accounts.ts';
import { insertItem } from '../../db/bank/items.ts';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { upsertVerification } from '../../db/case/identity-verifications.ts';
import { insertReview } from '../../db/case/reviews.ts';
import { keepPage } from '../../db/data/bank-transactions.ts';
import { recordReportAsked, recordReportReady, wantReport } from '../../db/data/reports.ts';
import { bindKey, claimKey, completeKey } from '../../db/idempotency-keys.ts';
import { newId } from '../../db/ids.ts';
import { insertWebhooks } from '../../db/inbox/webhooks.ts';
import { finishLink } from '../../db/link/link-results.ts';
import { addSecret, insertEndpoint } from '../../db/notify/notification-endpoints.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { recordedRecipient } from '../../db/payments/recipients.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { insertAuthorizationProof } from '../../db/transfers/authorization-proofs.ts';
import { Secret } from '../../domain/secret.ts';
import { storedCase, storedLink, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { storedTransactions } from '../support/cases/stored-transactions.ts';
import { dataKeyOf } from '../support/database/case-rows.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dumpDatabase } from '../support/database/dump-database.ts';
import { aTransaction } from '../support/plaid/strict-transactions.ts';

const secrets = {
  name: 'Canary Name-5512',
  email: 'canary-5512@example.com',
  phone: '+15125550199',
  street: '5512 Canary Street',
  linkToken: 'link-canary-5512',
  url: 'https://hosted.example/canary-5512',
  publicToken: 'public-canary-5512',
  verification: 'https://verify.example/canary-5512',
  accessToken: 'access-canary-5512',
  account: '5512000011112222',
  routing: '551255125',
  note: 'canary note 5512',
  webhookBody: '{"canary":"webhook 5512"}',
  reportToken: 'assets-canary-5512',
  report: '{"canary":"report 5512"}',
  payee: 'Canary Payee 5512',
  response: '{"canary":"response 5512"}',
  recipient: 'Canary Wallet 5512',
  iban: 'GB33BUKB20201555125512',
};

describe('data that the vault seals', () => {
  const database = ownDatabase();
  let stored: Awaited<ReturnType<typeof storeEverything>>;
  before(async () => {
    stored = await storeEverything();
  });

  /** A case with all personal data of an applicant, and with data of others. */
  async function storeEverything() {
    const { pool } = database;
    const address = { street: secrets.street, city: 'X', region: null, postalCode: '1', country: 'US' };
    const onboardingId = await storedCase(pool, {
      applicant: { legalName: secrets.name, email: secrets.email, phone: secrets.phone, address },
    });
    const link = await storedLink(pool, onboardingId, { token: new Secret(secrets.linkToken), url: secrets.url });
    await finishLink(pool, testVault, { sessionId: link.id, publicToken: new Secret(secrets.publicToken) });
    const itemId = 'item-seen';
    const accessToken = new Secret(secrets.accessToken);
    await insertItem(pool, testVault, { itemId, onboardingId, session: link.id, institution: null, accessToken });
    await upsertAccount(pool, testVault, {
      accountId: 'account-seen',
      itemId,
      onboardingId,
      mask: '2222',
      subtype: null,
      verificationStatus: null,
      persistentAccountId: 'persistent-seen',
      numbers: { account: new Secret(secrets.account), routing: new Secret(secrets.routing), tokenized: false },
    });
    const review = { id: newId('rev'), onboardingId, decision: 'approve', reviewer: 'ops-1' } as const;
    const asked = { question: 'qst_seen', signalAfterSeconds: 0 };
    await insertReview(pool, testVault, { ...review, ...asked, key: null, note: secrets.note });
    const verification = { id: 'verification-seen', status: 'active', url: secrets.verification };
    await upsertVerification(pool, testVault, { ...verification, onboardingId });
    const webhook = { bodyHash: randomBytes(32), signedAt: new Date(), type: 'ITEM', code: 'ERROR', stale: false };
    await insertWebhooks(pool, testVault, [{ ...webhook, body: secrets.webhookBody, plaidId: null }]);
    const key = { tenantId: 'ten_test', key: 'key-seen' };
    await claimKey(pool, testVault, { ...key, requestHash: randomBytes(32), leaseSeconds: 30 });
    await bindKey(pool, { ...key, onboardingId });
    await completeKey(pool, testVault, { ...key, onboardingId, status: 201, body: secrets.response });

    const { details } = aTransaction();
    const paid = {
      ...details,
      name: secrets.payee,
      merchant: secrets.payee,
      counterparties: [{ name: secrets.payee, type: 'merchant' }],
    };
    const bought = aTransaction({ transactionId: 'transaction-seen', details: paid });
    const { itemId: read } = await storedTransactions(pool, onboardingId, [bought]);
    await keepPage(pool, testVault, { itemId: read, onboardingId, stored: [bought], removed: [] });

    const report = await wantReport(pool, { onboardingId, kind: 'assets', itemId });
    const token = new Secret(secrets.reportToken);
    await recordReportAsked(pool, testVault, { id: report, onboardingId, plaidId: 'report-seen', token });
    await recordReportReady(pool, testVault, { id: report, onboardingId, report: new Secret(secrets.report) });
    const endpoint = {
      id: newId('nep'),
      tenantId: 'ten_test',
      channel: 'webhook',
      url: 'https://seen.example/',
    } as const;
    const signing = await transaction(pool, async (tx) => {
      await insertEndpoint(tx, testVault, { ...endpoint, types: null });
      return addSecret(tx, testVault, endpoint.id, new Date());
    });
    await addNotification(pool, { onboardingId, type: 'onboarding.action_required', action: 'repair_link' });

    const recipient = { name: secrets.recipient, numbers: { iban: secrets.iban }, address: null };
    await transaction(pool, (tx) => recordedRecipient(tx, testVault, { tenantId: 'ten_test', recipient }));
    const transferId = await storedTransfer(pool, onboardingId);
    await transaction(pool, (tx) => insertAuthorizationProof(tx, testVault, transferId));
    return { onboardingId, itemId, endpoint, signing };
  }

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
    for (const [what, secret] of Object.entries({ ...secrets, signing, bare: signing.replace('whsec_', '') })) {
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
      Buffer.from(`\u0000${secrets.name}\u0001`),
    ]);
    const onboardingId = await storedCase(pool);
    await pool.query(`insert into timeline (onboarding_id, what, detail) values ($1, 'leak', $2)`, [
      onboardingId,
      { nested: [secrets.email] },
    ]);
    const dump = await dumpDatabase(pool);
    assert.ok(dump.includes(secrets.name));
    assert.ok(dump.includes(secrets.email));
  });
});

/**
 * The columns sealed for the applicant of a case, and those sealed for others: a new column belongs to one of the two.
 */
const personal = [
  'accounts.numbers_sealed',
  'applicants.person_sealed',
  'bank_transactions.details_sealed',
  'idempotency_keys.response_sealed',
  'identity_verifications.url_sealed',
  'items.access_token_sealed',
  'link_sessions.public_token_sealed',
  'link_sessions.token_sealed',
  'link_sessions.url_sealed',
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
