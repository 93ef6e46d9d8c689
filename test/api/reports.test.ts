import assert from 'node:assert/strict';
import { recordReportFailed, recordReportReady, wantReport } from '../../db/data/reports.ts';
import { Secret } from '../../domain/secret.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('GET /v1/onboardings/:id/reports/:report_id', () => {
  const [database, api] = forAllTests(startApi);
  let onboardingId: string;
  let id: string;
  beforeEach(async () => {
    onboardingId = await storedCase(database.pool, { tenantId: 'default', products: ['assets'] });
    const { itemId } = await storedAccount(database.pool, onboardingId);
    id = await wantReport(database.pool, { onboardingId, kind: 'assets', itemId });
  });

  const read = (report = id, onboarding = onboardingId, key = api.key) =>
    api.send('GET', `/v1/onboardings/${onboarding}/reports/${report}`, { key });
  const shown = async () => (await api.send('GET', `/v1/onboardings/${onboardingId}`)).body.reports;
  const content = { asset_report_id: 'r-1', items: [{ owner: 'Canary Assets' }] };
  const ready = () => {
    const report = new Secret(JSON.stringify(content));
    return recordReportReady(database.pool, testVault, { id, onboardingId, report });
  };

  it('says that Plaid has not finished the report', async () => {
    const { status, body } = await read();
    const { asked_at, ...rest } = body;
    assert.equal(status, 200);
    assert.ok(Date.parse(asked_at));
    assert.deepEqual(rest, { id, kind: 'assets', status: 'asked', error: null, ready_at: null, report: null });
    assert.deepEqual(await shown(), [{ id, kind: 'assets', status: 'asked', error: null }]);
  });

  it('answers with the report as Plaid made it; the case shows only its id', async () => {
    await ready();
    const { body } = await read();
    assert.deepEqual([body.status, body.report], ['ready', content]);
    assert.ok(Date.parse(body.ready_at));
    assert.deepEqual(await shown(), [{ id, kind: 'assets', status: 'ready', error: null }]);
  });

  it('says why there is no report', async () => {
    await recordReportFailed(database.pool, id, 'DATA_UNAVAILABLE');
    const { body } = await read();
    assert.deepEqual([body.status, body.error, body.report], ['failed', 'DATA_UNAVAILABLE', null]);
  });

  it('shows it to no other tenant, and under no other onboarding', async () => {
    await ready();
    const other = await storedCase(database.pool, { tenantId: 'default' });
    assert.equal(
      (await read(id, onboardingId, await storedKey(database.pool, 'other'))).body.code,
      'onboarding_not_found',
    );
    assert.equal((await read(id, other)).body.code, 'report_not_found');
    assert.equal((await read('rep_none')).status, 404);
  });

  it('logs no part of it', async () => {
    await ready();
    await read();
    assert.ok(api.logs.some((line) => line.includes('/reports/:report_id')));
    assert.doesNotMatch(api.logs.join('\n'), /canary/i);
  });
});
