// C1: somebody who can write to the database gives rows to another tenant, case or applicant, to read them there.
import assert from 'node:assert/strict';
import { readNumbers } from '../../db/bank/accounts.ts';
import { findItem, itemOfCase, itemOfSession, itemsLeftBehind } from '../../db/bank/items.ts';
import { payerOf, readApplicant } from '../../db/case/applicants.ts';
import { verificationOfCase } from '../../db/case/identity-verifications.ts';
import { listBankTransactions } from '../../db/data/bank-transactions.ts';
import { readReport, readReportToken } from '../../db/data/reports.ts';
import { claimKey } from '../../db/idempotency-keys.ts';
import { readPublicToken } from '../../db/link/link-results.ts';
import { linkTokenOf, openLinkSession } from '../../db/link/link-sessions.ts';
import { signingSecrets } from '../../db/notify/notification-endpoints.ts';
import { readRecipient } from '../../db/payments/recipients.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { authorizationProofsOf } from '../../db/transfers/authorization-proofs.ts';
import { readConsent } from '../../db/transfers/consents.ts';
import { Failure } from '../../domain/failure.ts';
import { storeEverything } from '../support/cases/everything.ts';
import { storedCase, testVault as vault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';

type Stored = Awaited<ReturnType<typeof storeEverything>>;
type Read = (db: Db, at: Stored) => Promise<unknown>;

/** Every reader of what the key of an applicant seals, by columns. */
const ofApplicant: Record<string, Read> = {
  'applicants.person_sealed': (db, { onboardingId }) => readApplicant(db, vault, onboardingId),
  'applicants.plaid_user_token_sealed': (db, { onboardingId }) => payerOf(db, vault, onboardingId),
  'accounts.numbers_sealed': (db, { onboardingId: caseId, accountId }) => readNumbers(db, vault, { caseId, accountId }),
  'items.access_token_sealed': (db, { onboardingId }) => itemOfCase(db, vault, onboardingId),
  'items.access_token_sealed by id': (db, { itemId }) => findItem(db, vault, itemId),
  'items.access_token_sealed by session': (db, { session }) => itemOfSession(db, vault, session),
  'items.access_token_sealed left behind': (db, { onboardingId }) =>
    itemsLeftBehind(db, vault, { onboardingId, newestToo: true }),
  'link_sessions.url_sealed': (db, { onboardingId }) => openLinkSession(db, vault, onboardingId),
  'link_sessions.token_sealed': (db, { session }) => linkTokenOf(db, vault, session),
  'link_sessions.public_token_sealed': (db, { session }) => readPublicToken(db, vault, session),
  'identity_verifications.url_sealed': (db, { onboardingId }) => verificationOfCase(db, vault, onboardingId),
  'idempotency_keys.response_sealed': (db, { tenantId, key, requestHash }) =>
    claimKey(db, vault, { tenantId, key, requestHash, leaseSeconds: 30 }),
  'bank_transactions.details_sealed': async (db, { onboardingId, itemOfTransactions: itemId }) => {
    const { transactions } = await listBankTransactions(db, vault, { onboardingId, itemId, limit: 1 });
    if (!transactions[0]?.details) throw new Failure('bug', 'unread', { code: 'vault_unreadable' });
  },
  'reports.report_sealed': (db, { onboardingId, report: id }) => readReport(db, vault, { onboardingId, id }),
  'reports.token_sealed': (db, { report }) => readReportToken(db, vault, report),
  'onboardings.consent_sealed': (db, { onboardingId }) => readConsent(db, vault, onboardingId),
};
/** Every reader of what a data key of its own seals. */
const ofOthers: Record<string, Read> = {
  'authorization_proofs.proof_sealed': (db, { onboardingId }) => authorizationProofsOf(db, vault, onboardingId),
  'recipients.details_sealed': (db, { onboardingId: caseId, recipient: id }) =>
    readRecipient(db, vault, { caseId, id }),
  'notification_secrets.secret_sealed': (db, { endpoint }) => signingSecrets(db, vault, endpoint.id, new Date()),
};
// Gangway reads no note, moves pages of transactions to `bank_transactions`, and keeps webhooks for the installation.
const unread = ['reviews.note_sealed', 'unfinished_transactions.details_sealed', 'webhooks.body_sealed'];

describe('C1: a row that was given to another by SQL', () => {
  const database = ownDatabase();
  let mine: Stored;
  let theirs: Stored;
  /** A bare case of the same tenant. */
  let other: string;
  before(async () => {
    mine = await storeEverything(database.pool, { tenantId: 'ten_a', tag: 'mine' });
    theirs = await storeEverything(database.pool, { tenantId: 'ten_b', tag: 'theirs' });
    other = await storedCase(database.pool, { tenantId: 'ten_a' });
    await storedCase(database.pool, { tenantId: 'ten_c' });
  });

  /** Runs the statements in a transaction that is rolled back, and tries to read within it. */
  async function refuses(statements: string[], reads: Record<string, Read>, at: Stored): Promise<void> {
    for (const [what, read] of Object.entries(reads)) {
      const undo = new Error('undo');
      const tried = transaction(database.pool, async (tx) => {
        for (const statement of statements) await tx.query(statement);
        const outcome = await read(tx, at).then(
          () => 'read',
          (error: unknown) => (error instanceof Failure ? error.detail.code : String(error)),
        );
        assert.equal(outcome, 'vault_unreadable', what);
        throw undo;
      });
      await assert.rejects(tried, undo);
    }
  }

  async function tablesWith(column: string): Promise<string[]> {
    const { rows } = await database.pool.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = $1`,
      [column],
    );
    return rows.map(({ name }) => name);
  }

  it('is tried for every sealed column', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and column_name like '%\\_sealed'`,
    );
    const tried = Object.keys({ ...ofApplicant, ...ofOthers }).map((what) => what.split(' ')[0]);
    assert.deepEqual(rows.map(({ name }) => name).sort(), [...new Set([...tried, ...unread])].sort());
  });

  it('was read before', async () => {
    for (const [what, read] of Object.entries({ ...ofApplicant, ...ofOthers }))
      for (const at of [mine, theirs]) assert.ok((await read(database.pool, at)) !== null, what);
  });

  it('does not open for another tenant', async () => {
    const tables = (await tablesWith('tenant_id')).map(
      (table) => `update ${table} set tenant_id = 'ten_c' where tenant_id = 'ten_a'`,
    );
    const at = { ...mine, tenantId: 'ten_c' };
    await refuses(tables, { ...ofApplicant, ...ofOthers }, at);
    const withoutKeys = tables.filter((statement) => !statement.startsWith('update data_keys'));
    await refuses(withoutKeys, { ...ofApplicant, ...ofOthers }, at);
  });

  it('does not open for another case, even if its applicant and data key came with it', async () => {
    const { 'notification_secrets.secret_sealed': _, 'recipients.details_sealed': __, ...ofCases } = ofOthers;
    const tables = (await tablesWith('onboarding_id')).map(
      (table) => `update ${table} set onboarding_id = '${other}' where onboarding_id = '${mine.onboardingId}'`,
    );
    const consent = `update onboardings set consent_sealed = (select consent_sealed from onboardings
      where id = '${mine.onboardingId}') where id = '${other}'`;
    const moved = [`delete from applicants where onboarding_id = '${other}'`, ...tables, consent];
    await refuses(moved, { ...ofApplicant, ...ofCases }, { ...mine, onboardingId: other });
    const withoutApplicant = [...tables.filter((statement) => !statement.startsWith('update applicants')), consent];
    const { 'applicants.person_sealed': ___, 'applicants.plaid_user_token_sealed': ____, ...others } = ofApplicant;
    await refuses(withoutApplicant, { ...others, ...ofCases }, { ...mine, onboardingId: other });
  });

  it('does not open for another applicant', async () => {
    for (const from of [other, theirs.onboardingId]) {
      const key = `update applicants set data_key_id = (select data_key_id from applicants
        where onboarding_id = '${from}') where onboarding_id = '${mine.onboardingId}'`;
      await refuses([key], ofApplicant, mine);
    }
  });

  it('does not open for a transfer on an account that another has linked', async () => {
    for (const thief of [other, theirs.onboardingId]) {
      const account = `update onboardings set account_id = '${mine.accountId}' where id = '${thief}'`;
      const reads = {
        numbers: ofApplicant['accounts.numbers_sealed'] ?? assert.fail(),
        token: (db: Db, { onboardingId }: Stored) => itemOfCase(db, vault, onboardingId),
      };
      // A case works with the newest Item, which is to be mine here.
      await refuses([account, 'update items set turn = -turn'], reads, { ...mine, onboardingId: thief });
    }
  });

  it('does not open through the Link session of another', async () => {
    const { rows } = await database.pool.query<{ id: string }>('select id from items where link_session_id = $1', [
      mine.session,
    ]);
    const swapped = [
      ...['reports', 'accounts'].map((table) => `delete from ${table} where item_id = '${theirs.itemId}'`),
      `delete from items where id = '${theirs.itemId}'`,
      `update items set link_session_id = '${theirs.session}' where id = '${rows[0]?.id}'`,
    ];
    await refuses(swapped, { session: (db) => itemOfSession(db, vault, theirs.session) }, mine);
  });

  it('does not open for another endpoint, or for a payment of another tenant', async () => {
    const secret = `update notification_secrets set endpoint_id = '${theirs.endpoint.id}'
      where endpoint_id = '${mine.endpoint.id}'`;
    const secrets = { secret: (db: Db) => signingSecrets(db, vault, theirs.endpoint.id, new Date()) };
    await refuses(
      [`delete from notification_secrets where endpoint_id = '${theirs.endpoint.id}'`, secret],
      secrets,
      mine,
    );
    const paid = (db: Db) => readRecipient(db, vault, { caseId: theirs.onboardingId, id: mine.recipient });
    await refuses([], { paid }, mine);
  });
});
