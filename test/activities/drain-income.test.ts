import assert from 'node:assert/strict';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { finishIncomeLink, reofferIncome } from '../../db/data/income-links.ts';
import { findReport, readReport, recordReportAsked, recordReportError, wantReport } from '../../db/data/reports.ts';
import { openLinkSession, tokenHash } from '../../db/link/link-sessions.ts';
import { transaction } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import { reportFeed } from '../../domain/feed.ts';
import { Secret } from '../../domain/secret.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const over = { events: 0, signalled: 0, lookAgainSeconds: null };
const wait = { events: 0, signalled: 0, lookAgainSeconds: 60 };
const done = { events: 1, signalled: 0, lookAgainSeconds: null };
const hour = 3_600_000;

describe('a report on income', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let onboardingId: string;
  let id: string;
  let linkToken: Secret;
  beforeEach(() => offered());

  /** Offers the report: the applicant has a Link token for it. */
  async function offered({ withTokens = true, expiresAt = new Date(Date.now() + 4 * hour) } = {}) {
    plaid = strictPlaid();
    plaid.reports.withTokens = withTokens;
    onboardingId = await storedCase(database.pool, { products: ['income'] });
    id = await wantReport(database.pool, { onboardingId, kind: 'income', itemId: null });
    const { userId: plaidId, token } = plaid.reports.createUser(onboardingId);
    await transaction(database.pool, (tx) => recordReportAsked(tx, testVault, { id, onboardingId, plaidId, token }));
    const link = await storedLink(database.pool, onboardingId, { mode: 'income', offer: 'verify_income', expiresAt });
    linkToken = link.token;
  }
  const shared = () => transaction(database.pool, (tx) => finishIncomeLink(tx, tokenHash(linkToken)));
  const drain = () => activitiesOn(database.pool, plaid).drainFeed(reportFeed(id));
  const record = async () => {
    const { status, error } = (await findReport(database.pool, { id })) ?? {};
    return [status, error];
  };
  async function timesFinished() {
    const { rowCount } = await database.pool.query(
      `select from timeline where onboarding_id = $1 and what = 'link_finished'`,
      [onboardingId],
    );
    return rowCount;
  }
  const complete = (text: string) => {
    plaid.reports.income = { progress: 'complete', report: new Secret(text) };
  };

  for (const withTokens of [true, false]) {
    it(`is read once the applicant has shared it, ${withTokens ? 'by the token of the user' : 'by the id alone'}`, async () => {
      await offered({ withTokens });
      assert.deepEqual([await drain(), await record()], [wait, ['offered', null]]);
      assert.equal(await shared(), id);
      plaid.reports.income = { progress: 'processing' };
      assert.deepEqual([await drain(), await record()], [wait, ['asked', null]]);
      complete('{"items":[]}');
      assert.deepEqual([await drain(), await record()], [done, ['ready', null]]);
      const read = await readReport(database.pool, testVault, { onboardingId, id });
      assert.equal(read?.report?.reveal(), '{"items":[]}');
      assert.deepEqual(await drain(), over);
    });
  }

  it('is found without a webhook after the applicant has shared it, however long it was offered', async () => {
    await database.pool.query(`update reports set asked_at = now() - interval '8 days' where id = $1`, [id]);
    plaid.reports.income = { progress: 'processing' };
    assert.deepEqual([await drain(), await record()], [wait, ['asked', null]]);
    complete('{}');
    assert.deepEqual([await drain(), await record()], [done, ['ready', null]]);
  });

  for (const progress of ['processing', 'complete', 'failed'] as const) {
    it(`shows that its Link can no longer be used: ${progress}`, async () => {
      plaid.reports.income = progress === 'complete' ? { progress, report: new Secret('{}') } : { progress };
      await drain();
      assert.equal(await openLinkSession(database.pool, testVault, onboardingId, 'verify_income'), null);
      assert.equal(await timesFinished(), 1);
      assert.equal(await shared(), id);
      assert.equal(await timesFinished(), 1);
    });
  }

  it('records its Item of payroll, because a webhook may name no user', async () => {
    plaid.reports.income = { progress: 'processing', itemIds: ['payroll-1', 'payroll-2'] };
    await drain();
    await drain();
    for (const item of ['payroll-1', 'payroll-2']) {
      assert.equal(await caseOfId(database.pool, 'report', item), onboardingId);
    }
  });

  it('is no longer looked for once the applicant can no longer share it', async () => {
    await offered({ expiresAt: new Date(Date.now() - hour / 2) });
    assert.deepEqual(await drain(), wait);
    await offered({ expiresAt: new Date(Date.now() - 2 * hour) });
    assert.deepEqual([await drain(), await record()], [over, ['offered', null]]);
    complete('{}');
    assert.deepEqual(await drain(), done);
  });

  it('waits after the applicant has shared it, although Plaid does not have it yet', async () => {
    await shared();
    assert.deepEqual([await drain(), await record()], [wait, ['asked', null]]);
  });

  it('fails where Plaid cannot use it, and can be offered again', async () => {
    await shared();
    plaid.reports.income = { progress: 'failed' };
    assert.deepEqual([await drain(), await record()], [done, ['failed', 'INCOME_VERIFICATION_FAILED']]);
    await reofferIncome(database.pool, id);
    assert.deepEqual(await record(), ['offered', null]);
  });

  it('fails after a webhook about a failure, unless a read finds the report', async () => {
    await shared();
    await recordReportError(database.pool, id, 'VERIFICATION_STATUS_PROCESSING_FAILED');
    assert.deepEqual([await drain(), await record()], [done, ['failed', 'VERIFICATION_STATUS_PROCESSING_FAILED']]);
  });

  it('throws in an outage, so that Temporal retries', async () => {
    plaid.failNext('readIncome', 'before', new Failure('unavailable', 'Away.', { code: 'INTERNAL_SERVER_ERROR' }));
    await assert.rejects(drain(), { kind: 'unavailable' });
    assert.deepEqual(await record(), ['offered', null]);
  });

  it('a session is finished once, however often that is reported', async () => {
    await Promise.all([shared(), shared(), shared()]);
    assert.equal(await timesFinished(), 1);
    const other = await storedLink(database.pool, onboardingId);
    const hash = tokenHash(other.token);
    assert.equal(await transaction(database.pool, (tx) => finishIncomeLink(tx, hash)), null);
  });
});
