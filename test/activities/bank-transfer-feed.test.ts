import assert from 'node:assert/strict';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { readCursor } from '../../db/feeds/feeds.ts';
import { transaction } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import type { BankTransferEvent } from '../../plaid/gateway.ts';
import type { MicroDepositSignal, Signalled } from '../../temporal/case-client.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { storedAccount, storedCase } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { aBankTransferEvent, asTheBankSays } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const noon = '2026-03-05T12:00:00.000Z';

describe('W7: the bank-transfer feed', () => {
  let database: TestDatabase;
  let plaid: StrictPlaid;
  let told: MicroDepositSignal[];
  let closed: Set<string>;
  let away: Set<string>;
  beforeEach(async () => {
    database = await freshDatabase();
    plaid = strictPlaid();
    told = [];
    closed = new Set();
    away = new Set();
  });
  afterEach(() => database.drop());

  const drainOn = (pool = database.pool) => {
    const transferMoved = async () => assert.fail('no transfers');
    const microDepositsMoved = async (news: MicroDepositSignal): Promise<Signalled> => {
      if (away.has(news.onboardingId)) throw new Error('no worker, no case');
      if (closed.has(news.onboardingId)) return 'over';
      told.push(news);
      return 'signalled';
    };
    return activitiesOn(pool, plaid, { cases: { transferMoved, microDepositsMoved } }).drainFeed('bank-transfer');
  };
  const happens = (eventId: bigint, accountId: string, type: string, more: Partial<BankTransferEvent> = {}) =>
    plaid.bankTransferEvents.push(aBankTransferEvent({ eventId, accountId, type, ...more }));
  async function linked(): Promise<{ onboardingId: string; accountId: string }> {
    const onboardingId = await storedCase(database.pool);
    return { onboardingId, accountId: (await storedAccount(database.pool, onboardingId)).accountId };
  }
  const cursor = () => transaction(database.pool, (tx) => readCursor(tx, 'bank-transfer'));
  const countOf = async (where: string) =>
    (await database.pool.query(`select from bank_transfer_events where ${where}`)).rowCount;
  const news = () => told.map(({ accountId, moved, eventIds }) => ({ accountId, moved, eventIds }));

  it('reads until a page is empty, over gaps, and signals each case once for all its events', async () => {
    const [one, two] = [await linked(), await linked()];
    plaid.pageSize = 2;
    happens(3n, one.accountId, 'pending');
    happens(9n, two.accountId, 'posted');
    happens(10n, one.accountId, 'posted');
    happens(2n ** 63n, one.accountId, 'reversed', { failure: asTheBankSays('R03') });
    assert.deepEqual(await drainOn(), { events: 4, signalled: 2, lookAgainSeconds: 60 });
    assert.equal(plaid.calls.length, 3);
    assert.equal(await cursor(), 2n ** 63n);
    // The drain signals cases in parallel.
    told.sort((a, b) => b.eventIds.length - a.eventIds.length);
    const reversed = { moved: 'reversed', at: noon, returnCode: 'R03' };
    const ids = ['bank-transfer/3', 'bank-transfer/10', `bank-transfer/${2n ** 63n}`];
    assert.deepEqual(told, [
      { onboardingId: one.onboardingId, accountId: one.accountId, ...reversed, eventIds: ids },
      {
        ...{ onboardingId: two.onboardingId, accountId: two.accountId, moved: 'posted', at: noon, returnCode: null },
        eventIds: ['bank-transfer/9'],
      },
    ]);
    assert.deepEqual(await drainOn(), { events: 0, signalled: 0, lookAgainSeconds: 60 });
    assert.equal(told.length, 2);
  });

  it('stores the events, to the cent', async () => {
    const { accountId } = await linked();
    const debit = { bankTransferId: 'bank-transfer-7', direction: 'debit', amountCents: 12, currency: 'USD' };
    happens(1n, accountId, 'failed', { ...debit, failure: asTheBankSays(null) });
    happens(2n, accountId, 'posted', { amountCents: null, failure: { code: null, description: 'closed' } });
    await drainOn();
    const { rows } = await database.pool.query(
      `select bank_transfer_id, direction, amount_cents, currency, failure_description from bank_transfer_events
       order by event_id`,
    );
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['bank-transfer-7', 'debit', 12, 'USD', null],
        ['bank-transfer-1', 'credit', null, 'USD', 'closed'],
      ],
    );
  });

  it('sends no signal for pending deposits, unknown types, and a state that the case knows', async () => {
    const { accountId } = await linked();
    happens(1n, accountId, 'pending');
    happens(2n, accountId, 'levitated');
    assert.equal((await drainOn()).signalled, 0);
    happens(3n, accountId, 'reversed');
    assert.equal((await drainOn()).signalled, 1);
    happens(4n, accountId, 'posted');
    happens(5n, accountId, 'reversed');
    assert.equal((await drainOn()).signalled, 0);
    assert.equal(told.length, 1);
    assert.equal(await countOf('signalled_at is null'), 0);
  });

  it('signals a case again when a further deposit was sent later', async () => {
    const { accountId } = await linked();
    happens(1n, accountId, 'posted');
    await drainOn();
    happens(2n, accountId, 'posted', { at: new Date('2026-03-06T12:00:00Z') });
    await drainOn();
    assert.deepEqual(
      told.map(({ at }) => at),
      [noon, '2026-03-06T12:00:00.000Z'],
    );
  });

  it('stores events of an unknown account, and signals its case once the account is on record', async () => {
    happens(1n, 'account-early', 'posted');
    happens(2n, 'account-of-nobody', 'posted');
    assert.deepEqual(await drainOn(), { events: 2, signalled: 0, lookAgainSeconds: 60 });
    const onboardingId = await storedCase(database.pool);
    await transaction(database.pool, (tx) => insertPlaidId(tx, 'account', 'account-early', onboardingId));
    assert.deepEqual(await drainOn(), { events: 0, signalled: 1, lookAgainSeconds: 60 });
    assert.deepEqual(news(), [{ accountId: 'account-early', moved: 'posted', eventIds: ['bank-transfer/1'] }]);
    assert.equal((await drainOn()).signalled, 0);
    assert.equal(await countOf('signalled_at is null'), 1);
  });

  it('does not come back to a case that has closed', async () => {
    const { onboardingId, accountId } = await linked();
    closed.add(onboardingId);
    happens(1n, accountId, 'reversed');
    assert.deepEqual(await drainOn(), { events: 1, signalled: 0, lookAgainSeconds: 60 });
    assert.equal(await countOf('signalled_at is null'), 0);
  });

  it('stores an event that comes below the cursor, and a repeated one once', async () => {
    const { accountId } = await linked();
    happens(20n, accountId, 'posted');
    await drainOn();
    const [posted] = plaid.bankTransferEvents;
    assert.ok(posted);
    plaid.gateway.readBankTransferEvents = async () => ({
      events: [posted, { ...posted, eventId: 18n, type: 'reversed' }],
      unread: [],
      hasMore: true,
    });
    assert.equal((await drainOn()).events, 1);
    assert.equal(await cursor(), 20n);
    assert.deepEqual(news().at(-1), { accountId, moved: 'reversed', eventIds: ['bank-transfer/18'] });
  });

  it('reads a long backlog in several calls, and says that it has not finished', async () => {
    const { accountId } = await linked();
    plaid.pageSize = 1;
    for (let eventId = 1n; eventId <= 15n; eventId++) happens(eventId, accountId, 'pending');
    assert.deepEqual(await drainOn(), { events: 10, signalled: 0, lookAgainSeconds: 0 });
    assert.deepEqual(await drainOn(), { events: 5, signalled: 0, lookAgainSeconds: 60 });
  });

  it('counts its ids apart from those of the transfer feed', async () => {
    const { accountId } = await linked();
    happens(5n, accountId, 'posted');
    await drainOn();
    assert.equal(await transaction(database.pool, (tx) => readCursor(tx, 'transfer')), 0n);
    assert.equal(await cursor(), 5n);
  });

  it('signals the others where one case cannot be signalled, and retries only that one', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, linked));
    for (const [at, { accountId }] of cases.entries()) happens(BigInt(at + 1), accountId, 'posted');
    const silent = cases[3];
    assert.ok(silent);
    away.add(silent.onboardingId);
    await assert.rejects(drainOn(), /no worker/);
    assert.equal(told.length, 11);
    away.clear();
    told = [];
    assert.equal((await drainOn()).signalled, 1);
    assert.deepEqual(news(), [{ accountId: silent.accountId, moved: 'posted', eventIds: ['bank-transfer/4'] }]);
  });

  it('signals for the pages that it has read, although the next page cannot be read', async () => {
    const { onboardingId, accountId } = await linked();
    plaid.pageSize = 1;
    happens(1n, accountId, 'posted');
    happens(2n, accountId, 'posted');
    const lost = new Failure('bug', 'Not as documented.', { code: 'unexpected_answer' });
    plaid.failNext('readBankTransferEvents', 'before', lost, 2);
    await assert.rejects(drainOn(), lost);
    assert.deepEqual(
      told.map((one) => one.onboardingId),
      [onboardingId],
    );
  });

  it('stores nothing of a page whose transaction failed', async () => {
    happens(1n, 'account-of-nobody', 'posted');
    const fault = plaid.failNext('readBankTransferEvents', 'after');
    await assert.rejects(drainOn(), { kind: 'uncertain' });
    assert.deepEqual([fault.fired, await cursor(), await countOf('true')], [true, 0n, 0]);
    assert.equal((await drainOn()).events, 1);
  });

  for (const when of ['before', 'after'] as const) {
    it(`killed ${when} each of its statements, it loses nothing and repeats harmlessly`, async () => {
      let statements = 0;
      for (let eventId = 0n; ; eventId += 10n) {
        const { accountId } = await linked();
        for (const [at, type] of ['pending', 'posted', 'reversed'].entries()) {
          happens(eventId + BigInt(at + 1), accountId, type);
        }
        told = [];
        const dying = dyingPool(database.pool, statements + 1, when);
        await drainOn(dying.pool).catch(() => {});
        if (dying.diedAt === null) break;
        await untilDone(() => drainOn());
        assert.ok(told.length > 0, dying.diedAt);
        assert.deepEqual(new Set(told.map(({ moved }) => moved)), new Set(['reversed']), dying.diedAt);
        assert.equal(await countOf('signalled_at is null'), 0, dying.diedAt);
        assert.equal(await cursor(), eventId + 3n, dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 10, `only ${statements} statements were tried`);
    });
  }
});
