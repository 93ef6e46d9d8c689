import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { recordStanding } from '../../cases/record-state.ts';
import { moveStage } from '../../db/case/stages.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { transaction } from '../../db/pool.ts';
import { applyTransferEvents } from '../../db/transfers/transfers.ts';
import { defaultAuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import { caseWorkflowId, feedWorkflowId, type TransferMoved, transferMoved } from '../../workflows/messages.ts';
import { activitiesOn, storedPayment } from '../support/cases/activities.ts';
import { saidOf } from '../support/cases/transfers.ts';
import { startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('POST …/cancel of a case whose transfer is in flight', () => {
  let plaid: StrictPlaid;
  let id: string;
  let transferId: string;
  let eventId = 0n;
  const [database, api] = forEachTest((pool) => {
    plaid = strictPlaid();
    return startApi(pool, { plaid: { gateway: plaid.gateway, linkTokens: [], finishLink: () => {} } });
  });
  beforeEach(async () => {
    const policy = { money: { ...defaultAuthorizationPolicy, reinitiate: 2 as const } };
    const at = await storedPayment(database.pool, { tenantId: 'default', policy });
    id = at.onboardingId;
    await activitiesOn(database.pool, plaid).moveMoney(at);
    transferId = plaid.transfers[0]?.transferId ?? '';
    plaid.calls.length = 0;
  });

  const cancel = (idempotencyKey = randomUUID()) =>
    api.send('POST', `/v1/onboardings/${id}/cancel`, { body: { reason: 'changed_mind' }, idempotencyKey });
  const read = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body;
  /** Handles an event of the transfer as the feed does. */
  const happens = (type: string, code: string | null = null) =>
    transaction(database.pool, async (tx) => {
      const failure = asTheBankSays(code);
      await insertTransferEvents(tx, [aTransferEvent({ eventId: ++eventId, transferId, type, failure })]);
      const state = await applyTransferEvents(tx, transferId);
      if (state) await recordStanding(tx, state);
    });
  const handedOver = () => Object.assign(plaid.transfers[0] ?? {}, { cancellable: false, status: 'posted' });

  it('cancels it at Plaid, closes the case, and lets the feed signal its workflow', async () => {
    const { status, body } = await cancel();
    assert.equal(status, 200);
    assert.deepEqual([body.stage, body.outcome, body.reason], ['closed', 'cancelled', 'cancelled_by_tenant']);
    assert.equal(body.transfer.status, 'cancelled');
    assert.equal(plaid.transfers[0]?.status, 'cancelled');
    assert.deepEqual(api.temporal.updates, []);
    assert.deepEqual(
      api.temporal.signals.map(({ workflowId }) => workflowId),
      [feedWorkflowId('transfer')],
    );
  });

  it('agrees with the event of the feed in any order and number', async () => {
    plaid.failNext('cancelTransfer', 'after');
    assert.equal((await cancel()).status, 503);
    for (let times = 0; times < 2; times++) await happens('cancelled');
    assert.deepEqual([(await read()).outcome, (await read()).reason], ['cancelled', 'cancelled_by_tenant']);
    const again = await cancel();
    assert.deepEqual([again.status, again.body.outcome], [200, 'cancelled']);
    const closed = (await readTimeline(database.pool, id, { limit: 50 })).filter(({ what }) => what === 'closed');
    assert.equal(closed.length, 1);
  });

  for (const [call, when] of [
    ['findTransfer', 'before'],
    ['cancelTransfer', 'before'],
    ['cancelTransfer', 'after'],
  ] as const) {
    it(`a repeat of the request finishes the cancellation when the answer was lost ${when} ${call}`, async () => {
      const key = randomUUID();
      const fault = plaid.failNext(call, when);
      const lost = await cancel(key);
      assert.deepEqual([fault.fired, lost.status], [true, 503]);
      const again = await cancel(key);
      assert.deepEqual([again.status, again.body.outcome], [200, 'cancelled']);
    });
  }

  it('refuses a transfer that Plaid has handed to the bank, and the money goes on', async () => {
    handedOver();
    const { status, body } = await cancel();
    assert.deepEqual([status, body.code], [409, 'not_cancellable']);
    assert.ok(!plaid.calls.includes('cancelTransfer'));
    await happens('funds_available');
    assert.equal((await read()).outcome, 'funded');
  });

  it('refuses it too where Plaid hands it to the bank between the read and the call', async () => {
    const held = plaid.holdNext('cancelTransfer', 'before');
    const late = cancel();
    await held.reached;
    handedOver();
    held.letGo();
    assert.deepEqual((await late).body.code, 'not_cancellable');
    // The tenant's cancellation is withdrawn, so the bank alone decides how the transfer ends.
    await happens('cancelled');
    assert.deepEqual([(await read()).outcome, (await read()).reason], ['failed', null]);
  });

  it('is one cancellation for two simultaneous requests', async () => {
    const held = plaid.holdNext('cancelTransfer', 'before');
    const first = cancel();
    await held.reached;
    const second = await cancel();
    held.letGo();
    assert.deepEqual([(await first).status, second.status], [200, 200]);
    assert.deepEqual([(await first).body.outcome, second.body.outcome], ['cancelled', 'cancelled']);
  });

  it('leaves a case alone that ended during the request', async () => {
    const held = plaid.holdNext('findTransfer', 'before');
    const first = cancel();
    await held.reached;
    await happens('failed');
    held.letGo();
    await first;
    assert.equal((await read()).outcome, 'failed');
  });

  it('calls off the reinitiation of a returned transfer, and wakes its case', async () => {
    await happens('returned', 'R01');
    assert.deepEqual([(await read()).stage, (await read()).outcome], ['transferring', null]);
    api.temporal.signals.length = 0;
    const key = randomUUID();
    for (let times = 0; times < 2; times++) {
      const { status, body } = await cancel(key);
      assert.deepEqual([status, body.stage, body.outcome, body.reason], [200, 'closed', 'returned', 'R01']);
    }
    const [signal, ...more] = api.temporal.signals;
    assert.deepEqual([signal?.workflowId, signal?.name, more], [caseWorkflowId(id), transferMoved.name, []]);
    const { standing, code } = (signal?.args[0] ?? {}) as Partial<TransferMoved>;
    assert.deepEqual([standing, code], ['returned', 'R01']);
    assert.deepEqual(await saidOf(database.pool, { onboardingId: id, step: 0 }, 'not_moved_again'), [
      { because: 'cancelled_by_tenant' },
    ]);
    assert.ok(!plaid.calls.includes('cancelTransfer'));
    const again = { onboardingId: id, step: 9, transferNumber: 2 };
    const moved = await activitiesOn(database.pool, plaid).moveMoney(again);
    assert.deepEqual(moved, { result: 'returned', reason: 'R01' });
    assert.equal(plaid.transfers.length, 1);
  });

  it('leaves a case alone that is about to ask for another account; it can be cancelled afterwards', async () => {
    await happens('returned', 'R03');
    const { status, body } = await cancel();
    assert.deepEqual([status, body.code], [409, 'stage_conflict']);
    assert.deepEqual([(await read()).stage, (await read()).outcome], ['transferring', null]);
  });

  it('asks the case itself before there is a transfer', async () => {
    const at = await storedPayment(database.pool, { tenantId: 'default' });
    await moveStage(database.pool, { ...at, step: 3, stage: 'in_review' });
    await database.pool.query('update onboardings set workflow_started_at = now() where id = $1', [at.onboardingId]);
    id = at.onboardingId;
    await cancel();
    assert.deepEqual(plaid.calls, []);
  });
});
