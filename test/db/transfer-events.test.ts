import assert from 'node:assert/strict';
import { markSignalled, moveCursor, readCursor } from '../../db/feeds/feeds.ts';
import { insertTransferEvents, unsignalledTransfers } from '../../db/feeds/transfer-events.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { aTransferEvent } from '../support/plaid/feed-events.ts';

const event = (eventId: bigint, transferId: string | null, type = 'posted') =>
  aTransferEvent({ eventId, transferId, type });

describe('transfer feed', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  const cursor = () => transaction(database.pool, (tx) => readCursor(tx, 'transfer'));
  const countEvents = async () => (await database.pool.query('select from transfer_events')).rowCount;
  async function storePage(tx: Db, events: ReturnType<typeof event>[]): Promise<void> {
    await readCursor(tx, 'transfer');
    await insertTransferEvents(tx, events);
    await moveCursor(tx, 'transfer', events.at(-1)?.eventId ?? 0n);
  }

  it('begins before the first event', async () => {
    assert.equal(await cursor(), 0n);
  });

  it('stores a page with its cursor, up to the last of 64 bits', async () => {
    const last = 2n ** 64n - 1n;
    await transaction(database.pool, (tx) => storePage(tx, [event(7n, 't'), event(last, 't')]));
    assert.equal(await cursor(), last);
    assert.equal(await countEvents(), 2);
  });

  it('keeps neither events nor cursor of a page that failed', async () => {
    await transaction(database.pool, (tx) => storePage(tx, [event(1n, 't')]));
    const failed = transaction(database.pool, async (tx) => {
      await storePage(tx, [event(2n, 't'), event(3n, 't')]);
      throw new Error('failed');
    });
    await assert.rejects(failed, /failed/);
    assert.equal(await cursor(), 1n);
    assert.equal(await countEvents(), 1);
  });

  it('accepts a page twice, and never moves the cursor back', async () => {
    const page = [event(4n, 't'), event(6n, 't')];
    await transaction(database.pool, (tx) => storePage(tx, page));
    assert.equal(await insertTransferEvents(database.pool, [...page, event(5n, 't')]), 1);
    await moveCursor(database.pool, 'transfer', 4n);
    assert.equal(await cursor(), 6n);
  });

  it('lets two drains take turns', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () =>
        transaction(database.pool, async (tx) => {
          const next = (await readCursor(tx, 'transfer')) + 1n;
          await insertTransferEvents(tx, [event(next, 't')]);
          await moveCursor(tx, 'transfer', next);
        }),
      ),
    );
    assert.equal(await cursor(), 8n);
    assert.equal(await countEvents(), 8);
  });

  it('gives each case its events in one batch, once', async () => {
    const one = await storedCase(database.pool);
    const two = await storedCase(database.pool);
    const first = await storedTransfer(database.pool, one);
    const second = await storedTransfer(database.pool, two);
    await insertTransferEvents(database.pool, [event(1n, first), event(2n, second), event(10n, first, 'settled')]);
    assert.deepEqual(await unsignalledTransfers(database.pool, 10), [
      { onboardingId: one, transferId: first, eventIds: ['1', '10'] },
      { onboardingId: two, transferId: second, eventIds: ['2'] },
    ]);
    await markSignalled(database.pool, 'transfer', ['1', '10']);
    assert.deepEqual(await unsignalledTransfers(database.pool, 10), [
      { onboardingId: two, transferId: second, eventIds: ['2'] },
    ]);
  });

  it('keeps the events of a transfer that is not known yet', async () => {
    const onboardingId = await storedCase(database.pool);
    const early = [event(1n, 'transfer-early'), event(2n, 'transfer-early', 'settled')];
    await insertTransferEvents(database.pool, early);
    assert.deepEqual(await unsignalledTransfers(database.pool, 10), []);
    const transferId = await storedTransfer(database.pool, onboardingId, 'transfer-early');
    assert.deepEqual(await unsignalledTransfers(database.pool, 10), [
      { onboardingId, transferId, eventIds: ['1', '2'] },
    ]);
  });

  it('lists the transfers whose events are oldest, as many as were asked for', async () => {
    const [one, two] = [await storedCase(database.pool), await storedCase(database.pool)];
    const [first, second] = [await storedTransfer(database.pool, one), await storedTransfer(database.pool, two)];
    await insertTransferEvents(database.pool, [event(1n, second), event(2n, first)]);
    assert.deepEqual(await unsignalledTransfers(database.pool, 1), [
      { onboardingId: two, transferId: second, eventIds: ['1'] },
    ]);
  });

  it('skips sweeps and refunds', async () => {
    const onboardingId = await storedCase(database.pool);
    const transferId = await storedTransfer(database.pool, onboardingId);
    const silent = [event(1n, null, 'sweep.settled'), event(2n, transferId, 'refund.settled')];
    await insertTransferEvents(database.pool, [...silent, event(3n, transferId, 'settled')]);
    assert.deepEqual(await unsignalledTransfers(database.pool, 10), [{ onboardingId, transferId, eventIds: ['3'] }]);
  });
});
