import assert from 'node:assert/strict';
import fc from 'fast-check';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { transaction } from '../../db/pool.ts';
import { applyTransferEvents, insertTransfer, transferOfCase, updateTransfer } from '../../db/transfers/transfers.ts';
import type { TransferStatus } from '../../domain/transfers/transfer.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { lockWaited } from '../support/database/lock-waited.ts';
import { aTransferEvent } from '../support/plaid/feed-events.ts';

describe('transfers', () => {
  const database = ownDatabase();
  let eventId = 0n;

  const apply = (transferId: string) => transaction(database.pool, (tx) => applyTransferEvents(tx, transferId));
  const event = (transferId: string, type: string, failure: { code: string; description: string } | null = null) =>
    aTransferEvent({ eventId: ++eventId, transferId, type, failure });

  async function aTransfer(direction: 'debit' | 'credit' = 'debit') {
    const onboardingId = await storedCase(database.pool, { funding: { direction } });
    return { onboardingId, transferId: await storedTransfer(database.pool, onboardingId) };
  }

  it('are recorded once, with their plaidId', async () => {
    const { onboardingId, transferId } = await aTransfer();
    const transfer = await transferOfCase(database.pool, onboardingId);
    assert.ok(transfer);
    assert.equal(transfer.transferId, transferId);
    assert.equal(await caseOfId(database.pool, 'transfer', transferId), onboardingId);
    await insertTransfer(database.pool, { ...transfer, status: 'failed' });
    assert.deepEqual(await transferOfCase(database.pool, onboardingId), transfer);
  });

  it('are limited to one per transferNumber of a case', async () => {
    const { onboardingId } = await aTransfer();
    const transfer = await transferOfCase(database.pool, onboardingId);
    assert.ok(transfer);
    const second = insertTransfer(database.pool, { ...transfer, transferId: 'transfer-second' });
    await assert.rejects(second, { code: '23505' });
  });

  const stories: { direction: 'debit' | 'credit'; types: string[]; status: TransferStatus; standing: string }[] = [
    { direction: 'debit', types: ['pending', 'posted'], status: 'posted', standing: 'moving' },
    { direction: 'debit', types: ['pending', 'posted', 'settled'], status: 'settled', standing: 'moving' },
    { direction: 'credit', types: ['posted', 'settled'], status: 'settled', standing: 'funded' },
    { direction: 'debit', types: ['settled', 'funds_available'], status: 'funds_available', standing: 'funded' },
    { direction: 'debit', types: ['posted', 'failed'], status: 'failed', standing: 'failed' },
    { direction: 'debit', types: ['settled', 'funds_available', 'returned'], status: 'returned', standing: 'returned' },
    { direction: 'debit', types: ['settled', 'refund.returned'], status: 'settled', standing: 'moving' },
  ];
  for (const { direction, types, status, standing } of stories) {
    it(`${direction} ${types.join(', ')}: ${standing}, in whatever order and pages the events come`, async () => {
      const told = fc.shuffledSubarray(types, { minLength: types.length });
      await fc.assert(
        fc.asyncProperty(told, fc.boolean(), async (order, oneByOne) => {
          const { onboardingId, transferId } = await aTransfer(direction);
          const events = order.map((type) => event(transferId, type));
          for (const page of oneByOne ? events.map((one) => [one]) : [events, events]) {
            await insertTransferEvents(database.pool, page);
            await apply(transferId);
          }
          const state = await apply(transferId);
          assert.deepEqual([state?.status, state?.standing, state?.onboardingId], [status, standing, onboardingId]);
        }),
        { numRuns: 6 },
      );
    });
  }

  it('keep the failure of the deciding event, whichever came first', async () => {
    const { onboardingId, transferId } = await aTransfer();
    const failure = { code: 'R10', description: 'Unauthorized' };
    await insertTransferEvents(database.pool, [event(transferId, 'returned', failure), event(transferId, 'settled')]);
    await apply(transferId);
    assert.deepEqual((await transferOfCase(database.pool, onboardingId))?.failure, failure);
  });

  it('are not ours before they are recorded', async () => {
    assert.equal(await apply('transfer-unknown'), null);
  });

  it('let a read wait for events that are being applied', async () => {
    const { onboardingId, transferId } = await aTransfer();
    const windows = { standard: null, unauthorized: null };
    const read = { transferId, network: 'ach', status: 'posted' as const, windows, failure: null };
    let updated: Promise<unknown> | undefined;
    await transaction(database.pool, async (tx) => {
      await insertTransferEvents(tx, [event(transferId, 'returned')]);
      await applyTransferEvents(tx, transferId);
      updated = transaction(database.pool, (other) => updateTransfer(other, read));
      await lockWaited(database.pool);
    });
    await updated;
    assert.equal((await transferOfCase(database.pool, onboardingId))?.status, 'returned');
  });

  it('take windows and network from a read, but not an older status', async () => {
    const { onboardingId, transferId } = await aTransfer();
    await insertTransferEvents(database.pool, [event(transferId, 'settled')]);
    await apply(transferId);
    const windows = { standard: '2026-03-04', unauthorized: '2026-05-27' };
    const read = { transferId, network: 'same-day-ach', status: 'posted' as const, windows, failure: null };
    const state = await transaction(database.pool, (tx) => updateTransfer(tx, read));
    assert.deepEqual([state.status, state.watchUntil], ['settled', new Date('2026-05-28T05:00:00Z')]);
    const transfer = await transferOfCase(database.pool, onboardingId);
    assert.deepEqual([transfer?.network, transfer?.windows], ['same-day-ach', windows]);
  });
});
