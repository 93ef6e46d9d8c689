// What the relay does with webhooks about data that a product may have asked for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { transaction } from '../../db/pool.ts';
import { insertRoute } from '../../db/routes.ts';
import { insertTransactionSync } from '../../db/transaction-syncs.ts';
import { transactionsFeed } from '../../domain/feed.ts';
import { feedWorkflowId } from '../../workflows/messages.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { ownDatabase } from '../support/database.ts';
import { unavailable } from '../support/fake-temporal.ts';
import { inboxRow, storedWebhook } from '../support/inbox.ts';
import { storedAccount, storedCase } from '../support/stored-case.ts';

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
});
