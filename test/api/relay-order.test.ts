import assert from 'node:assert/strict';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedLink } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { storedStartedCase } from '../support/http/started-case.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('the order in which the relay delivers', () => {
  const [database, api] = forEachTestAlone((pool) => {
    const readLinkResult = () => Promise.reject(new TypeError('a bug of ours'));
    return startApi(pool, { plaid: fakePlaid({ readLinkResult }) });
  });

  const startedCase = () => storedStartedCase(database.pool, api.temporal);
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
      .filter(({ workflowId, name }) => workflowId === caseWorkflowId(id) && name === 'itemChanged')
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
});
