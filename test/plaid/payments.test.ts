import assert from 'node:assert/strict';
import { withStub } from './stub.ts';

const payment = {
  payment_id: 'payment-1',
  reference: 'INV42ABCDEF',
  adjusted_reference: null,
  status: 'PAYMENT_STATUS_INITIATED',
  last_status_update: '2026-03-02T09:00:00Z',
  amount: { currency: 'GBP', value: 25.3 },
  recipient_id: 'recipient-1',
  refund_ids: null,
};

describe('payments', () => {
  const asking = {
    ...{ recipientId: 'recipient-1', plaidUserId: 'usr_1', reference: 'INV42ABCDEF' },
    ...{ amountCents: 2530, currency: 'GBP' as const },
  };

  it('are made with the amount as a JSON number, with no more digits than it has', async () => {
    const body = { payment_id: 'payment-1', status: 'PAYMENT_STATUS_INPUT_NEEDED' };
    await withStub({ body }, async (plaid, asked) => {
      assert.deepEqual(await plaid.createPayment(asking), { paymentId: 'payment-1' });
      assert.equal(asked[0]?.path, '/payment_initiation/payment/create');
      assert.deepEqual(asked[0]?.body, {
        recipient_id: 'recipient-1',
        user_id: 'usr_1',
        reference: 'INV42ABCDEF',
        amount: { currency: 'GBP', value: 25.3 },
      });
      assert.match(asked[0]?.text ?? '', /"value":25\.3[,}]/);
    });
  });

  for (const [what, answer] of [
    ['an answer cut off', { body: '{"payment_id": "pay' }],
    ['an answer without the id', { body: { status: 'PAYMENT_STATUS_INPUT_NEEDED' } }],
    ['an error of the server', { status: 500, body: { error_type: 'API_ERROR', error_code: 'INTERNAL_SERVER_ERROR' } }],
    ['a gateway that gives up', { status: 504, body: 'timeout' }],
  ] as const) {
    it(`${what} leaves it unknown whether a payment was made`, async () => {
      await withStub(answer, (plaid) => assert.rejects(plaid.createPayment(asking), { kind: 'uncertain' }));
    });
  }

  it('that Plaid makes on no terms are refused for good', async () => {
    const body = { error_type: 'PAYMENT_ERROR', error_code: 'PAYMENT_BLOCKED' };
    await withStub({ status: 400, body }, (plaid) =>
      assert.rejects(plaid.createPayment(asking), { kind: 'invalid', detail: { code: 'PAYMENT_BLOCKED' } }),
    );
  });

  it('are read in our own types', async () => {
    const refund_ids = ['refund-1'];
    await withStub({ body: { ...payment, adjusted_reference: 'INV42', refund_ids } }, async (plaid) => {
      assert.deepEqual(await plaid.readPayment('payment-1'), {
        paymentId: 'payment-1',
        reference: 'INV42ABCDEF',
        adjustedReference: 'INV42',
        status: 'INITIATED',
        at: new Date('2026-03-02T09:00:00Z'),
        amountCents: 2530,
        currency: 'GBP',
        refundIds: ['refund-1'],
      });
    });
  });

  it('may have a status that we do not know', async () => {
    await withStub({ body: { ...payment, status: 'PAYMENT_STATUS_ON_HOLD' } }, async (plaid) => {
      assert.equal((await plaid.readPayment('payment-1')).status, 'ON_HOLD');
    });
  });

  it('with an unreadable amount wait for a deploy', async () => {
    await withStub({ body: { ...payment, amount: { currency: 'GBP', value: 25.301 } } }, (plaid) =>
      assert.rejects(plaid.readPayment('payment-1'), { kind: 'bug' }),
    );
  });

  it('are listed in the largest pages that Plaid gives', async () => {
    const next_cursor = '2026-03-02T08:59:00Z';
    await withStub({ body: { payments: [payment], next_cursor } }, async (plaid, asked) => {
      const { payments, next } = await plaid.listPayments(null);
      assert.deepEqual([payments.map(({ paymentId }) => paymentId), next], [['payment-1'], next_cursor]);
      await plaid.listPayments(next);
      assert.deepEqual(
        asked.map(({ body }) => body),
        [{ count: 200 }, { count: 200, cursor: next_cursor }],
      );
    });
  });

  for (const [what, numbers, sent] of [
    ['an IBAN', { iban: 'NL02ABNA0123456789' }, { iban: 'NL02ABNA0123456789' }],
    [
      'Bacs numbers',
      { bacs: { account: '26207729', sortCode: '560029' } },
      { bacs: { account: '26207729', sort_code: '560029' } },
    ],
  ] as const) {
    it(`go to a recipient with ${what}`, async () => {
      await withStub({ body: { recipient_id: 'recipient-1' } }, async (plaid, asked) => {
        const address = { street: '96 Guild Street', city: 'Amsterdam', postalCode: '1011', country: 'NL' };
        const recipientId = await plaid.createRecipient({ name: 'Wonder Wallet', numbers, address });
        assert.equal(recipientId, 'recipient-1');
        assert.deepEqual(asked[0]?.body, {
          name: 'Wonder Wallet',
          ...sent,
          address: { street: ['96 Guild Street'], city: 'Amsterdam', postal_code: '1011', country: 'NL' },
        });
      });
    });
  }
});
