// What the relay does with webhooks about data that a product may have asked for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { transaction } from '../../db/pool.ts';
import { findReport, recordReportAsked, recordReportReady, wantReport } from '../../db/reports.ts';
import { insertRoute } from '../../db/routes.ts';
import { insertTransactionSync } from '../../db/transaction-syncs.ts';
import { reportFeed, transactionsFeed } from '../../domain/feed.ts';
import { Secret } from '../../domain/secret.ts';
import { feedWorkflowId } from '../../workflows/messages.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { ownDatabase } from '../support/database.ts';
import { unavailable } from '../support/fake-temporal.ts';
import { inboxRow, storedWebhook } from '../support/inbox.ts';
import { storedAccount, storedCase, testVault } from '../support/stored-case.ts';

describe('webhooks about data', () => {
  const database = ownDatabase();
  let api: TestApi;
  let id: string;
  let itemId: string;
  beforeEach(async () => {
    api = await startApi(database.pool);
    id = await storedCase(database.pool, { products: ['transactions'] });
    ({ itemId } = await storedAccount(database.pool, id));
  });
  afterEach(() => api.stop());

  const begun = () => insertTransactionSync(database.pool, { itemId, onboardingId: id });
  const received = (code: string, item_id = itemId) =>
    storedWebhook(database.pool, { webhook_type: 'TRANSACTIONS', webhook_code: code, item_id, nonce: randomUUID() });
  const rowOf = (webhook: string) => inboxRow(database.pool, webhook);
  const wakes = () =>
    api.temporal.signals.filter(({ workflowId }) => workflowId === feedWorkflowId(transactionsFeed(itemId)));

  for (const code of [
    'SYNC_UPDATES_AVAILABLE',
    'INITIAL_UPDATE',
    'HISTORICAL_UPDATE',
    'DEFAULT_UPDATE',
    'TRANSACTIONS_REMOVED',
  ]) {
    it(`TRANSACTIONS.${code} wakes the feed of its Item`, async () => {
      await begun();
      const webhook = await received(code);
      await api.relay.turn();
      assert.equal((await rowOf(webhook))?.result, 'feed woken');
      assert.equal(wakes().length, 1);
      assert.deepEqual(api.temporal.started.get(feedWorkflowId(transactionsFeed(itemId)))?.args, [
        transactionsFeed(itemId),
      ]);
    });
  }

  it('a batch wakes each feed once', async () => {
    await begun();
    for (let many = 0; many < 5; many++) await received('SYNC_UPDATES_AVAILABLE');
    await api.relay.turn();
    assert.equal(wakes().length, 1);
  });

  it('are noted where nobody asked, or before it is known whose account it is', async () => {
    const webhook = await received('SYNC_UPDATES_AVAILABLE');
    await api.relay.turn();
    const { status, result } = (await rowOf(webhook)) ?? {};
    assert.deepEqual([status, result], ['done', 'noted']);
    assert.deepEqual(wakes(), []);
  });

  it('wait for an Item that is not known yet', async () => {
    const unknown = `item-${randomUUID()}`;
    const webhook = await received('HISTORICAL_UPDATE', unknown);
    await api.relay.turn();
    assert.equal((await rowOf(webhook))?.status, 'parked');
    await transaction(database.pool, (tx) => insertRoute(tx, 'item', unknown, id));
    await api.relay.turn();
    assert.equal((await rowOf(webhook))?.result, 'noted');
  });

  it('wait for Temporal', async () => {
    await begun();
    api.temporal.away = unavailable();
    const webhook = await received('TRANSACTIONS_REMOVED');
    await api.relay.turn();
    assert.equal((await rowOf(webhook))?.status, 'waiting');
    api.temporal.away = null;
    await database.pool.query(`update webhooks set next_attempt_at = now() where status = 'waiting'`);
    await api.relay.turn();
    assert.equal((await rowOf(webhook))?.result, 'feed woken');
  });

  describe('about reports', () => {
    let reportId: string;
    let plaidId: string;
    beforeEach(async () => {
      reportId = await wantReport(database.pool, { onboardingId: id, kind: 'assets', itemId });
      plaidId = randomUUID();
    });

    const asked = () =>
      transaction(database.pool, (tx) =>
        recordReportAsked(tx, testVault, { id: reportId, onboardingId: id, plaidId, token: new Secret('assets-1') }),
      );
    const about = (code: string, more: object = {}) =>
      storedWebhook(database.pool, { webhook_type: 'ASSETS', webhook_code: code, asset_report_id: plaidId, ...more });
    const reportWakes = () =>
      api.temporal.signals.filter(({ workflowId }) => workflowId === feedWorkflowId(reportFeed(reportId)));
    const failure = { error: { error_type: 'ASSET_REPORT_ERROR', error_code: 'DATA_UNAVAILABLE' } };

    it('ASSETS.PRODUCT_READY wakes the reading of the report', async () => {
      await asked();
      const webhook = await about('PRODUCT_READY', { report_type: 'FULL' });
      await api.relay.turn();
      assert.deepEqual([(await rowOf(webhook))?.result, reportWakes().length], ['feed woken', 1]);
    });

    it('that come before Plaid has answered us wait for the id', async () => {
      const webhook = await about('PRODUCT_READY');
      await api.relay.turn();
      assert.equal((await rowOf(webhook))?.status, 'parked');
      await asked();
      await api.relay.turn();
      assert.deepEqual([(await rowOf(webhook))?.result, reportWakes().length], ['feed woken', 1]);
    });

    it('ASSETS.ERROR says why, and leaves the last word to a read', async () => {
      await asked();
      await about('ERROR', failure);
      await api.relay.turn();
      const { status, toldError } = (await findReport(database.pool, { id: reportId })) ?? {};
      assert.deepEqual([status, toldError, reportWakes().length], ['asked', 'DATA_UNAVAILABLE', 1]);
    });

    it('are noted once we have the report', async () => {
      await asked();
      await recordReportReady(database.pool, testVault, { id: reportId, onboardingId: id, report: new Secret('{}') });
      const webhooks = [await about('PRODUCT_READY'), await about('ERROR', failure)];
      await api.relay.turn();
      for (const webhook of webhooks) assert.equal((await rowOf(webhook))?.result, 'noted');
      assert.deepEqual(reportWakes(), []);
      assert.equal((await findReport(database.pool, { id: reportId }))?.status, 'ready');
    });
  });
});
