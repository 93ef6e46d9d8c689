import assert from 'node:assert/strict';
import { withStub } from './stub.ts';

const transferEvent = {
  event_id: 7,
  timestamp: '2026-03-02T15:00:00Z',
  event_type: 'returned',
  account_id: 'account-1',
  transfer_id: 'transfer-1',
  transfer_type: 'debit',
  transfer_amount: '25.00',
  failure_reason: { failure_code: 'R01', description: 'Insufficient funds' },
  refund_id: null,
  sweep_id: null,
};
const sweepEvent = {
  event_id: 8,
  timestamp: '2026-03-02T15:00:00Z',
  event_type: 'sweep.posted',
  transfer_id: '',
  failure_reason: null,
  refund_id: null,
  sweep_id: 'sweep-1',
};
const bankTransferEvent = {
  event_id: 9,
  timestamp: '2026-03-02T10:00:00-05:00',
  event_type: 'reversed',
  account_id: 'account-1',
  bank_transfer_id: 'bank-transfer-1',
  bank_transfer_type: 'credit',
  bank_transfer_amount: '0.01',
  bank_transfer_iso_currency_code: 'USD',
  failure_reason: { ach_return_code: 'R03', description: 'No account' },
  direction: null,
};
const at = new Date('2026-03-02T15:00:00Z');

describe('event lists', () => {
  it('of transfers are filtered by transfer or account', async () => {
    await withStub({ body: { transfer_events: [transferEvent, sweepEvent], has_more: true } }, async (plaid, asked) => {
      const { events, hasMore } = await plaid.listTransferEvents({
        transferId: null,
        accountId: 'account-1',
        limit: 25,
        offset: 50,
      });
      assert.deepEqual(asked[0]?.body, { transfer_id: null, account_id: 'account-1', count: 25, offset: 50 });
      assert.equal(hasMore, true);
      assert.deepEqual(events, [
        {
          eventId: 7n,
          transferId: 'transfer-1',
          accountId: 'account-1',
          type: 'returned',
          direction: 'debit',
          amountCents: 2500,
          at,
          failure: { code: 'R01', description: 'Insufficient funds' },
          refundId: null,
          sweepId: null,
        },
        {
          eventId: 8n,
          transferId: null,
          accountId: null,
          type: 'sweep.posted',
          direction: null,
          amountCents: null,
          at,
          failure: null,
          refundId: null,
          sweepId: 'sweep-1',
        },
      ]);
    });
  });

  it('keep kinds and directions that we do not know, and fields that are new', async () => {
    const body = {
      transfer_events: [
        { ...transferEvent, event_type: 'plaid_return_recovered', transfer_type: 'sideways', event_amount: '7.00' },
      ],
      has_more: false,
    };
    await withStub({ body }, async (plaid) => {
      const { events, unread } = await plaid.readTransferEvents(0n);
      assert.deepEqual(unread, []);
      assert.deepEqual([events[0]?.type, events[0]?.direction], ['plaid_return_recovered', 'sideways']);
    });
  });

  it('of bank transfers report by a full page that there may be more', async () => {
    const filter = { bankTransferId: 'bank-transfer-1', accountId: null, offset: 0 };
    await withStub({ body: { bank_transfer_events: [bankTransferEvent] } }, async (plaid, asked) => {
      const { events, hasMore } = await plaid.listBankTransferEvents({ ...filter, limit: 1 });
      assert.deepEqual(asked[0]?.body, {
        bank_transfer_id: 'bank-transfer-1',
        account_id: null,
        count: 1,
        offset: 0,
      });
      assert.equal(hasMore, true);
      assert.deepEqual(events, [
        {
          eventId: 9n,
          bankTransferId: 'bank-transfer-1',
          accountId: 'account-1',
          type: 'reversed',
          direction: 'credit',
          amountCents: 1,
          currency: 'USD',
          at,
          failure: { code: 'R03', description: 'No account' },
        },
      ]);
      assert.equal((await plaid.listBankTransferEvents({ ...filter, limit: 25 })).hasMore, false);
    });
  });

  it('keep an event whose amount we cannot read: it must not hold up its feed', async () => {
    const odd = { ...bankTransferEvent, bank_transfer_amount: '0.001' };
    await withStub({ body: { bank_transfer_events: [odd] } }, async (plaid) => {
      assert.equal((await plaid.readBankTransferEvents(0n)).events[0]?.amountCents, null);
    });
  });
});
