import assert from 'node:assert/strict';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedCase, storedLink } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { storedStartedCase } from '../support/http/started-case.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

const transferEvents = { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' };
const unknownKind = { webhook_type: 'WEATHER', webhook_code: 'RAIN' };
const itemError = (itemId: string) => ({ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: itemId });
/** One batch of the relay. */
const batch = 20;

describe('F4: the relay while Temporal is away', () => {
  const [database, api] = forEachTestAlone(startApi);

  const received = (body: Record<string, unknown>) => storedWebhook(database.pool, body);
  async function many<T>(count: number, one: () => Promise<T>): Promise<T[]> {
    const all: T[] = [];
    while (all.length < count) all.push(await one());
    return all;
  }
  const due = () => database.pool.query(`update webhooks set next_attempt_at = now() where status = 'waiting'`);
  const rows = (ids: string[]) => Promise.all(ids.map((id) => inboxRow(database.pool, id)));
  const statuses = async (ids: string[]) => new Set((await rows(ids)).map((row) => row?.status));
  const startedCase = () => storedStartedCase(database.pool, api.temporal);
  const awaitedError = async () => received(itemError((await startedCase()).itemId));
  const linkFinished = async () => {
    const { token } = await storedLink(database.pool, await storedCase(database.pool));
    const of = { webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', status: 'SUCCESS' };
    return received({ ...of, link_token: token.reveal(), public_token: 'p' });
  };

  /** Returns how often the turn found out that Temporal is away: again after six seconds, on a machine so busy. */
  async function turnInVain(): Promise<{ calls: number; most: number }> {
    const before = api.temporal.calls.length;
    const began = Date.now();
    await api.relay.turn();
    return { calls: api.temporal.calls.length - before, most: 1 + Math.floor((Date.now() - began) / 6_000) };
  }

  it('holds everything, and delivers it when Temporal is back', async () => {
    const { id, itemId } = await startedCase();
    api.temporal.away = unavailable();
    const waiting = [await received(itemError(itemId)), await received(transferEvents)];
    await api.relay.turn();
    assert.deepEqual(await statuses(waiting), new Set(['waiting']));
    api.temporal.away = null;
    await due();
    await api.relay.turn();
    assert.deepEqual(await statuses(waiting), new Set(['done']));
    const signals = api.temporal.signals.filter(({ workflowId }) => workflowId === caseWorkflowId(id));
    assert.deepEqual(
      signals.map(({ name }) => name),
      ['itemChanged'],
    );
  });

  it('waits in vain once a turn, whatever its parts have to send, and goes on with rows that need no Temporal', async () => {
    await api.relay.turn();
    const waiting = [...(await many(10, awaitedError)), ...(await many(10, () => received(transferEvents)))];
    const [noted, linked] = [await many(10, () => received(unknownKind)), await linkFinished()];
    api.temporal.away = unavailable();
    const { calls, most } = await turnInVain();
    assert.ok(calls >= 1 && calls <= most, `${calls} calls, at most ${most}`);
    assert.deepEqual(await statuses(waiting), new Set(['waiting']));
    assert.deepEqual(await statuses([...noted, linked]), new Set(['done']));
  });

  it('tries one batch of those that wait for Temporal again, and each new one', async () => {
    api.temporal.away = unavailable();
    const waiting = await many(3 * batch, () => received(transferEvents));
    await api.relay.turn();
    await due();
    const noted = await received(unknownKind);
    const another = await received(transferEvents);
    const { most } = await turnInVain();
    const again = (await rows(waiting)).filter((row) => row?.attempts === 2);
    assert.ok(again.length >= batch && again.length <= batch * most, `${again.length} were tried again`);
    const [ofNoted, ofAnother] = await rows([noted, another]);
    assert.deepEqual([ofNoted?.result, ofAnother?.attempts], ['noted', 1]);
    api.temporal.away = null;
    await due();
    await api.relay.turn();
    assert.deepEqual(await statuses([...waiting, another]), new Set(['done']));
  });

  it('delivers a new row with the first of those that it tries again', async () => {
    api.temporal.away = unavailable();
    await many(3 * batch, () => received(transferEvents));
    await api.relay.turn();
    await due();
    const noted = await received(unknownKind);
    api.temporal.away = null;
    await api.relay.turn();
    const { rowCount } = await database.pool.query(
      'select from webhooks where done_at < (select done_at from webhooks where id = $1)',
      [noted],
    );
    assert.equal(rowCount, 0);
  });

  it('never gives up a row that only waits for the outage to end', async () => {
    const webhook = await awaitedError();
    await database.pool.query('update webhooks set attempts = 1000');
    api.temporal.away = unavailable();
    await api.relay.turn();
    const [row] = await rows([webhook]);
    assert.deepEqual([row?.status, row?.attempts], ['waiting', 1001]);
  });
});
