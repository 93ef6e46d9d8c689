import assert from 'node:assert/strict';
import { itemOfCase } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { readCursor } from '../../db/feeds/feeds.ts';
import { transaction } from '../../db/pool.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { eraseDataKey } from '../../db/vault.ts';
import type { TransferChange } from '../../domain/transfers/transfer-change.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { storedCase, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('W7: the transfer feed', () => {
  let database: TestDatabase;
  let plaid: StrictPlaid;
  let told: TransferChange[];
  /** Cases that cannot be signalled for now. */
  let away: Set<string>;
  beforeEach(async () => {
    database = await freshDatabase();
    plaid = strictPlaid();
    told = [];
    away = new Set();
  });
  afterEach(() => database.drop());

  const drainOn = (pool = database.pool) => {
    const transferMoved = async (news: TransferChange) => {
      if (away.has(news.onboardingId)) throw new Error('no worker, no case');
      told.push(news);
    };
    return activitiesOn(pool, plaid, {
      cases: { transferMoved, microDepositsMoved: async () => assert.fail('no micro-deposits') },
    }).drainFeed('transfer');
  };
  const happens = (eventId: bigint, transferId: string | null, type: string, code: string | null = null) => {
    plaid.events.push(aTransferEvent({ eventId, transferId, type, failure: asTheBankSays(code) }));
  };
  async function moving(): Promise<{ onboardingId: string; transferId: string }> {
    const onboardingId = await storedCase(database.pool);
    return { onboardingId, transferId: await storedTransfer(database.pool, onboardingId) };
  }
  const cursor = () => transaction(database.pool, (tx) => readCursor(tx, 'transfer'));
  const countOf = async (where: string) =>
    (await database.pool.query(`select from transfer_events where ${where}`)).rowCount;
  const statusOf = async (onboardingId: string) => (await transferOfCase(database.pool, onboardingId))?.status;
  const news = () => told.map(({ onboardingId, standing, eventIds }) => ({ onboardingId, standing, eventIds }));

  it('keeps the kinds of event that Plaid added for guarantees, or that we do not know, and moves no transfer', async () => {
    const { onboardingId, transferId } = await moving();
    const kinds = [
      'guaranteed',
      'guarantee_reimbursed',
      'client_return_recovered',
      'plaid_return_recovered',
      'levitated',
    ];
    for (const [at, kind] of kinds.entries()) happens(BigInt(at + 1), transferId, kind);
    happens(9n, transferId, 'funds_available');
    const { events, signalled } = await drainOn();
    assert.deepEqual([events, signalled], [6, 1]);
    const { rows } = await database.pool.query('select type from transfer_events order by event_id');
    assert.deepEqual(
      rows.map(({ type }) => type),
      [...kinds, 'funds_available'],
    );
    assert.equal(await statusOf(onboardingId), 'funds_available');
  });

  it('reads page after page over gaps, and signals each case once for all its events', async () => {
    const [one, two] = [await moving(), await moving()];
    plaid.pageSize = 2;
    happens(3n, one.transferId, 'posted');
    happens(9n, two.transferId, 'failed');
    happens(10n, one.transferId, 'settled');
    happens(500n, null, 'sweep.posted');
    happens(2n ** 63n, one.transferId, 'funds_available');
    assert.deepEqual(await drainOn(), { events: 5, signalled: 2, lookAgainSeconds: 60 });
    assert.equal(plaid.calls.length, 3);
    assert.equal(await cursor(), 2n ** 63n);
    // The drain signals cases in parallel.
    told.sort((a, b) => b.eventIds.length - a.eventIds.length);
    assert.deepEqual(news(), [
      { onboardingId: one.onboardingId, standing: 'funded', eventIds: ['3', '10', String(2n ** 63n)] },
      { onboardingId: two.onboardingId, standing: 'failed', eventIds: ['9'] },
    ]);
    assert.equal(told[0]?.transferId, one.transferId);
    const item = await itemOfCase(database.pool, testVault, one.onboardingId);
    assert.equal(told[0]?.itemId, item?.itemId);
    assert.equal(told[0]?.tenantId, 'ten_test');
    const stages = [await loadCase(database.pool, one.onboardingId), await loadCase(database.pool, two.onboardingId)];
    assert.deepEqual(
      stages.map((found) => [found?.stage, found?.outcome]),
      [
        ['watching_returns', 'funded'],
        ['closed', 'failed'],
      ],
    );
    assert.deepEqual(await drainOn(), { events: 0, signalled: 0, lookAgainSeconds: 60 });
    assert.equal(told.length, 2);
  });

  it('stores an event that comes below the cursor, and ends although Plaid promises more', async () => {
    const { onboardingId, transferId } = await moving();
    happens(20n, transferId, 'posted');
    await drainOn();
    const [posted] = plaid.events;
    assert.ok(posted);
    let pages = 0;
    plaid.gateway.readTransferEvents = async () => {
      pages += 1;
      return { events: [posted, { ...posted, eventId: 18n, type: 'funds_available' }], unread: [], hasMore: true };
    };
    assert.equal((await drainOn()).events, 1);
    assert.equal(pages, 1);
    assert.equal(await cursor(), 20n);
    assert.deepEqual(news(), [{ onboardingId, standing: 'funded', eventIds: ['18'] }]);
  });

  it('reads a long backlog in several calls, and says that it has not finished', async () => {
    const { transferId } = await moving();
    plaid.pageSize = 1;
    for (let eventId = 1n; eventId <= 15n; eventId++) happens(eventId, transferId, 'posted', null);
    assert.deepEqual(await drainOn(), { events: 10, signalled: 0, lookAgainSeconds: 0 });
    assert.deepEqual(await drainOn(), { events: 5, signalled: 0, lookAgainSeconds: 60 });
  });

  it('sends no signal for money in flight, sweeps, refunds and unknown types', async () => {
    const { onboardingId, transferId } = await moving();
    happens(1n, transferId, 'pending');
    happens(2n, transferId, 'posted');
    happens(3n, null, 'sweep.returned');
    happens(4n, transferId, 'refund.returned', 'R02');
    happens(5n, transferId, 'return_swept');
    happens(6n, transferId, 'unheard_of');
    assert.deepEqual(await drainOn(), { events: 6, signalled: 0, lookAgainSeconds: 60 });
    assert.deepEqual(told, []);
    assert.equal(await statusOf(onboardingId), 'posted');
    assert.equal(await countOf('signalled_at is null'), 0);
  });

  it('stores events of an unknown transfer, and signals its case once the transfer is on record', async () => {
    happens(1n, 'transfer-early', 'settled');
    happens(2n, 'transfer-early', 'funds_available');
    happens(3n, 'transfer-of-nobody', 'settled');
    assert.deepEqual(await drainOn(), { events: 3, signalled: 0, lookAgainSeconds: 60 });
    const onboardingId = await storedCase(database.pool);
    await storedTransfer(database.pool, onboardingId, 'transfer-early');
    assert.deepEqual(await drainOn(), { events: 0, signalled: 1, lookAgainSeconds: 60 });
    assert.deepEqual(news(), [{ onboardingId, standing: 'funded', eventIds: ['1', '2'] }]);
    assert.equal(await statusOf(onboardingId), 'funds_available');
    assert.equal((await drainOn()).signalled, 0);
    assert.equal(await countOf('signalled_at is null'), 1);
  });

  it('signals the others where one case cannot be signalled, and retries only that one', async () => {
    const cases: string[] = [];
    for (let i = 1; i <= 25; i++) {
      const { onboardingId, transferId } = await moving();
      cases.push(onboardingId);
      happens(BigInt(i), transferId, 'failed', 'R01');
    }
    const silent = cases[3] ?? '';
    away.add(silent);
    await assert.rejects(drainOn(), /no worker/);
    assert.deepEqual(new Set(told.map((one) => one.onboardingId)), new Set(cases.filter((id) => id !== silent)));
    away.clear();
    told = [];
    assert.equal((await drainOn()).signalled, 1);
    assert.deepEqual(news(), [{ onboardingId: silent, standing: 'failed', eventIds: ['4'] }]);
  });

  it('signals a case whose applicant was erased', async () => {
    const { onboardingId, transferId } = await moving();
    const { rows } = await database.pool.query<{ id: string }>('select data_key_id as id from applicants');
    await eraseDataKey(database.pool, rows[0]?.id ?? '');
    happens(1n, transferId, 'returned', 'R05');
    await drainOn();
    assert.deepEqual(news(), [{ onboardingId, standing: 'returned', eventIds: ['1'] }]);
  });

  it('stores nothing of a page whose transaction failed', async () => {
    const { transferId } = await moving();
    happens(1n, transferId, 'settled');
    const fault = plaid.failNext('readTransferEvents', 'after');
    await assert.rejects(drainOn(), { kind: 'uncertain' });
    assert.deepEqual([fault.fired, await cursor(), await countOf('true')], [true, 0n, 0]);
    assert.equal((await drainOn()).events, 1);
  });

  it('two drains at once store every event and signal every case', async () => {
    plaid.pageSize = 1;
    const { onboardingId, transferId } = await moving();
    happens(1n, transferId, 'settled');
    happens(2n, transferId, 'funds_available');
    const drains = await Promise.all([drainOn(), drainOn(), drainOn()]);
    assert.equal(
      drains.reduce((sum, { events }) => sum + events, 0),
      2,
    );
    assert.deepEqual(told.at(-1)?.standing, 'funded');
    assert.equal(await statusOf(onboardingId), 'funds_available');
    assert.equal(await countOf('signalled_at is null'), 0);
  });

  for (const when of ['before', 'after'] as const) {
    it(`killed ${when} each of its statements, it loses nothing and repeats harmlessly`, async () => {
      plaid.pageSize = 2;
      let statements = 0;
      for (let eventId = 0n; ; eventId += 10n) {
        const { onboardingId, transferId } = await moving();
        const types = ['posted', 'settled', 'funds_available'];
        for (const [at, type] of types.entries()) happens(eventId + BigInt(at + 1), transferId, type);
        told = [];
        const dying = dyingPool(database.pool, statements + 1, when);
        await drainOn(dying.pool).catch(() => {});
        if (dying.diedAt === null) break;
        await untilDone(() => drainOn());
        const heard = news().filter((one) => one.onboardingId === onboardingId);
        assert.ok(heard.length > 0, dying.diedAt);
        assert.equal(heard.at(-1)?.standing, 'funded', dying.diedAt);
        const ids = heard.flatMap(({ eventIds }) => eventIds);
        assert.deepEqual(new Set(ids), new Set(types.map((_, at) => String(eventId + BigInt(at + 1)))), dying.diedAt);
        assert.equal(await countOf('signalled_at is null'), 0, dying.diedAt);
        assert.equal(await cursor(), eventId + 3n, dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 20, `only ${statements} statements were tried`);
    });
  }
});
