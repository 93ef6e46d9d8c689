import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseOfId, insertPlaidId } from '../../db/case/plaid-ids.ts';
import { transaction } from '../../db/pool.ts';
import { authorizationProofsOf, insertAuthorizationProof } from '../../db/transfers/authorization-proofs.ts';
import { proofKeptYears } from '../../domain/transfers/authorization-proof.ts';
import { caseWorkflowId, feedWorkflowId } from '../../workflows/messages.ts';
import { storedAccount, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { aRequest, startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('the relay', () => {
  const [database, api] = forEachTestAlone(startApi);

  async function newCase(): Promise<{ id: string; token: string }> {
    const send = { idempotencyKey: randomUUID(), body: aRequest() };
    const { body } = await api.send('POST', '/v1/onboardings', send);
    return { id: body.id, token: body.next_action.link_token };
  }
  const received = (body: Record<string, unknown>, stale = false) => storedWebhook(database.pool, body, stale);
  const finished = (token: string, status = 'SUCCESS') => ({
    webhook_type: 'LINK',
    webhook_code: 'SESSION_FINISHED',
    link_token: token,
    status,
    public_tokens: status === 'SUCCESS' ? ['public-sandbox-1'] : [],
  });
  const itemError = (itemId: string) => ({ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: itemId });
  const transferEvents = { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' };
  const depositEvents = { webhook_type: 'BANK_TRANSFERS', webhook_code: 'BANK_TRANSFERS_EVENTS_UPDATE' };
  const row = (id: string) => inboxRow(database.pool, id);
  const signalsTo = (workflowId: string) =>
    api.temporal.signals.filter((signal) => signal.workflowId === workflowId).map(({ name }) => name);
  const due = () => database.pool.query(`update webhooks set next_attempt_at = now() where status = 'waiting'`);
  const stageOf = async (id: string) => (await api.send('GET', `/v1/onboardings/${id}`)).body.stage;

  it('finishes Link by webhook alone, and signals the case once although the browser reports it too', async () => {
    const { id, token } = await newCase();
    const webhooks = [await received(finished(token))];
    await api.relay.turn();
    webhooks.push(await received(finished(token)));
    await api.relay.turn();
    await api.send('POST', `/v1/onboardings/${id}/link`, { body: { public_token: 'public-sandbox-1' } });
    await api.relay.turn();
    assert.deepEqual(signalsTo(caseWorkflowId(id)), ['linked']);
    assert.deepEqual(
      [(await row(webhooks[0] ?? ''))?.result, (await row(webhooks[1] ?? ''))?.result],
      ['linked', 'known already'],
    );
    assert.equal(await stageOf(id), 'verifying_account');
  });

  it('notes that the applicant left Link, without ending the case', async () => {
    const { id, token } = await newCase();
    const webhook = await received(finished(token, 'EXITED'));
    await api.relay.turn();
    assert.deepEqual([(await row(webhook))?.result, await stageOf(id)], ['exited', 'awaiting_link']);
    assert.deepEqual(signalsTo(caseWorkflowId(id)), []);
  });

  it('parks a webhook of no known case, and delivers it once the case is on record', async () => {
    const { id } = await newCase();
    const itemId = `item-${randomUUID()}`;
    const webhook = await received(itemError(itemId));
    await api.relay.turn();
    assert.equal((await row(webhook))?.status, 'parked');
    await transaction(database.pool, (tx) => insertPlaidId(tx, 'item', itemId, id));
    await api.relay.turn();
    assert.deepEqual([(await row(webhook))?.status, (await row(webhook))?.result], ['done', 'signalled']);
    assert.deepEqual(api.temporal.signals.find(({ name }) => name === 'itemChanged')?.args, [
      { webhook, itemId, change: 'broken' },
    ]);
  });

  it('finishes a webhook that a closed case no longer needs', async () => {
    const { id } = await newCase();
    const { itemId } = await storedAccount(database.pool, id);
    api.temporal.over.add(caseWorkflowId(id));
    const webhook = await received(itemError(itemId));
    await api.relay.turn();
    assert.deepEqual([(await row(webhook))?.status, (await row(webhook))?.result], ['done', 'case closed']);
  });

  it('wakes each feed for its own webhooks only', async () => {
    await api.relay.turn();
    await received(depositEvents);
    await api.relay.turn();
    assert.deepEqual(signalsTo(feedWorkflowId('bank-transfer')), ['wake', 'wake']);
    assert.deepEqual(signalsTo(feedWorkflowId('transfer')), ['wake']);
  });

  it('starts only the feeds that an outage has kept from starting', async () => {
    const fault = api.temporal.failNext('signalWithStart', 'before', unavailable());
    await api.relay.turn();
    assert.ok(fault.fired);
    for (let turns = 0; turns < 3; turns += 1) await api.relay.turn();
    assert.deepEqual([feedWorkflowId('transfer'), feedWorkflowId('bank-transfer')].map(signalsTo), [
      ['wake'],
      ['wake'],
    ]);
  });

  it('wakes the feed once for a batch, and at its own start', async () => {
    await api.relay.turn();
    assert.deepEqual(signalsTo(feedWorkflowId('transfer')), ['wake']);
    for (let many = 0; many < 10; many += 1) await received(transferEvents);
    await api.relay.turn();
    assert.deepEqual(signalsTo(feedWorkflowId('transfer')), ['wake', 'wake']);
    const { rows } = await database.pool.query(`select from webhooks where status = 'done' and result = 'feed woken'`);
    assert.equal(rows.length, 10);
  });

  it('notes a webhook that the catalog does not have', async () => {
    const webhook = await received({ webhook_type: 'WEATHER', webhook_code: 'RAIN' });
    await api.relay.turn();
    assert.deepEqual([(await row(webhook))?.status, (await row(webhook))?.result], ['done', 'noted']);
  });

  it('P1: gives up a row that cannot be decrypted, puts off one that fails, and goes on with the others', async () => {
    const { id } = await newCase();
    const { itemId } = await storedAccount(database.pool, id);
    const poison = await received(transferEvents);
    await database.pool.query(`update webhooks set body_sealed = '\\x0102' where id = $1`, [poison]);
    const failing = await received(itemError(itemId));
    const fault = api.temporal.failNext('signal', 'before', unavailable(3));
    const healthy = await received(transferEvents);
    await api.relay.turn();
    assert.ok(fault.fired);
    assert.deepEqual(await row(poison), { status: 'failed', result: 'unreadable', attempts: 0 });
    assert.deepEqual(await row(failing), { status: 'waiting', result: 'temporal_refused', attempts: 1 });
    assert.equal((await row(healthy))?.status, 'done');
    await due();
    await api.relay.turn();
    assert.equal((await row(failing))?.status, 'done');
  });

  it('P1: delivers webhooks and results of Link although the look for all that is due fails', async () => {
    const { id, token } = await newCase();
    await database.pool.query('alter table confirmations rename to away');
    const webhook = await received(finished(token));
    await api.relay.turn();
    assert.match(api.logs.join(''), /"doing":"look"/);
    assert.equal((await row(webhook))?.result, 'linked');
    assert.deepEqual(signalsTo(caseWorkflowId(id)), ['linked']);
  });

  it('P1: starts late cases behind one that cannot be started', async () => {
    const stuck = await newCase();
    const late = await newCase();
    api.temporal.started.clear();
    await database.pool.query(
      `update onboardings set workflow_started_at = null, created_at = now() - interval '1 hour'`,
    );
    const fault = api.temporal.failNext('start', 'before', unavailable(3));
    await api.relay.turn();
    assert.ok(fault.fired);
    const started = [stuck, late].map(({ id }) => api.temporal.started.has(caseWorkflowId(id)));
    assert.deepEqual(started.sort(), [false, true]);
    assert.match(api.logs.join(''), /workflow cannot be started/);
  });

  it('deletes webhooks that were done 30 days ago, a batch at a time, and none that is not done', async () => {
    const ages = { done: '31 days', failed: '31 days', parked: '31 days', recent: '29 days' };
    const kept = ['failed', 'parked', 'recent'];
    for (const [name, age] of Object.entries(ages)) {
      const id = await received({ webhook_type: 'WEATHER', webhook_code: name });
      const status = name === 'recent' ? 'done' : name;
      await database.pool.query(
        `update webhooks set status = $2, received_at = now() - $3::interval,
           done_at = case when $2 <> 'parked' then now() - $3::interval end where id = $1`,
        [id, status, age],
      );
    }
    await api.relay.turn();
    const { rows } = await database.pool.query<{ code: string }>('select code from webhooks order by code');
    assert.deepEqual(
      rows.map(({ code }) => code),
      kept,
    );
  });

  it('deletes the proof of a debit after the time for disputes', async () => {
    const { id } = await newCase();
    const transfer = await storedTransfer(database.pool, id);
    await transaction(database.pool, (tx) => insertAuthorizationProof(tx, testVault, transfer));
    const ago = `now() - interval '${proofKeptYears} years' - interval '1 day'`;
    await database.pool.query(`update transfers set watch_until = ${ago} where id = $1`, [transfer]);
    await database.pool.query(`update authorization_proofs set created_at = ${ago} where transfer_id = $1`, [transfer]);
    await api.relay.turn();
    assert.deepEqual(await authorizationProofsOf(database.pool, testVault, id), []);
    assert.match(api.logs.join(''), /old proofs of authorization deleted/);
  });

  it('shares the rows out among processes', async () => {
    const { id } = await newCase();
    const { itemId } = await storedAccount(database.pool, id);
    assert.ok(await caseOfId(database.pool, 'item', itemId));
    for (let many = 0; many < 30; many += 1) await received(itemError(itemId));
    const second = await startApi(database.pool, { key: api.key, temporal: api.temporal });
    await Promise.all([api.relay.turn(), second.relay.turn(), api.relay.turn()]);
    await second.stop();
    assert.equal(signalsTo(caseWorkflowId(id)).length, 30);
  });

  it('runs until it receives the stop signal, and looks at once when poked', async () => {
    const stop = new AbortController();
    const running = api.relay.run(stop.signal);
    const { id } = await newCase();
    const told = new Promise<void>((resolve) => {
      const { signals } = api.temporal;
      signals.push = (...items) => {
        if (items.some(({ name }) => name === 'linked')) resolve();
        return Array.prototype.push.apply(signals, items);
      };
    });
    api.plaid.finishLink('public-sandbox-1');
    await api.send('POST', `/v1/onboardings/${id}/link`, { body: { public_token: 'public-sandbox-1' } });
    await told;
    stop.abort();
    await running;
  });
});
