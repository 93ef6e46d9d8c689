import assert from 'node:assert/strict';
import { onboardingWorkflowId } from '../../workflows/messages.ts';
import { storedAccount, storedCase, storedLink } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('the order in which the relay delivers', () => {
  const [database, api] = forEachTestAlone((pool) => {
    const readLinkResult = () => Promise.reject(new TypeError('a bug of ours'));
    return startApi(pool, { plaid: fakePlaid({ readLinkResult }) });
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

  it('holds later rows of a case behind one that was put off, and no row of another case', async () => {
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

  it('recognises a case by each of its ids', async () => {
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

  it('holds when several processes deliver many rows of one case', async () => {
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

  it('does not let rows that keep failing hold up new ones', async () => {
    for (let many = 0; many < 20; many += 1) await item('ERROR', (await startedCase()).itemId);
    api.temporal.away = unavailable();
    await api.relay.turn();
    await due();
    const link = await storedLink(database.pool, await storedCase(database.pool));
    const fresh = await linkFinished(link.token.reveal());
    // The postponed rows are due again and would fill a batch, but they come after new ones.
    await database.pool.query(`update webhooks set next_attempt_at = now() - interval '1 s' where id = $1`, [fresh]);
    await api.relay.turn();
    assert.deepEqual(await statuses(fresh), ['done']);
  });

  it('P1: gives up a row that fails without an outage, and goes on with its case', async () => {
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
    assert.match(api.logs.join(''), /webhook cannot be delivered; relay gives up/);
  });

  it('F4: calls Temporal once while it is away, and goes on with rows that do not need it', async () => {
    await api.relay.turn();
    const [told, noted]: [string[], string[]] = [[], []];
    for (let many = 0; many < 10; many += 1) {
      told.push(await item('ERROR', (await startedCase()).itemId));
      told.push(await received({ webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' }));
      noted.push(await received({ webhook_type: 'WEATHER', webhook_code: 'RAIN' }));
    }
    api.temporal.away = unavailable();
    const before = api.temporal.calls.length;
    const began = Date.now();
    await api.relay.turn();
    // A call in vain spares Temporal for six seconds, and on a busy machine a turn takes longer.
    const most = 1 + Math.floor((Date.now() - began) / 6_000);
    const calls = api.temporal.calls.length - before;
    assert.ok(calls >= 1 && calls <= most, `${calls} calls, at most ${most}`);
    assert.deepEqual(new Set(await statuses(...told)), new Set(['waiting']));
    assert.deepEqual(new Set(await statuses(...noted)), new Set(['done']));
  });

  it('F4: never gives up a row that only waits for an outage to end', async () => {
    const { itemId } = await startedCase();
    const webhook = await item('ERROR', itemId);
    await database.pool.query('update webhooks set attempts = 1000');
    api.temporal.away = unavailable();
    await api.relay.turn();
    assert.deepEqual(await statuses(webhook), ['waiting']);
    assert.equal((await inboxRow(database.pool, webhook))?.attempts, 1001);
  });
});
