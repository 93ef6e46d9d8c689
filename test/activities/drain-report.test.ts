import assert from 'node:assert/strict';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { findReport, readReport, recordReportError, wantReport } from '../../db/data/reports.ts';
import type { Pool } from '../../db/pool.ts';
import { eraseDataKey } from '../../db/vault.ts';
import { Failure, type Repair } from '../../domain/failure.ts';
import { reportFeed } from '../../domain/feed.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const over = { events: 0, signalled: 0, lookAgainSeconds: null };
const wait = { events: 0, signalled: 0, lookAgainSeconds: 60 };
const done = { events: 1, signalled: 0, lookAgainSeconds: null };

describe('a report on assets', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let onboardingId: string;
  let id: string;
  beforeEach(async () => {
    plaid = strictPlaid();
    await wanted();
  });

  async function wanted() {
    onboardingId = await storedCase(database.pool, { products: ['assets'] });
    const { itemId } = await storedAccount(database.pool, onboardingId);
    id = await wantReport(database.pool, { onboardingId, kind: 'assets', itemId });
  }
  const drain = (pool: Pool = database.pool) => activitiesOn(pool, plaid).drainFeed(reportFeed(id));
  const record = () => findReport(database.pool, { id });
  const report = async () => (await readReport(database.pool, testVault, { onboardingId, id }))?.report?.reveal();
  const age = (days: number) =>
    database.pool.query(`update reports set asked_at = now() - make_interval(days => $2) where id = $1`, [id, days]);
  const refusal = (code: string, kind: 'invalid' | 'needs-user' | 'unavailable', repair?: Repair) =>
    new Failure(kind, `Plaid says ${code}.`, { code, ...(repair && { repair }) });

  it('is requested under our own id, waited for, and stored as Plaid sent it', async () => {
    assert.deepEqual(await drain(), wait);
    const [asked] = plaid.reports.asked;
    assert.equal(asked?.clientReportId, id);
    assert.equal(asked.webhookUrl, 'https://gangway.example/plaid/webhooks');
    assert.deepEqual([(await record())?.status, (await record())?.plaidId], ['asked', asked.reportId]);
    assert.equal(await caseOfId(database.pool, 'report', asked.reportId), onboardingId);
    assert.deepEqual(await drain(), wait);
    plaid.reports.ready = true;
    assert.deepEqual(await drain(), done);
    assert.equal((await record())?.status, 'ready');
    assert.ok((await record())?.readyAt);
    assert.deepEqual(JSON.parse((await report()) ?? ''), { asset_report_id: asked.reportId, client_report_id: id });
    assert.equal(plaid.reports.asked.length, 1);
    assert.deepEqual(await drain(), over);
  });

  it('fails where Plaid says so', async () => {
    await drain();
    plaid.reports.failure = refusal('ASSET_REPORT_GENERATION_FAILED', 'invalid');
    assert.deepEqual(await drain(), done);
    assert.deepEqual([(await record())?.status, (await record())?.error], ['failed', 'ASSET_REPORT_GENERATION_FAILED']);
    assert.deepEqual(await drain(), over);
  });

  it('fails after a webhook about a failure, unless a read finds the report', async () => {
    await drain();
    await recordReportError(database.pool, id, 'DATA_UNAVAILABLE');
    assert.deepEqual(await drain(), done);
    assert.equal((await record())?.error, 'DATA_UNAVAILABLE');
  });

  it('is ready where a read finds it, whatever a webhook has said', async () => {
    await drain();
    await recordReportError(database.pool, id, 'DATA_UNAVAILABLE');
    plaid.reports.ready = true;
    assert.deepEqual(await drain(), done);
    assert.deepEqual([(await record())?.status, (await record())?.error], ['ready', null]);
  });

  it('waits for a login that is broken', async () => {
    plaid.failNext('createAssetReport', 'before', refusal('ITEM_LOGIN_REQUIRED', 'needs-user', { mode: 'update' }));
    assert.deepEqual(await drain(), wait);
    assert.deepEqual(await drain(), wait);
    assert.equal(plaid.reports.asked.length, 1);
  });

  it('is given up after a week', async () => {
    await drain();
    await age(8);
    assert.deepEqual(await drain(), done);
    assert.equal((await record())?.error, 'PRODUCT_NOT_READY');
  });

  it('throws in an outage, so that Temporal retries', async () => {
    plaid.failNext('createAssetReport', 'before', refusal('INTERNAL_SERVER_ERROR', 'unavailable'));
    await assert.rejects(drain(), { kind: 'unavailable' });
    assert.equal((await record())?.status, 'asked');
  });

  it('is not requested once the applicant has revoked access, or the case has another Item', async () => {
    await database.pool.query('update items set revoked_at = now(), access_token_sealed = null');
    assert.deepEqual(await drain(), done);
    assert.equal((await record())?.error, 'permission_revoked');
    await wanted();
    await storedAccount(database.pool, onboardingId);
    assert.deepEqual(await drain(), done);
    assert.equal((await record())?.error, 'item_left');
    assert.deepEqual(plaid.reports.asked, []);
  });

  it('is not stored once the applicant was erased', async () => {
    await drain();
    plaid.reports.ready = true;
    const { rows } = await database.pool.query('select data_key_id as id from applicants where onboarding_id = $1', [
      onboardingId,
    ]);
    await eraseDataKey(database.pool, rows[0].id);
    assert.deepEqual(await drain(), done);
    assert.deepEqual([(await record())?.status, (await record())?.error], ['failed', 'erased']);
  });

  for (const when of ['before', 'after'] as const) {
    it(`killed ${when} each of its statements, a drain still gets the report`, async () => {
      plaid.reports.ready = true;
      let statements = 0;
      for (;;) {
        await wanted();
        const dying = dyingPool(database.pool, statements + 1, when);
        await drain(dying.pool).catch(() => {});
        if (dying.diedAt === null) break;
        await untilDone(() => drain());
        assert.equal((await record())?.status, 'ready', dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 10, `only ${statements} statements were tried`);
    });
  }
});
