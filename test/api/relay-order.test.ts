import assert from 'node:assert/strict';
import { onboardingWorkflowId } from '../../workflows/messages.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fakePlaid } from '../support/fake-plaid.ts';
import { unavailable } from '../support/fake-temporal.ts';
import { inboxRow, storedWebhook } from '../support/inbox.ts';
import { storedAccount, storedCase, storedLink } from '../support/stored-case.ts';

describe('the order in which the relay delivers', () => {
  let database: TestDatabase;
  let api: TestApi;
  beforeEach(async () => {
    database = await freshDatabase();
    const readLinkResult = () => Promise.reject(new TypeError('a bug of ours'));
    api = await startApi(database.pool, { plaid: fakePlaid({ readLinkResult }) });
  });
  afterEach(async () => {
    await api.stop();
    await database.drop();
  });

  async function startedCase(): Promise<{ id: string; itemId: string }> {
    const id = await storedCase(database.pool);
    const { itemId } = await storedAccount(database.pool, id);
    await database.pool.query('update onboardings set workflow_started_at = now() where id = $1', [id]);
    api.temporal.started.set(onboardingWorkflowId(id), {});
    return { id, itemId };
  }
  const received = (body: Record<string, unknown>, stale = false) => storedWebhook(database.pool, body, stale);
  const item = (code: 'ERROR' | 'LOGIN_REPAIRED', itemId: string) =>
    received({ webhook_type: 'ITEM', webhook_code: code, item_id: itemId });
  const linkFinished = (token: string, stale = false) =>
    received(
      {
        webhook_type: 'LINK',
        webhook_code: 'SESSION_FINISHED',
        link_token: token,
        status: 'SUCCESS',
        public_token: 'p',
      },
      stale,
    );
  const statuses = async (...ids: string[]) =>
    Promise.all(ids.map(async (id) => (await inboxRow(database.pool, id))?.status));
  const due = () => database.pool.query(`update webhooks set next_attempt_at = now() where status = 'waiting'`);
  const changesTold = (id: string) =>
    api.temporal.signals
      .filter(({ workflowId, name }) => workflowId === onboardingWorkflowId(id) && name === 'itemChanged')
      .map(({ args }) => (args[0] as { change: string }).change);

  it('holds what is later of a case behind what was put off, and nothing of another case', async () => {
    const [mine, other] = [await startedCase(), await startedCase()];
    const first = await item('ERROR', mine.itemId);
    const second = await item('LOGIN_REPAIRED', mine.itemId);
    const third = await item('ERROR', other.itemId);
    const fault = api.temporal.failNext('signal', 'before', unavailable(3));
    await api.relay.turn();
    assert.ok(fault.fired);
    const fourth = await item('ERROR', mine.itemId);
    await api.relay.turn();
    assert.deepEqual(await statuses(first, second, fourth, third), ['waiting', 'waiting', 'waiting', 'done']);
    assert.deepEqual((await inboxRow(database.pool, second))?.attempts, 0);
    await due();
    await api.relay.turn();
    assert.deepEqual(changesTold(mine.id), ['broken', 'repaired', 'broken']);
  });

  it('knows a case by each of its ids', async () => {
    const { id, itemId } = await startedCase();
    const link = await storedLink(database.pool, id);
    const first = await item('ERROR', itemId);
    const second = await linkFinished(link.token.reveal());
    api.temporal.failNext('signal', 'before', unavailable(3));
    await api.relay.turn();
    assert.deepEqual(await statuses(first, second), ['waiting', 'waiting']);
    await due();
    await api.relay.turn();
    assert.deepEqual(await statuses(first, second), ['done', 'done']);
  });

  it('keeps to it when several processes deliver a long run of one case', async () => {
    const { id, itemId } = await startedCase();
    const expected: string[] = [];
    for (let many = 0; many < 30; many += 1) {
      await item('ERROR', itemId);
      await item('LOGIN_REPAIRED', itemId);
      expected.push('broken', 'repaired');
    }
    const second = await startApi(database.pool, { key: api.key, temporal: api.temporal });
    await Promise.all([api.relay.turn(), second.relay.turn(), api.relay.turn()]);
    await second.stop();
    assert.deepEqual(changesTold(id), expected);
  });

  it('does not let rows that fail again and again stand before new ones', async () => {
    for (let many = 0; many < 20; many += 1) await item('ERROR', (await startedCase()).itemId);
    api.temporal.away = unavailable();
    await api.relay.turn();
    await due();
    const link = await storedLink(database.pool, await storedCase(database.pool));
    const fresh = await linkFinished(link.token.reveal());
    // Those that were put off are due again, and fill a batch; but they were put off.
    await database.pool.query(`update webhooks set next_attempt_at = now() - interval '1 s' where id = $1`, [fresh]);
    await api.relay.turn();
    assert.deepEqual(await statuses(fresh), ['done']);
  });

  it('P1: gives up a row that fails for no outage, and goes on with its case', async () => {
    const { id, itemId } = await startedCase();
    const link = await storedLink(database.pool, id);
    const poison = await linkFinished(link.token.reveal(), true);
    const later = await item('ERROR', itemId);
    await api.relay.turn();
    assert.deepEqual(await inboxRow(database.pool, poison), {
      status: 'waiting',
      result: 'internal_error',
      attempts: 1,
    });
    assert.deepEqual(await statuses(later), ['waiting']);
    await database.pool.query('update webhooks set attempts = 12 where id = $1', [poison]);
    await due();
    await api.relay.turn();
    assert.deepEqual(await statuses(poison, later), ['failed', 'done']);
    assert.match(api.logs.join(''), /webhook cannot be delivered; given up/);
  });

  it('F4: asks a Temporal that is away once, and goes on with what does not need it', async () => {
    await api.relay.turn();
    const [told, noted]: [string[], string[]] = [[], []];
    for (let many = 0; many < 10; many += 1) {
      told.push(await item('ERROR', (await startedCase()).itemId));
      told.push(await received({ webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' }));
      noted.push(await received({ webhook_type: 'WEATHER', webhook_code: 'RAIN' }));
    }
    api.temporal.away = unavailable();
    const before = api.temporal.calls.length;
    await api.relay.turn();
    assert.equal(api.temporal.calls.length, before + 1);
    assert.deepEqual(new Set(await statuses(...told)), new Set(['waiting']));
    assert.deepEqual(new Set(await statuses(...noted)), new Set(['done']));
  });

  it('F4: never gives up what only waits for an outage to end', async () => {
    const { itemId } = await startedCase();
    const webhook = await item('ERROR', itemId);
    await database.pool.query('update webhooks set attempts = 1000');
    api.temporal.away = unavailable();
    await api.relay.turn();
    assert.deepEqual(await statuses(webhook), ['waiting']);
    assert.equal((await inboxRow(database.pool, webhook))?.attempts, 1001);
  });
});
