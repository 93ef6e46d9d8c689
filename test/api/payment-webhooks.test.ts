import assert from 'node:assert/strict';
import { markWorkflowStarted } from '../../db/case/onboardings.ts';
import { closeStage } from '../../db/case/stages.ts';
import { recordPaymentMade, storePaymentReference } from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import { caseWorkflowId, type OnboardingStart } from '../../workflows/messages.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('PAYMENT_INITIATION PAYMENT_STATUS_UPDATE', () => {
  const [database, api] = forEachTest(startApi);

  const webhook = (paymentId: string) =>
    storedWebhook(database.pool, {
      webhook_type: 'PAYMENT_INITIATION',
      webhook_code: 'PAYMENT_STATUS_UPDATE',
      payment_id: paymentId,
      old_payment_status: 'PAYMENT_STATUS_AUTHORISING',
      new_payment_status: 'PAYMENT_STATUS_INITIATED',
      timestamp: '2026-03-02T09:00:00Z',
    });
  async function startedCase(): Promise<string> {
    const { onboardingId } = await storedPaymentCase(database.pool);
    api.temporal.started.set(caseWorkflowId(onboardingId), {});
    await markWorkflowStarted(database.pool, onboardingId);
    return onboardingId;
  }
  const made = async (onboardingId: string, paymentId: string) => {
    const reference = paymentId.replaceAll(/[^a-z0-9]/g, '').toUpperCase();
    await storePaymentReference(database.pool, { reference, onboardingId });
    await transaction(database.pool, (tx) => recordPaymentMade(tx, { reference, paymentId }));
  };
  const signals = (onboardingId: string) =>
    api.temporal.signals.filter(({ workflowId }) => workflowId === caseWorkflowId(onboardingId));

  it('wakes the case of the payment, with a signal that carries no status', async () => {
    const onboardingId = await startedCase();
    await made(onboardingId, 'payment-1');
    const id = await webhook('payment-1');
    await api.relay.turn();
    assert.equal((await inboxRow(database.pool, id))?.result, 'signalled');
    assert.deepEqual(
      signals(onboardingId).map(({ name, args }) => [name, args]),
      [['paymentChanged', []]],
    );
  });

  it('one that comes before its payment is on record waits for it', async () => {
    const onboardingId = await startedCase();
    const id = await webhook('payment-2');
    await api.relay.turn();
    assert.equal((await inboxRow(database.pool, id))?.status, 'parked');
    await made(onboardingId, 'payment-2');
    await api.relay.turn();
    assert.equal((await inboxRow(database.pool, id))?.result, 'signalled');
  });

  for (const [outcome, status, result] of [
    ['funded', 'INITIATED', 'opened again'],
    ['unverified', 'AUTHORISING', 'opened again'],
    ['unverified', 'EXECUTED', 'opened again'],
    ['cancelled', 'INPUT_NEEDED', 'opened again'],
    ['funded', 'EXECUTED', 'case closed'],
    ['failed', 'REJECTED', 'case closed'],
    ['abandoned', 'CANCELLED', 'case closed'],
  ] as const) {
    it(`after the case has ended ${outcome} with ${status}: ${result}`, async () => {
      const onboardingId = await startedCase();
      const paymentId = `pay-${outcome.slice(0, 4)}-${status.slice(0, 4).toLowerCase()}`;
      await made(onboardingId, paymentId);
      await database.pool.query('update payments set status = $2 where id = $1', [paymentId, status]);
      await closeStage(database.pool, { onboardingId, step: 9, outcome });
      const workflowId = caseWorkflowId(onboardingId);
      api.temporal.over.add(workflowId);
      const id = await webhook(paymentId);
      await api.relay.turn();
      assert.equal((await inboxRow(database.pool, id))?.result, result);
      const start = (api.temporal.started.get(workflowId)?.args as unknown[] | undefined)?.[0] as OnboardingStart;
      assert.deepEqual(start?.payment, result === 'opened again' ? { paymentId, outcome } : undefined);
      // Once it is open again, the case receives the next signal itself.
      if (result === 'case closed') return;
      const next = await webhook(paymentId);
      await api.relay.turn();
      assert.equal((await inboxRow(database.pool, next))?.result, 'signalled');
    });
  }
});
