import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { withStub } from './stub.ts';

const older = { userId: 'user-1', token: new Secret('user-sandbox-1') };
const newer = { userId: 'usr_1', token: null };

describe('income', () => {
  const items = (...states: (string | null)[]) => ({
    items: states.map((processing_status) => ({ item_id: 'i', status: { processing_status }, payroll_income: [] })),
    request_id: 'r',
  });
  for (const [what, body, progress] of [
    ['one that is complete', items('PROCESSING_COMPLETE'), 'complete'],
    ['one without a status', { items: [{ status: null }], request_id: 'r' }, 'complete'],
    ['one that failed beside one that is complete', items('FAILED', 'PROCESSING_COMPLETE'), 'complete'],
    ['one that is at it', items('PROCESSING_COMPLETE', 'PROCESSING'), 'processing'],
    ['one with an unknown status', items('UNKNOWN'), 'processing'],
    ['none', items(), 'processing'],
    ['failures only', items('FAILED', 'FAILED'), 'failed'],
  ] as const) {
    it(`of ${what} is ${progress}`, async () => {
      await withStub({ body }, async (plaid, asked) => {
        const read = await plaid.readIncome(older);
        assert.equal(read.progress, progress);
        assert.deepEqual(
          read.itemIds,
          body.items.flatMap((item) => ('item_id' in item ? item.item_id : [])),
        );
        if (read.progress === 'complete') assert.deepEqual(JSON.parse(read.report.reveal()), { items: body.items });
        assert.deepEqual(asked[0]?.body, { user_token: 'user-sandbox-1' });
      });
    });
  }

  it('is requested by the id if there is no token', async () => {
    await withStub({ body: items() }, async (plaid, asked) => {
      await plaid.readIncome(newer);
      assert.deepEqual(asked[0]?.body, { user_id: 'usr_1' });
    });
  });

  for (const [error_code, kind] of [
    ['INCOME_VERIFICATION_NOT_FOUND', 'missing'],
    ['PRODUCT_NOT_READY', 'unavailable'],
    ['VERIFICATION_STATUS_PENDING_APPROVAL', 'unavailable'],
    ['INCOME_VERIFICATION_FAILED', 'invalid'],
  ] as const) {
    it(`${error_code} is ${kind}`, async () => {
      const body = { error_type: 'INCOME_VERIFICATION_ERROR', error_code, error_message: 'no', request_id: 'r' };
      await withStub({ status: 400, body }, async (plaid) => {
        await assert.rejects(plaid.readIncome(older), { kind });
      });
    });
  }
});
