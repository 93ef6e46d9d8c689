import assert from 'node:assert/strict';
import { Secret } from '../../domain/secret.ts';
import { withStub } from './stub.ts';

const accessToken = new Secret('access-1');
const page = {
  added: [],
  modified: [],
  removed: [],
  next_cursor: '',
  has_more: false,
  transactions_update_status: 'NOT_READY',
  accounts: [],
  request_id: 'r',
};
const coffee = {
  transaction_id: 'tr-1',
  account_id: 'account-1',
  date: '2026-03-02',
  amount: 4.331,
  iso_currency_code: 'USD',
  unofficial_currency_code: null,
  pending: true,
  pending_transaction_id: null,
  name: 'COFFEE 12',
  merchant_name: 'Coffee',
  counterparties: [{ name: 'Coffee', type: 'merchant', website: 'coffee.example' }],
  location: { city: 'Springfield' },
};

describe("an Item's transactions", () => {
  it('are requested from the beginning, and from a cursor', async () => {
    await withStub({ body: page }, async (plaid, asked) => {
      assert.deepEqual(await plaid.readTransactions(accessToken, null), {
        stored: [],
        removed: [],
        unread: [],
        cursor: null,
        hasMore: false,
        updateStatus: 'NOT_READY',
      });
      await plaid.readTransactions(accessToken, 'c1');
      assert.deepEqual(
        asked.map(({ body }) => body),
        [
          { access_token: 'access-1', count: 500 },
          { access_token: 'access-1', count: 500, cursor: 'c1' },
        ],
      );
    });
  });

  it('are read in our own types, whether added or modified', async () => {
    const odd = { ...coffee, transaction_id: 'tr-2', iso_currency_code: null, unofficial_currency_code: 'DOGE' };
    const bare = { ...coffee, transaction_id: 'tr-3', name: undefined, merchant_name: undefined, counterparties: null };
    const posted = { ...bare, pending: false, pending_transaction_id: 'tr-0' };
    const body = { ...page, added: [coffee, odd], modified: [posted], removed: [{ transaction_id: 'tr-0' }] };
    await withStub({ body: { ...body, next_cursor: 'c2', has_more: true } }, async (plaid) => {
      const read = await plaid.readTransactions(accessToken, 'c1');
      assert.deepEqual([read.removed, read.cursor, read.hasMore], [['tr-0'], 'c2', true]);
      const common = { accountId: 'account-1', date: '2026-03-02' };
      const details = { name: 'COFFEE 12', merchant: 'Coffee', counterparties: [{ name: 'Coffee', type: 'merchant' }] };
      const none = { name: null, merchant: null, counterparties: [], unofficial: null };
      assert.deepEqual(read.stored, [
        {
          ...{ ...common, transactionId: 'tr-1', amountMinor: 433, currency: 'USD', pending: true },
          details: { ...details, pendingTransactionId: null, unofficial: null },
        },
        {
          ...{ ...common, transactionId: 'tr-2', amountMinor: null, currency: null, pending: true },
          details: { ...details, pendingTransactionId: null, unofficial: { amount: 4.331, currency: 'DOGE' } },
        },
        {
          ...{ ...common, transactionId: 'tr-3', amountMinor: 433, currency: 'USD', pending: false },
          details: { ...none, pendingTransactionId: 'tr-0' },
        },
      ]);
    });
  });

  it('are refused as a conflict if the bank changed them between two pages', async () => {
    const error_code = 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION';
    const body = { error_type: 'TRANSACTIONS_ERROR', error_code, error_message: 'changed', request_id: 'r' };
    await withStub({ status: 400, body }, async (plaid) => {
      await assert.rejects(plaid.readTransactions(accessToken, 'c1'), {
        kind: 'conflict',
        detail: { code: error_code, requestId: 'r' },
      });
    });
  });

  it('are read from a page of more than a mebibyte', async () => {
    const added = Array.from({ length: 500 }, (_, n) => ({
      ...coffee,
      transaction_id: `tr-${n}`,
      logo_url: 'x'.repeat(4000),
    }));
    await withStub({ body: { ...page, added } }, async (plaid) => {
      assert.equal((await plaid.readTransactions(accessToken, null)).stored.length, 500);
    });
  });

  it('name no payee if one of them cannot be read', async () => {
    const body = { ...page, added: [{ ...coffee, date: 'COFFEE 12' }] };
    await withStub({ body }, async (plaid) => {
      const { stored, unread } = await plaid.readTransactions(accessToken, null);
      assert.deepEqual([stored, unread], [[], [{ id: 'tr-1', fields: 'date' }]]);
    });
    const noList = { ...page, added: { name: 'COFFEE 12' } };
    await withStub({ body: noList }, async (plaid) => {
      await assert.rejects(plaid.readTransactions(accessToken, null), (error: Error) => {
        assert.match(error.message, /at: added\./);
        assert.doesNotMatch(error.message, /COFFEE/);
        return true;
      });
    });
  });
});
