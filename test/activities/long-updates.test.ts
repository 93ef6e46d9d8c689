import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { listBankTransactions } from '../../db/data/bank-transactions.ts';
import { insertTransactionSync, transactionSyncOf } from '../../db/data/transaction-syncs.ts';
import { transaction } from '../../db/pool.ts';
import type { BankTransaction } from '../../domain/data/bank-transaction.ts';
import { Failure } from '../../domain/failure.ts';
import { transactionsFeed } from '../../domain/feed.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';
import { aTransaction } from '../support/plaid/strict-transactions.ts';

const day = 86_400;
/** The time limits of an activity and of one page (workflows/activities.ts, plaid/client.ts). */
const activityMs = 45_000;
const pageMs = 30_000;

describe('a long update of transactions', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let onboardingId: string;
  let itemId: string;
  let all: BankTransaction[];
  beforeEach(async () => {
    plaid = strictPlaid();
    onboardingId = await storedCase(database.pool, { products: ['transactions'] });
    ({ itemId } = await storedAccount(database.pool, onboardingId));
    await insertTransactionSync(database.pool, { itemId, onboardingId });
    plaid.transactions.pageSize = 2;
    all = Array.from({ length: 49 }, () => aTransaction());
    plaid.transactions.happens(...all);
  });

  const drain = () => activitiesOn(database.pool, plaid).drainFeed(transactionsFeed(itemId));
  async function drainToTheEnd(): Promise<number> {
    for (let calls = 1; ; calls++) if ((await drain()).lookAgainSeconds !== 0) return calls;
  }
  async function shown(): Promise<string[]> {
    const page = await listBankTransactions(database.pool, testVault, { onboardingId, itemId, limit: 200 });
    return page.transactions.map(({ transactionId }) => transactionId).sort();
  }
  const idsOf = (transactions: BankTransaction[]) => transactions.map(({ transactionId }) => transactionId).sort();
  const syncOf = () => transactionSyncOf(database.pool, itemId);
  const kept = async () =>
    (await database.pool.query('select from unfinished_transactions where item_id = $1', [itemId])).rowCount;

  it('is read by several calls, and visible once it has ended', async () => {
    for (const pagesKept of [20, 40]) {
      assert.deepEqual(await drain(), { events: 0, signalled: 0, lookAgainSeconds: 0 });
      assert.deepEqual([await kept(), await shown()], [pagesKept, []]);
    }
    assert.deepEqual(await drain(), { events: 49, signalled: 0, lookAgainSeconds: day });
    assert.deepEqual(await shown(), idsOf(all));
    assert.deepEqual([await kept(), plaid.calls.length], [0, 25]);
    assert.deepEqual([(await syncOf())?.nextPage, (await syncOf())?.pagesRead], [null, 0]);
  });

  it('ends however slow Plaid is, and each call within the time of an activity', async () => {
    let clock = 0;
    const now = mock.method(performance, 'now', () => clock);
    const read = plaid.gateway.readTransactions;
    plaid.gateway.readTransactions = (...asked) => {
      clock += pageMs;
      return read(...asked);
    };
    try {
      for (let more = true; more; ) {
        const began = clock;
        more = (await drain()).lookAgainSeconds === 0;
        assert.ok(clock - began < activityMs, `${clock - began} ms`);
      }
    } finally {
      now.mock.restore();
    }
    assert.equal(clock, 25 * pageMs);
    assert.deepEqual(await shown(), idsOf(all));
  });

  it('continues after the last stored page when an outage ends', async () => {
    plaid.failNext('readTransactions', 'after', new Failure('unavailable', 'Away.', { code: 'timeout' }), 4);
    await assert.rejects(drain(), { kind: 'unavailable' });
    assert.equal(await kept(), 6);
    await drainToTheEnd();
    assert.equal(plaid.calls.length, 26);
    assert.deepEqual(await shown(), idsOf(all));
  });

  it('begins again, and drops the stored pages, where the bank changes it between two calls', async () => {
    await drain();
    const [gone, changed] = all as [BankTransaction, BankTransaction];
    const [fresh, posted] = [aTransaction(), { ...changed, amountMinor: 99 }];
    plaid.transactions.vanish(gone.transactionId);
    plaid.transactions.happens(posted, fresh);
    assert.equal(await drainToTheEnd(), 3);
    assert.deepEqual(await shown(), idsOf([...all.slice(1), fresh]));
    const { rows } = await database.pool.query('select amount_minor as cents from bank_transactions where id = $1', [
      posted.transactionId,
    ]);
    assert.equal(Number(rows[0].cents), 99);
  });

  it('begins again where Plaid refuses the cursor of the page', async () => {
    await drain();
    plaid.failNext('readTransactions', 'before', new Failure('bug', 'Not ours.', { code: 'INVALID_FIELD' }));
    await assert.rejects(drain(), { detail: { code: 'INVALID_FIELD' } });
    assert.deepEqual([await kept(), (await syncOf())?.nextPage], [0, null]);
    await drainToTheEnd();
    assert.deepEqual(await shown(), idsOf(all));
  });

  it('keeps its pages where an answer cannot be read, and while the login is broken', async () => {
    await drain();
    plaid.failNext('readTransactions', 'before', new Failure('bug', 'Cut off.', { code: 'unexpected_answer' }));
    await assert.rejects(drain(), { kind: 'bug' });
    const broken = new Failure('needs-user', 'Sign in.', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
    plaid.failNext('readTransactions', 'before', broken);
    assert.equal((await drain()).lookAgainSeconds, day);
    assert.equal(await kept(), 20);
    await drainToTheEnd();
    assert.equal(plaid.calls.length, 27);
  });

  it('that leads in a circle waits for a day, shows the error, and stores nothing', async () => {
    let asked = 0;
    plaid.gateway.readTransactions = async () => {
      asked += 1;
      return {
        stored: all.slice(0, 1),
        removed: [],
        unread: [],
        cursor: `cursor-${asked % 3}`,
        hasMore: true,
        updateStatus: null,
      };
    };
    await database.pool.query('update transaction_syncs set pages_read = 1975 where item_id = $1', [itemId]);
    const calls = await drainToTheEnd();
    assert.deepEqual([asked, calls], [25, 3]);
    const sync = await syncOf();
    assert.deepEqual([sync?.error, sync?.nextPage, sync?.cursor], ['pages_do_not_end', null, null]);
    assert.deepEqual([await kept(), await shown()], [0, []]);
  });

  it('is dropped with the Item that the case leaves', async () => {
    await drain();
    await storedAccount(database.pool, onboardingId);
    assert.equal((await drain()).lookAgainSeconds, null);
    assert.equal(await kept(), 0);
  });

  it('of an applicant who is erased meanwhile stores nothing, although a page was in flight', async () => {
    await drain();
    const held = plaid.holdNext('readTransactions', 'after');
    const drained = drain();
    await held.reached;
    await transaction(database.pool, (tx) => eraseApplicant(tx, onboardingId));
    held.letGo();
    await assert.rejects(drained, { detail: { code: 'erased' } });
    assert.deepEqual([await kept(), await shown()], [0, []]);
  });

  it('is stored once by simultaneous calls', async () => {
    const drains = Array.from({ length: 3 }, () => drainToTheEnd());
    await Promise.all(drains);
    assert.deepEqual(await shown(), idsOf(all));
    assert.equal(await kept(), 0);
  });
});
