import assert from 'node:assert/strict';
import pg from 'pg';
import { countKeyLookups, createMetrics } from '../../api/metrics/metrics.ts';
import { recordDriftCounts } from '../../db/drift/counts.ts';
import { recordUnreadRows } from '../../db/feeds/unread-rows.ts';
import { driftKinds } from '../../domain/drift.ts';
import { Failure } from '../../domain/failure.ts';
import { createVerifier } from '../../plaid/signature.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { startMetrics } from '../support/http/metrics.ts';
import { anEndpoint, toldCase } from '../support/http/notified.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { type WebhookSigner, webhookSigner } from '../support/http/signed-webhook.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('metrics', () => {
  let signer: WebhookSigner;
  let served: Awaited<ReturnType<typeof startMetrics>>;
  const [database, api] = forAllTests(async (pool) => {
    signer = await webhookSigner();
    return startApi(pool, { verify: createVerifier({ readKey: signer.readKey }) });
  });
  before(async () => {
    served = await startMetrics(database.pool, api.metrics);
  });
  after(() => served.stop());

  const scrape = async (from = served) => (await fetch(`${from.address}/metrics`)).text();
  /** The lines of these samples: each a name, its labels as Prometheus writes them, and the value. */
  const samples = async (name: string) =>
    (await scrape()).split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const deliver = async (body: string, header?: string) =>
    api.send('POST', '/plaid/webhooks', {
      key: '',
      body,
      headers: { 'Plaid-Verification': header ?? (await signer.sign(body)) },
    });
  const itemError = (itemId: string) =>
    JSON.stringify({ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: itemId });

  it('count the webhooks that the door refuses, by reason, and those that it keeps', async () => {
    const [body, late] = [itemError('item-1'), itemError('item-2')];
    const header = await signer.sign(body);
    await deliver(body, header);
    await deliver(body, header);
    await deliver(late, await signer.sign(late, { at: new Date(Date.now() - 301_000) }));
    await deliver(`${body} `, header);
    await deliver('x'.repeat(256 * 1024 + 1));
    assert.deepEqual((await samples('gangway_webhooks_received_total')).sort(), [
      'gangway_webhooks_received_total{result="duplicate",stale="false"} 1',
      'gangway_webhooks_received_total{result="kept",stale="false"} 1',
      'gangway_webhooks_received_total{result="kept",stale="true"} 1',
    ]);
    assert.deepEqual((await samples('gangway_webhooks_refused_total')).sort(), [
      'gangway_webhooks_refused_total{reason="body_changed"} 1',
      'gangway_webhooks_refused_total{reason="body_too_large"} 1',
    ]);
  });

  it('count deliveries by result, and show the inbox as it is at the scrape', async () => {
    const transferEvents = JSON.stringify({ webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' });
    await deliver(transferEvents);
    await deliver(JSON.stringify({ webhook_type: 'WEATHER', webhook_code: 'RAIN' }));
    await database.pool.query(`update webhooks set received_at = now() - interval '1 hour' where type = 'TRANSFER'`);
    api.temporal.away = unavailable();
    await api.relay.turn();
    api.temporal.away = null;
    assert.deepEqual((await samples('gangway_webhooks_delivered_total')).sort(), [
      'gangway_webhooks_delivered_total{result="noted"} 1',
      'gangway_webhooks_delivered_total{result="parked"} 2',
      'gangway_webhooks_delivered_total{result="put off"} 1',
    ]);
    assert.deepEqual(await samples('gangway_inbox_rows'), [
      'gangway_inbox_rows{status="waiting"} 1',
      'gangway_inbox_rows{status="parked"} 2',
      'gangway_inbox_rows{status="failed"} 0',
    ]);
    const [oldest] = await samples('gangway_inbox_oldest_waiting_seconds');
    const age = Number(oldest?.split(' ')[1]);
    assert.ok(age >= 3600 && age < 3700, oldest);
    await database.pool.query(`update webhooks set next_attempt_at = now()`);
    await api.relay.turn();
    assert.deepEqual(await samples('gangway_inbox_oldest_waiting_seconds'), ['gangway_inbox_oldest_waiting_seconds 0']);
  });

  it('count tries to notify by channel and result, and show how late the notifier is', async () => {
    const { secret: _, ...endpoint } = await anEndpoint(api, 'http://127.0.0.1:9/');
    await toldCase(database.pool, 2);
    await database.pool.query(`update notification_deliveries set status = 'failed'
      where notification_id = (select min(notification_id) from notification_deliveries)`);
    const overdue = async () => Number((await samples('gangway_notifications_overdue_seconds'))[0]?.split(' ')[1]);
    await database.pool.query(`update notification_deliveries set next_attempt_at = now() - interval '1 hour'`);
    assert.ok((await overdue()) >= 3600 && (await overdue()) < 3700);
    const [waiting = ''] = await samples('gangway_notifications_oldest_waiting_seconds');
    assert.ok(Number(waiting.split(' ')[1]) > 0, waiting);
    assert.deepEqual(await samples('gangway_notification_deliveries'), [
      'gangway_notification_deliveries{status="waiting"} 1',
      'gangway_notification_deliveries{status="failed"} 1',
    ]);
    await api.notifier.turn();
    assert.deepEqual(await samples('gangway_notification_attempts_total'), [
      'gangway_notification_attempts_total{channel="webhook",result="unreachable"} 1',
    ]);
    assert.equal(await overdue(), 0);
    assert.deepEqual(await samples('gangway_notification_endpoints_disabled'), [
      'gangway_notification_endpoints_disabled 0',
    ]);
    await database.pool.query(`update notification_endpoints set status = 'disabled' where id = $1`, [endpoint.id]);
    await database.pool.query(`update notification_deliveries set next_attempt_at = now() - interval '1 hour'`);
    assert.equal(await overdue(), 0, 'a notification without an endpoint is not overdue');
    assert.deepEqual(await samples('gangway_notification_endpoints_disabled'), [
      'gangway_notification_endpoints_disabled 1',
    ]);
  });

  it('count requests by the pattern of the route, whatever is in the path', async () => {
    for (const id of ['onb_1', 'onb_2']) await api.send('GET', `/v1/onboardings/${id}`);
    for (const path of ['/a', '/b']) await api.send('GET', path);
    const counted = await samples('gangway_http_request_duration_seconds_count');
    const name = 'gangway_http_request_duration_seconds_count';
    for (const line of [
      `${name}{method="GET",route="/v1/onboardings/:id",status="404"} 2`,
      `${name}{method="other",route="other",status="404"} 2`,
    ]) {
      assert.ok(counted.includes(line), `${line}\nis not among\n${counted.join('\n')}`);
    }
  });

  it("count look-ups of Plaid's keys", async () => {
    const metrics = createMetrics();
    const answers = [
      () => signer.readKey('nobody'),
      () => Promise.reject(new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' })),
    ];
    const readKey = countKeyLookups(metrics, (keyId) => (answers.shift() ?? (() => signer.readKey(keyId)))());
    const verify = createVerifier({ readKey });
    const body = Buffer.from(itemError('item-3'));
    for (let times = 0; times < 4; times += 1) {
      await verify(async () => body, await signer.sign(body.toString(), times === 0 ? { kid: 'nobody' } : {}));
    }
    const { values } = await metrics.keyLookups.get();
    assert.deepEqual(
      values.map(({ labels, value }) => [labels.result, value]),
      [
        ['unknown', 1],
        ['failed', 1],
        ['found', 1],
      ],
    );
  });

  it('leave the inbox out while the database is away, and answer the rest', async () => {
    const away = new pg.Pool({ connectionString: 'postgres://gangway@127.0.0.1:1/none' });
    const metrics = createMetrics();
    metrics.setInbox({ waiting: 7, parked: 0, failed: 0, oldestWaitingSeconds: 9 });
    const cut = await startMetrics(away, metrics);
    const text = await scrape(cut);
    await cut.stop();
    await away.end();
    assert.doesNotMatch(text, /^gangway_inbox/m);
    assert.match(text, /^process_resident_memory_bytes \d+/m);
  });

  it('show how many debits of each tenant left and came back, where there are any', async () => {
    const metrics = createMetrics();
    const returns = { unauthorized: 1, administrative: 0, overall: 2 };
    metrics.setReturns([
      { tenantId: 'ten_1', debits: 300, returns },
      { tenantId: 'ten_quiet', debits: 0, returns: { unauthorized: 0, administrative: 0, overall: 0 } },
    ]);
    const text = await metrics.registry.metrics();
    const lines = text.split('\n').filter((line) => /^gangway_ach_(debits|returns)/.test(line));
    assert.deepEqual(lines, [
      'gangway_ach_debits{tenant="ten_1"} 300',
      'gangway_ach_returns{tenant="ten_1",rate="unauthorized"} 1',
      'gangway_ach_returns{tenant="ten_1",rate="administrative"} 0',
      'gangway_ach_returns{tenant="ten_1",rate="overall"} 2',
    ]);
    assert.match(text, /^gangway_ach_return_limit\{rate="unauthorized",by="plaid"\} 0\.004$/m);
    metrics.setShared({ users: 3, tenants: 1 });
    assert.match(await metrics.registry.metrics(), /^gangway_shared_accounts\{across="users"\} 3\n.*"tenants"\} 1$/m);
    metrics.setReturns(null);
    assert.doesNotMatch(await metrics.registry.metrics(), /^gangway_ach_(debits|returns)\{/m);
  });

  it('count the debits in the database at the scrape', async () => {
    const transferId = await storedTransfer(database.pool, await storedCase(database.pool, { tenantId: 'ten_2' }));
    await database.pool.query(`update transfers set status = 'posted', created_at = now() where id = $1`, [transferId]);
    const metrics = createMetrics();
    const fresh = await startMetrics(database.pool, metrics);
    const shown = async () => /^gangway_ach_debits\{.*$/m.exec(await scrape(fresh))?.[0];
    assert.equal(await shown(), 'gangway_ach_debits{tenant="ten_2"} 1');
    await database.pool.query(`update transfers set created_at = created_at - interval '61 days'`);
    assert.equal(await shown(), undefined);
    await fresh.stop();
  });

  it('are at their own address only', async () => {
    assert.equal((await fetch(`${served.address}/`)).status, 404);
    assert.equal((await fetch(`${served.address}/metrics`, { method: 'POST' })).status, 404);
    assert.equal((await api.send('GET', '/metrics')).status, 404);
  });

  it('say how long each feed is late with its look', async () => {
    await database.pool.query(
      `update feed_cursors
       set look_due_at = now() + case feed when 'transfer' then interval '-90 s' else interval '90 s' end`,
    );
    const [other = '', transfer = ''] = await samples('gangway_feed_overdue_seconds');
    assert.equal(other, 'gangway_feed_overdue_seconds{feed="bank-transfer"} 0');
    assert.match(transfer, /^gangway_feed_overdue_seconds\{feed="transfer"\} 9\d/);
  });

  it('count the rows of lists of Plaid that could not be read, by the kind of feed', async () => {
    const row = { id: 'row-1', fields: 'date' };
    for (const feed of ['transfer', 'transactions/item-1', 'transactions/item-2'] as const) {
      assert.equal(await recordUnreadRows(database.pool, feed, [row]), 1);
    }
    assert.deepEqual(await samples('gangway_unread_rows'), [
      'gangway_unread_rows{feed="transactions"} 2',
      'gangway_unread_rows{feed="transfer"} 1',
    ]);
  });

  it('shows what the last reconciliation has found, and how long ago that was', async () => {
    assert.deepEqual(await samples('gangway_drift'), [], 'none has ended');
    await recordDriftCounts(database.pool, [{ kind: 'no_workflow', found: 3, repaired: 1 }]);
    const shown = await samples('gangway_drift');
    assert.equal(shown.length, 2 * driftKinds.length);
    assert.ok(shown.includes('gangway_drift{kind="no_workflow",repaired="yes"} 1'));
    assert.ok(shown.includes('gangway_drift{kind="no_workflow",repaired="no"} 2'));
    assert.equal((await samples('gangway_reconciled_seconds')).length, 1);
    await recordDriftCounts(database.pool, []);
    assert.ok((await samples('gangway_drift')).every((sample) => sample.endsWith(' 0')));
  });
});
