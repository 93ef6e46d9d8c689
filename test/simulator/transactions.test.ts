import assert from 'node:assert/strict';
import type { Transaction, TransactionsSyncResponse } from 'plaid';
import { PlaidError } from '../../simulator/errors.ts';
import { timePasses } from '../../simulator/time-passes.ts';
import { playTransactions } from '../../simulator/transactions/scripted.ts';
import { call, linkAccount, type SimulatedBank, simulatedBank } from './simulated-bank.ts';

describe("an Item's transactions at the simulator", () => {
  let bank: SimulatedBank;
  let itemId: string;
  let access_token: string;
  beforeEach(() => {
    bank = simulatedBank();
    linked('user_good');
  });

  function linked(username: string, made: Parameters<typeof linkAccount>[3] = {}) {
    const { item, ...rest } = linkAccount(
      bank,
      username,
      {},
      {
        webhook: 'https://gangway.example/webhooks',
        consented: ['transactions'],
        ...made,
      },
    );
    itemId = item.item_id;
    access_token = rest.access_token;
    return item;
  }
  const sync = (cursor?: string, count?: number): TransactionsSyncResponse =>
    call(bank, '/transactions/sync', { access_token, ...(cursor && { cursor }), ...(count && { count }) });
  const later = (seconds: number) => {
    bank.clock.now = new Date(bank.clock.now.getTime() + seconds * 1000);
    timePasses(bank);
  };
  /** Lets Plaid collect all transactions, reads them, and returns the cursor after them. */
  function read(): string {
    sync();
    later(60);
    return sync(undefined, 500).next_cursor;
  }
  const idsOf = (transactions: { transaction_id: string }[]) =>
    transactions.map(({ transaction_id }) => transaction_id);
  const codes = () => bank.sent.map(({ body }) => body.webhook_code);
  const sent = (code: string) => bank.sent.map(({ body }) => body).filter((body) => body.webhook_code === code);
  const refused = (code: string) => (error: unknown) => error instanceof PlaidError && error.body.error_code === code;

  it('are collected from the first call on: at first none, then the last thirty days, then all', () => {
    const nothing = sync();
    assert.deepEqual(
      [nothing.added, nothing.next_cursor, nothing.has_more, nothing.transactions_update_status],
      [[], '', false, 'NOT_READY'],
    );
    later(3);
    const recent = sync();
    assert.equal(recent.transactions_update_status, 'INITIAL_UPDATE_COMPLETE');
    assert.ok(recent.added.every(({ date }) => date >= '2026-10-13'));
    later(5);
    const older = sync(recent.next_cursor);
    assert.equal(older.transactions_update_status, 'HISTORICAL_UPDATE_COMPLETE');
    assert.ok(older.added.length > 0 && older.added.every(({ date }) => date < '2026-10-13'));
    assert.deepEqual(sync(older.next_cursor).added, []);
  });

  it('cause the webhooks of both endpoints, those of /transactions/sync only after its first call', () => {
    linked('user_good', { products: ['transactions'] });
    later(3);
    assert.deepEqual(codes(), ['INITIAL_UPDATE']);
    sync();
    later(5);
    assert.deepEqual(codes(), ['INITIAL_UPDATE', 'HISTORICAL_UPDATE', 'SYNC_UPDATES_AVAILABLE']);
    const [initial] = sent('INITIAL_UPDATE');
    assert.deepEqual(
      { ...initial, new_transactions: 0 },
      {
        webhook_type: 'TRANSACTIONS',
        webhook_code: 'INITIAL_UPDATE',
        item_id: itemId,
        error: null,
        new_transactions: 0,
      },
    );
    const [updates] = sent('SYNC_UPDATES_AVAILABLE');
    assert.deepEqual(
      [updates?.initial_update_complete, updates?.historical_update_complete, updates?.item_id],
      [true, true, itemId],
    );
  });

  it('come in pages that add up to the whole', () => {
    const whole = idsOf(sync(read() && undefined, 500).added);
    const paged: string[] = [];
    let cursor: string | undefined;
    for (let more = true; more; ) {
      const page = sync(cursor, 3);
      paged.push(...idsOf(page.added));
      cursor = page.next_cursor;
      more = page.has_more;
    }
    assert.ok(whole.length > 6);
    assert.deepEqual(paged, whole);
  });

  it('have no next page once they have changed in the middle of an update', () => {
    const end = read();
    const middle = sync(undefined, 3).next_cursor;
    playTransactions(bank, { item_id: itemId, remove: 1 });
    assert.throws(() => sync(middle, 3), refused('TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION'));
    assert.equal(sync(end).removed.length, 1);
    assert.ok(sync(undefined, 3).has_more);
  });

  it('are booked as many at once as a test wants, with one webhook', () => {
    const end = read();
    bank.sent.length = 0;
    const { added } = playTransactions(bank, { item_id: itemId, add: 1200 });
    assert.equal(sent('DEFAULT_UPDATE').length, 1);
    const update = sync(end, 500);
    assert.deepEqual([idsOf(update.added), update.has_more], [added.slice(0, 500), true]);
  });

  it('are taken back by the bank, with a webhook', () => {
    const end = read();
    bank.sent.length = 0;
    const { removed } = playTransactions(bank, { item_id: itemId, remove: 2 });
    assert.deepEqual(codes(), ['TRANSACTIONS_REMOVED', 'SYNC_UPDATES_AVAILABLE']);
    assert.deepEqual(sent('TRANSACTIONS_REMOVED')[0]?.removed_transactions, removed);
    const update = sync(end);
    assert.deepEqual(idsOf(update.removed), removed);
    assert.deepEqual([update.added, update.modified], [[], []]);
    const now = idsOf(sync(undefined, 500).added);
    assert.ok(removed.every((id) => !now.includes(id)));
  });

  it('of the dynamic user are posted by a refresh, under a new id', () => {
    linked('user_transactions_dynamic');
    const end = read();
    const [pending] = sync(undefined, 500).added.filter((one: Transaction) => one.pending);
    call(bank, '/transactions/refresh', { access_token });
    const { added, removed } = sync(end);
    assert.deepEqual(idsOf(removed), [pending?.transaction_id]);
    const posted = added.find((one) => !one.pending);
    assert.equal(posted?.pending_transaction_id, pending?.transaction_id);
    assert.equal(posted?.amount, pending?.amount);
    assert.ok(added.some((one) => one.pending));
  });

  it('are added in the sandbox for the dynamic user, with dates of the last two weeks', () => {
    const given = { date_transacted: '2026-11-11', date_posted: '2026-11-12', amount: -12.3, description: 'REFUND' };
    const create = (more: object = {}) =>
      call(bank, '/sandbox/transactions/create', { access_token, transactions: [{ ...given, ...more }] });
    assert.throws(create, refused('INVALID_FIELD'));
    linked('user_transactions_dynamic');
    const end = read();
    create();
    const [added] = sync(end).added;
    assert.deepEqual([added?.name, added?.amount, added?.date], ['REFUND', -12.3, '2026-11-12']);
    for (const date_posted of ['2026-11-13', '2026-10-28']) {
      assert.throws(() => create({ date_posted }), refused('INVALID_FIELD'));
    }
  });

  it('need the consent of the person, an Item that works and a bank that has them', () => {
    linked('user_good', { consented: [] });
    assert.throws(() => sync(), refused('ADDITIONAL_CONSENT_REQUIRED'));
    linked('user_good').login_required = true;
    assert.throws(() => sync(), refused('ITEM_LOGIN_REQUIRED'));
    linked('user_unverified');
    assert.throws(() => sync(), refused('PRODUCTS_NOT_SUPPORTED'));
    assert.throws(() => sync('bm9uc2Vuc2U='), refused('PRODUCTS_NOT_SUPPORTED'));
    linked('user_good');
    read();
    assert.throws(() => sync('bm9uc2Vuc2U='), refused('INVALID_FIELD'));
  });
});
