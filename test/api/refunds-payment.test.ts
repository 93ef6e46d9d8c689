import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { recordPaymentMade, storePaymentReference } from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('POST …/refunds of a payment', () => {
  let plaid: StrictPlaid;
  let id: string;
  let paymentId: string;
  let reference: string;
  const [database, api] = forEachTest((pool) => {
    plaid = strictPlaid();
    return startApi(pool, { plaid: { gateway: plaid.gateway, linkTokens: [], finishLink: () => {} } });
  });
  beforeEach(async () => {
    ({ id, paymentId, reference } = await paid('SETTLED'));
  });

  async function paid(status: string) {
    const { onboardingId } = await storedPaymentCase(database.pool, { tenantId: 'default' });
    const reference = `INV${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const terms = { reference, amountCents: 2530, currency: 'GBP' } as const;
    const recipientId = plaid.payments.createRecipient({ name: 'A', numbers: { iban: 'x' }, address: null });
    const { paymentId } = plaid.payments.create({ recipientId, plaidUserId: 'usr_1', ...terms });
    await storePaymentReference(database.pool, { reference, onboardingId });
    await transaction(database.pool, (tx) => recordPaymentMade(tx, { reference, paymentId }));
    plaid.payments.becomes(status);
    return { id: onboardingId, paymentId, reference };
  }
  const refund = (amount?: string, idempotencyKey: string = randomUUID()) =>
    api.send('POST', `/v1/onboardings/${id}/refunds`, { idempotencyKey, ...(amount && { body: { amount } }) });
  const read = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body;
  const standing = async () =>
    (await read()).refunds.map(({ amount, status }: Record<string, string>) => [amount, status]);
  const atPlaid = () => plaid.payments.refunds.map((one) => [one.paymentId, one.reference, one.amountCents]);
  const becomes = (status: 'settled' | 'failed', failureCode: string | null = null) =>
    Object.assign(plaid.payments.refunds.at(-1) ?? {}, { status, failureCode });
  async function timePasses(interval: string, ms: number): Promise<void> {
    plaid.later(ms);
    await database.pool.query(
      'update refunds set asked_at = asked_at - $1::interval, plaid_asked_at = plaid_asked_at - $1::interval',
      [interval],
    );
  }
  const told = (about: string | null = paymentId) =>
    storedWebhook(database.pool, {
      webhook_type: 'WALLET',
      webhook_code: 'WALLET_TRANSACTION_STATUS_UPDATE',
      transaction_id: 'told-1',
      payment_id: about,
      old_status: 'INITIATED',
      new_status: 'EXECUTED',
    });

  it('refunds all that is left, or a part, under the reference that the applicant knows', async () => {
    assert.equal((await refund('10.30')).status, 201);
    assert.equal((await refund()).status, 201);
    assert.deepEqual(await standing(), [
      ['10.30', 'pending'],
      ['15.00', 'pending'],
    ]);
    assert.deepEqual(atPlaid(), [
      [paymentId, reference, 1030],
      [paymentId, reference, 1500],
    ]);
    assert.equal((await refund()).body.code, 'refund_too_much');
    // From now on the answer shows a status that the case did not wait for.
    assert.equal((await read()).payment.status, 'SETTLED');
  });

  for (const status of ['INITIATED', 'EXECUTED', 'REJECTED']) {
    it(`refuses a payment that is ${status}`, async () => {
      ({ id } = await paid(status));
      const answer = await refund();
      assert.deepEqual([answer.status, answer.body.code, plaid.payments.refunds], [409, 'not_settled', []]);
    });
  }

  it('refuses a case without a payment, and less than Plaid can send', async () => {
    assert.equal((await refund('0.99')).body.code, 'refund_too_little');
    id = (await storedPaymentCase(database.pool, { tenantId: 'default' })).onboardingId;
    assert.equal((await refund()).body.code, 'not_refundable');
    assert.deepEqual(
      plaid.calls.filter((call) => call === 'reversePayment'),
      [],
    );
  });

  for (const when of ['before', 'after'] as const) {
    it(`is one refund where the answer was lost ${when} its effect; the repeat waits as long as Plaid demands`, async () => {
      const key = randomUUID();
      const fault = plaid.failNext('reversePayment', when);
      assert.deepEqual([(await refund('1.00', key)).status, fault.fired], [503, true]);
      const hasty = await refund('1.00', key);
      assert.deepEqual(
        [hasty.status, hasty.body.code, hasty.headers.get('retry-after')],
        [503, 'refund_unknown', '60'],
      );
      await timePasses('1 minute', 60_000);
      assert.equal((await refund('1.00', key)).status, 201);
      assert.equal(plaid.payments.refunds.length, 1);
      assert.deepEqual(await standing(), [['1.00', 'pending']]);
    });
  }

  it('the relay finds it where no request repeats it, although Plaid has forgotten the key', async () => {
    plaid.failNext('reversePayment', 'after');
    await refund('1.00');
    plaid.failNext('reversePayment', 'before');
    await refund('2.00');
    await timePasses('1 day', 24 * 3_600_000);
    await api.relay.turn();
    assert.deepEqual(await standing(), [
      ['1.00', 'pending'],
      ['2.00', 'pending'],
    ]);
    assert.deepEqual(
      plaid.payments.refunds.map(({ amountCents }) => amountCents),
      [100, 200],
    );
  });

  it("shows Plaid's refusal", async () => {
    plaid.payments.refundRefusal = 'INSUFFICIENT_FUNDS';
    const { status, body } = await refund();
    assert.deepEqual([status, body.code], [409, 'refund_refused']);
    assert.deepEqual(await standing(), [['25.30', 'refused']]);
  });

  it('is read after a webhook, and does not count where it failed', async () => {
    await refund();
    becomes('failed', 'ACCOUNT_INVALID');
    const webhook = await told();
    await api.relay.turn();
    assert.equal((await inboxRow(database.pool, webhook))?.result, 'recorded');
    const [failed] = (await read()).refunds;
    assert.deepEqual([failed.status, failed.failure.code, failed.paid_twice], ['failed', 'ACCOUNT_INVALID', false]);
    assert.equal((await refund()).status, 201);
    becomes('settled');
    for (let times = 0; times < 2; times++) await told();
    await api.relay.turn();
    assert.deepEqual(await standing(), [
      ['25.30', 'failed'],
      ['25.30', 'settled'],
    ]);
  });

  it('is not read after a webhook about the payment itself, or about an unknown one', async () => {
    const webhooks = [await told(), await told(null)];
    await api.relay.turn();
    const results = await Promise.all(webhooks.map(async (one) => (await inboxRow(database.pool, one))?.result));
    assert.deepEqual(results, ['noted', 'noted']);
  });

  it('is read at intervals for two weeks where the webhook is lost', async () => {
    await refund();
    becomes('settled');
    await api.relay.turn();
    assert.deepEqual(await standing(), [['25.30', 'pending']]);
    await timePasses('15 days', 0);
    for (const late of [true, false]) {
      if (!late) await timePasses('-10 days', 0);
      const other = await startApi(database.pool, {
        plaid: { gateway: plaid.gateway, linkTokens: [], finishLink: () => {} },
      });
      await other.relay.turn();
      await other.stop();
      assert.deepEqual(await standing(), [['25.30', late ? 'pending' : 'settled']]);
    }
  });
});
