// Webhooks about data products that the tenant may have asked for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { findReport, recordReportAsked, recordReportReady, wantReport } from '../../db/data/reports.ts';
import { insertTransactionSync } from '../../db/data/transaction-syncs.ts';
import { transaction } from '../../db/pool.ts';
import { reportFeed, transactionsFeed } from '../../domain/feed.ts';
import { Secret } from '../../domain/secret.ts';
import { feedWorkflowId } from '../../workflows/messages.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('webhooks about data', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  let itemId: string;
  beforeEach(async () => {
    id = await storedCase(database.pool, { products: ['transactions'] });
    ({ itemId } = await storedAccount(database.pool, id));
  });

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

  it('are noted where the tenant did not ask for the data, or before the owner is matched', async () => {
    const webhook = await received('SYNC_UPDATES_AVAILABLE');
    await api.relay.turn();
    const { status, result } = (await rowOf(webhook)) ?? {};
    assert.deepEqual([status, result], ['done', 'noted']);
    assert.deepEqual(wakes(), []);
  });

  it('wait for an Item that is not on record yet', async () => {
    const unknown = `item-${randomUUID()}`;
    const webhook = await received('HISTORICAL_UPDATE', unknown);
    await api.relay.turn();
    assert.equal((await rowOf(webhook))?.status, 'parked');
    await transaction(database.pool, (tx) => insertPlaidId(tx, 'item', unknown, id));
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

    it('ASSETS.PRODUCT_READY wakes the feed of the report', async () => {
      await asked();
      const webhook = await about('PRODUCT_READY', { report_type: 'FULL' });
      await api.relay.turn();
      assert.deepEqual([(await rowOf(webhook))?.result, reportWakes().length], ['feed woken', 1]);
    });

    it('wait for the id of the report where they come before the answer to our request', async () => {
      const webhook = await about('PRODUCT_READY');
      await api.relay.turn();
      assert.equal((await rowOf(webhook))?.status, 'parked');
      await asked();
      await api.relay.turn();
      assert.deepEqual([(await rowOf(webhook))?.result, reportWakes().length], ['feed woken', 1]);
    });

    it('ASSETS.ERROR records the reason, and a read decides', async () => {
      await asked();
      await about('ERROR', failure);
      await api.relay.turn();
      const { status, reportedError } = (await findReport(database.pool, { id: reportId })) ?? {};
      assert.deepEqual([status, reportedError, reportWakes().length], ['asked', 'DATA_UNAVAILABLE', 1]);
    });

    describe('on income', () => {
      let income: string;
      const userId = randomUUID();
      const payroll = (more: object) =>
        storedWebhook(database.pool, {
          ...{ webhook_type: 'INCOME', webhook_code: 'INCOME_VERIFICATION', nonce: randomUUID() },
          verification_status: 'VERIFICATION_STATUS_PROCESSING_COMPLETE',
          ...more,
        });
      const incomeWakes = () =>
        api.temporal.signals.filter(({ workflowId }) => workflowId === feedWorkflowId(reportFeed(income)));
      beforeEach(async () => {
        income = await wantReport(database.pool, { onboardingId: id, kind: 'income', itemId: null });
        const user = { id: income, onboardingId: id, plaidId: `${userId}-${id}`, token: null };
        await transaction(database.pool, (tx) => recordReportAsked(tx, testVault, user));
      });

      it('wait without a user until a read has named the Item, and then wake its feed', async () => {
        const item_id = `payroll-${randomUUID()}`;
        const webhook = await payroll({ item_id });
        await api.relay.turn();
        assert.equal((await rowOf(webhook))?.status, 'parked');
        await transaction(database.pool, (tx) => insertPlaidId(tx, 'report', item_id, id));
        await api.relay.turn();
        assert.deepEqual([(await rowOf(webhook))?.result, incomeWakes().length], ['feed woken', 1]);
        // Such a webhook does not name the report that failed.
        await payroll({ item_id, verification_status: 'VERIFICATION_STATUS_PROCESSING_FAILED' });
        await api.relay.turn();
        const { status, reportedError } = (await findReport(database.pool, { id: income })) ?? {};
        assert.deepEqual([status, reportedError, incomeWakes().length], ['offered', null, 2]);
      });

      it('record the failure of the user that they name', async () => {
        const failed = 'VERIFICATION_STATUS_PROCESSING_FAILED';
        await payroll({ item_id: 'payroll-x', user_id: `${userId}-${id}`, verification_status: failed });
        await api.relay.turn();
        assert.equal((await findReport(database.pool, { id: income }))?.reportedError, failed);
      });
    });

    it('are noted once the report is stored', async () => {
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
