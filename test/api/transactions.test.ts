import assert from 'node:assert/strict';
import { insertTransactionSync, recordTransactionsRefused } from '../../db/data/transaction-syncs.ts';
import { storedAccount, storedCase } from '../support/cases/stored-case.ts';
import { storedTransactions } from '../support/cases/stored-transactions.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { aTransaction } from '../support/plaid/strict-transactions.ts';

describe('GET /v1/onboardings/:id/transactions', () => {
  const [database, api] = forAllTests(startApi);

  const asked = () => storedCase(database.pool, { tenantId: 'default', products: ['transactions'] });
  const read = (id: string, query = '', key = api.key) =>
    api.send('GET', `/v1/onboardings/${id}/transactions${query}`, { key });

  it("shows the bank's transactions, newest first, page by page", async () => {
    const id = await asked();
    const all = ['2026-03-01', '2026-03-03', '2026-03-02', '2026-03-03', '2026-03-02'].map((date, n) =>
      aTransaction({ transactionId: `transaction-${n}`, date }),
    );
    await storedTransactions(database.pool, id, all);
    const seen: string[] = [];
    let query = '?limit=2';
    for (;;) {
      const { status, body } = await read(id, query);
      assert.equal(status, 200);
      seen.push(...body.data.map((one: { id: string }) => one.id));
      if (body.next_cursor === null) break;
      query = `?limit=2&cursor=${body.next_cursor}`;
    }
    assert.deepEqual(
      seen,
      [3, 1, 4, 2, 0].map((n) => `transaction-${n}`),
    );
  });

  it('shows amounts with the digits and the sign of their currency, and marks one without a currency', async () => {
    const id = await asked();
    const { details } = aTransaction();
    await storedTransactions(database.pool, id, [
      aTransaction({ transactionId: 'c', amountMinor: -1050, pending: true }),
      aTransaction({ transactionId: 'b', amountMinor: 1500, currency: 'JPY' }),
      aTransaction({
        ...{ transactionId: 'a', amountMinor: null, currency: null },
        details: { ...details, pendingTransactionId: 'a-0', unofficial: { amount: 0.1, currency: 'DOGE' } },
      }),
    ]);
    const { body } = await read(id);
    assert.deepEqual(body.data[0], {
      id: 'c',
      account_id: 'account-1',
      date: '2026-03-02',
      amount: '-10.50',
      currency: 'USD',
      unofficial: null,
      pending: true,
      replaces: null,
      name: 'GREENGROCER 12',
      merchant: 'Greengrocer',
      counterparties: [],
    });
    assert.deepEqual([body.data[1].amount, body.data[1].currency], ['1500', 'JPY']);
    const { amount, currency, unofficial, replaces } = body.data[2];
    assert.deepEqual([amount, currency, unofficial, replaces], [null, null, { amount: 0.1, currency: 'DOGE' }, 'a-0']);
    const { read_at, ...sync } = body.sync;
    assert.deepEqual(sync, { update_status: 'HISTORICAL_UPDATE_COMPLETE', error: null });
    assert.ok(Date.parse(read_at));
  });

  it('says that nothing has been read yet, and shows the error that prevents it', async () => {
    const id = await asked();
    assert.deepEqual((await read(id)).body, { data: [], next_cursor: null, sync: null });
    const { itemId } = await storedAccount(database.pool, id);
    await insertTransactionSync(database.pool, { itemId, onboardingId: id });
    await recordTransactionsRefused(database.pool, itemId, 'ITEM_LOGIN_REQUIRED');
    const { sync } = (await read(id)).body;
    assert.deepEqual(sync, { update_status: null, error: 'ITEM_LOGIN_REQUIRED', read_at: null });
  });

  it('shows the transactions of the current Item of the case', async () => {
    const id = await asked();
    await storedTransactions(database.pool, id, [aTransaction({ transactionId: 'of the old Item' })]);
    await storedTransactions(database.pool, id, [aTransaction({ transactionId: 'of the new Item' })]);
    const { body } = await read(id);
    assert.deepEqual(
      body.data.map((one: { id: string }) => one.id),
      ['of the new Item'],
    );
  });

  it('refuses an onboarding without the product, another tenant, and an invalid cursor', async () => {
    const without = await storedCase(database.pool, { tenantId: 'default' });
    const refused = await read(without);
    assert.deepEqual([refused.status, refused.body.code], [409, 'product_not_asked_for']);
    const id = await asked();
    assert.equal((await read(id, '', await storedKey(database.pool, 'other'))).status, 404);
    for (const query of [
      '?cursor=bm9uZQ',
      `?cursor=${Buffer.from('2026-02-31 tr').toString('base64url')}`,
      '?limit=0',
      '?since=2026',
    ]) {
      const { status, body } = await read(id, query);
      assert.deepEqual([status, body.code], [422, 'invalid_input'], query);
    }
  });

  it('logs no payee of the applicant', async () => {
    const id = await asked();
    const { details } = aTransaction();
    const secret = { ...details, name: 'CANARY PAYEE', merchant: 'Canary Payee' };
    await storedTransactions(database.pool, id, [aTransaction({ transactionId: 'logged', details: secret })]);
    assert.equal((await read(id)).body.data[0].name, 'CANARY PAYEE');
    assert.ok(api.logs.some((line) => line.includes('/v1/onboardings/:id/transactions')));
    assert.doesNotMatch(api.logs.join('\n'), /canary payee/i);
  });
});
