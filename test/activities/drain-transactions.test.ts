import assert from 'node:assert/strict';
import { listBankTransactions } from '../../db/data/bank-transactions.ts';
import { insertTransactionSync, transactionSyncOf } from '../../db/data/transaction-syncs.ts';
import type { Pool } from '../../db/pool.ts';
import { eraseDataKey } from '../../db/vault.ts';
import { Failure } from '../../domain/failure.ts';
import { transactionsFeed } from '../../domain/feed.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';
import { aTransaction } from '../support/plaid/strict-transactions.ts';

const day = 86_400;

describe('the transactions of an Item', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let onboardingId: string;
  let itemId: string;
  beforeEach(async () => {
    plaid = strictPlaid();
    onboardingId = await storedCase(database.pool, { products: ['transactions'] });
    ({ itemId } = await storedAccount(database.pool, onboardingId));
    await insertTransactionSync(database.pool, { itemId, onboardingId });
  });

  const drain = (pool: Pool = database.pool) => activitiesOn(pool, plaid).drainFeed(transactionsFeed(itemId));
  const stored = async () =>
    (await listBankTransactions(database.pool, testVault, { onboardingId, itemId, limit: 100 })).transactions;
  const idsStored = async () => new Set((await stored()).map(({ transactionId }) => transactionId));
  const syncOf = async () => await transactionSyncOf(database.pool, itemId);
  const idsOf = (...transactions: { transactionId: string }[]) =>
    new Set(transactions.map(({ transactionId }) => transactionId));

  it('are read page by page, and stored whole', async () => {
    plaid.transactions.pageSize = 2;
    const all = Array.from({ length: 5 }, (_, n) => aTransaction({ date: `2026-03-0${n + 1}` }));
    plaid.transactions.happens(...all);
    assert.deepEqual(await drain(), { events: 5, signalled: 0, lookAgainSeconds: day });
    assert.equal(plaid.calls.length, 3);
    assert.deepEqual(await stored(), all.toReversed());
    const sync = await syncOf();
    assert.equal(sync?.updateStatus, 'HISTORICAL_UPDATE_COMPLETE');
    assert.ok(sync.cursor && sync.readAt);
  });

  it('follow the bank from the stored cursor: added, modified, removed', async () => {
    const [kept, changed, gone] = [aTransaction(), aTransaction({ pending: true }), aTransaction()];
    plaid.transactions.happens(kept, changed, gone);
    await drain();
    const posted = { ...changed, pending: false, amountMinor: 1300 };
    const fresh = aTransaction();
    plaid.transactions.happens(posted, fresh);
    plaid.transactions.vanish(gone.transactionId);
    assert.equal((await drain()).events, 3);
    assert.deepEqual(await idsStored(), idsOf(kept, changed, fresh));
    assert.deepEqual(
      (await stored()).find(({ transactionId }) => transactionId === changed.transactionId),
      posted,
    );
    assert.equal((await drain()).events, 0);
  });

  it('begin an update again where the bank changes it between two pages, and drop the first try', async () => {
    plaid.transactions.pageSize = 1;
    const [phantom, real] = [aTransaction(), aTransaction()];
    plaid.transactions.happens(phantom, real);
    const held = plaid.holdNext('readTransactions', 'after');
    const drained = drain();
    await held.reached;
    plaid.transactions.vanish(phantom.transactionId);
    held.letGo();
    assert.equal((await drained).events, 1);
    assert.deepEqual(await idsStored(), idsOf(real));
  });

  it('are left for later, at their cursor, where the bank keeps changing them', async () => {
    plaid.transactions.pageSize = 1;
    plaid.transactions.happens(aTransaction());
    await drain();
    const { cursor } = (await syncOf()) ?? {};
    const read = plaid.gateway.readTransactions;
    plaid.transactions.happens(aTransaction(), aTransaction());
    plaid.gateway.readTransactions = (...asked) => {
      plaid.transactions.happens(aTransaction());
      return read(...asked);
    };
    await assert.rejects(drain(), { detail: { code: 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION' } });
    assert.equal((await syncOf())?.cursor, cursor);
    assert.equal((await stored()).length, 1);
    plaid.gateway.readTransactions = read;
    await drain();
    assert.ok((await stored()).length > 5);
  });

  it('are left for later where Plaid reports more and sends no cursor to it', async () => {
    const read = plaid.gateway.readTransactions;
    for (const cursor of [null, 'the-same']) {
      let asked = 0;
      plaid.gateway.readTransactions = async () => {
        asked += 1;
        return { stored: [aTransaction()], removed: [], unread: [], cursor, hasMore: true, updateStatus: null };
      };
      await assert.rejects(drain(), { kind: 'unavailable', detail: { code: 'cursor_stands_still' } });
      assert.ok(asked <= 2, `${asked} pages`);
    }
    assert.equal((await stored()).length, 0);
    plaid.gateway.readTransactions = read;
  });

  it('are read again soon while Plaid is still collecting', async () => {
    plaid.transactions.updateStatus = 'NOT_READY';
    assert.deepEqual(await drain(), { events: 0, signalled: 0, lookAgainSeconds: 60 });
    assert.deepEqual([(await syncOf())?.cursor, (await syncOf())?.updateStatus], [null, 'NOT_READY']);
    plaid.transactions.updateStatus = 'INITIAL_UPDATE_COMPLETE';
    plaid.transactions.happens(aTransaction());
    assert.equal((await drain()).lookAgainSeconds, 60);
    plaid.transactions.updateStatus = 'HISTORICAL_UPDATE_COMPLETE';
    assert.equal((await drain()).lookAgainSeconds, day);
  });

  it('two drains at once store an update once', async () => {
    plaid.transactions.happens(aTransaction(), aTransaction());
    const drains = await Promise.all([drain(), drain(), drain()]);
    assert.deepEqual(drains.map(({ events }) => events).toSorted(), [0, 0, 2]);
    assert.equal((await stored()).length, 2);
  });

  it('are not read before the owner is known, nor from an Item that the case has left', async () => {
    const other = await storedCase(database.pool, { products: ['transactions'] });
    const account = await storedAccount(database.pool, other);
    const over = { events: 0, signalled: 0, lookAgainSeconds: null };
    const early = activitiesOn(database.pool, plaid).drainFeed(transactionsFeed(account.itemId));
    assert.deepEqual(await early, over);
    await storedAccount(database.pool, onboardingId);
    assert.deepEqual(await drain(), over);
    assert.deepEqual(plaid.calls, []);
  });

  for (const [what, change] of [
    ['the case ended without money', `update onboardings set stage = 'closed', outcome = 'declined' where id = $1`],
    ['the applicant was erased', null],
  ] as const) {
    it(`end once ${what}`, async () => {
      if (change) await database.pool.query(change, [onboardingId]);
      else {
        const { rows } = await database.pool.query(
          'select data_key_id as id from applicants where onboarding_id = $1',
          [onboardingId],
        );
        await eraseDataKey(database.pool, rows[0].id);
      }
      assert.equal((await drain()).lookAgainSeconds, null);
      assert.deepEqual(plaid.calls, []);
    });
  }

  it('go on for a case that was funded', async () => {
    const funded = `update onboardings set stage = 'closed', outcome = 'funded' where id = $1`;
    await database.pool.query(funded, [onboardingId]);
    assert.equal((await drain()).lookAgainSeconds, day);
  });

  it('wait for a broken login, and show the error until a look succeeds', async () => {
    const broken = new Failure('needs-user', 'Sign in.', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
    plaid.failNext('readTransactions', 'before', broken);
    assert.deepEqual(await drain(), { events: 0, signalled: 0, lookAgainSeconds: day });
    assert.equal((await syncOf())?.error, 'ITEM_LOGIN_REQUIRED');
    await drain();
    assert.equal((await syncOf())?.error, null);
  });

  it('end where Plaid no longer knows the Item', async () => {
    const gone = new Failure('needs-user', 'Link again.', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
    plaid.failNext('readTransactions', 'before', gone);
    assert.equal((await drain()).lookAgainSeconds, null);
    assert.equal((await syncOf())?.error, 'ITEM_NOT_FOUND');
  });

  it('throw in an outage, so that Temporal retries', async () => {
    plaid.failNext('readTransactions', 'before', new Failure('unavailable', 'Away.', { code: 'INSTITUTION_DOWN' }));
    await assert.rejects(drain(), { kind: 'unavailable' });
    assert.equal((await syncOf())?.error, null);
  });

  for (const when of ['before', 'after'] as const) {
    it(`killed ${when} each of its statements, a drain loses nothing and repeats harmlessly`, async () => {
      plaid.transactions.pageSize = 2;
      let statements = 0;
      for (;;) {
        const [one, two, three] = [aTransaction(), aTransaction(), aTransaction()];
        plaid.transactions.happens(one, two, three);
        const dying = dyingPool(database.pool, statements + 1, when);
        await drain(dying.pool).catch(() => {});
        if (dying.diedAt === null) break;
        plaid.transactions.vanish(two.transactionId);
        await untilDone(() => drain());
        const ids = await idsStored();
        assert.ok(ids.has(one.transactionId) && ids.has(three.transactionId), dying.diedAt);
        assert.ok(!ids.has(two.transactionId), dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 10, `only ${statements} statements were tried`);
    });
  }
});
