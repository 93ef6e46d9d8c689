import assert from 'node:assert/strict';
import { withStub } from './stub.ts';

const refund = { id: 'refund-1', transfer_id: 'transfer-1', amount: '10.00', status: 'pending', failure_reason: null };
const request = { transferId: 'transfer-1', amountCents: 1000, idempotencyKey: 'rfd_1' };

describe('refunds', () => {
  it('are requested with the given key', async () => {
    await withStub({ body: { refund } }, async (plaid, asked) => {
      assert.deepEqual(await plaid.createRefund(request), {
        refundId: 'refund-1',
        amountCents: 1000,
        status: 'pending',
        failureCode: null,
      });
      assert.deepEqual(asked[0]?.body, { transfer_id: 'transfer-1', amount: '10.00', idempotency_key: 'rfd_1' });
    });
  });

  it('with an unknown result are uncertain, never refused', async () => {
    const body = { error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR' };
    await withStub({ status: 500, body }, (plaid) =>
      assert.rejects(plaid.createRefund(request), { kind: 'uncertain' }),
    );
    await withStub({ body: { refund: { ...refund, status: 'levitating' } } }, (plaid) =>
      assert.rejects(plaid.createRefund(request), { kind: 'uncertain' }),
    );
  });

  it('are listed with their transfer', async () => {
    const failure_reason = { failure_code: null, ach_return_code: 'R03', description: 'told' };
    const refunds = [refund, { ...refund, id: 'refund-2', status: 'returned', failure_reason }];
    await withStub({ body: { transfer: { id: 'transfer-1', refunds } } }, async (plaid, asked) => {
      const listed = await plaid.listRefunds('transfer-1');
      assert.deepEqual(
        listed.map(({ refundId, status, failureCode }) => [refundId, status, failureCode]),
        [
          ['refund-1', 'pending', null],
          ['refund-2', 'returned', 'R03'],
        ],
      );
      assert.deepEqual([asked[0]?.path, asked[0]?.body], ['/transfer/get', { transfer_id: 'transfer-1' }]);
    });
  });
});
