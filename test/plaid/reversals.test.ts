import assert from 'node:assert/strict';
import { withStub } from './stub.ts';

const request = {
  paymentId: 'payment-1',
  reference: 'INV42ABCDEF',
  amountCents: 1030,
  currency: 'GBP',
  idempotencyKey: 'rfd_1',
} as const;

describe('refunds of payments', () => {
  it('are requested with the given key', async () => {
    await withStub({ body: { refund_id: 'refund-1', status: 'INITIATED' } }, async (plaid, asked) => {
      assert.deepEqual(await plaid.reversePayment(request), {
        refundId: 'refund-1',
        amountCents: 1030,
        status: 'pending',
        failureCode: null,
      });
      assert.deepEqual(asked[0]?.body, {
        payment_id: 'payment-1',
        idempotency_key: 'rfd_1',
        reference: 'INV42ABCDEF',
        amount: { currency: 'GBP', value: 10.3 },
      });
    });
  });

  it('with an unknown result are uncertain, never refused', async () => {
    const body = { error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR' };
    await withStub({ status: 500, body }, (plaid) =>
      assert.rejects(plaid.reversePayment(request), { kind: 'uncertain' }),
    );
  });

  for (const [status, failure_reason, means] of [
    ['AUTHORISING', null, 'pending'],
    ['INITIATED', null, 'pending'],
    ['EXECUTED', null, 'settled'],
    ['SETTLED', null, 'settled'],
    ['FAILED', 'ACCOUNT_INVALID', 'failed'],
    ['BLOCKED', null, 'failed'],
    ['A_NEW_WORD', null, 'pending'],
  ] as const) {
    it(`that are ${status} are ${means}`, async () => {
      const amount = { iso_currency_code: 'GBP', value: 10.3 };
      await withStub({ body: { amount, status, failure_reason } }, async (plaid, asked) => {
        assert.deepEqual(await plaid.readReversal('refund-1'), {
          refundId: 'refund-1',
          amountCents: 1030,
          status: means,
          failureCode: failure_reason,
        });
        assert.deepEqual([asked[0]?.path, asked[0]?.body], ['/wallet/transaction/get', { transaction_id: 'refund-1' }]);
      });
    });
  }
});
