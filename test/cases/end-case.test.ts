import assert from 'node:assert/strict';
import { endCase, endingOnRecord } from '../../cases/end-case.ts';
import { recordStanding } from '../../cases/record-state.ts';
import { moveStage } from '../../db/case/stages.ts';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { applyTransferEvents } from '../../db/transfers/transfers.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';

const left = { outcome: 'abandoned', reason: 'link_expired' } as const;

describe('endCase', () => {
  const database = ownDatabase();

  it('ends the case, and returns the ending on record at every repeat', async () => {
    const onboardingId = await storedCase(database.pool);
    assert.equal(await endingOnRecord(database.pool, onboardingId), null);
    assert.deepEqual(await endCase(database.pool, { onboardingId, step: 2, ...left }), left);
    const rejected = { outcome: 'rejected', reason: 'review_rejected' } as const;
    assert.deepEqual(await endCase(database.pool, { onboardingId, step: 3, ...rejected }), left);
    assert.deepEqual(await endingOnRecord(database.pool, onboardingId), left);
  });

  it('ends a case whose money came back as returned, with the reason of the bank', async () => {
    const onboardingId = await storedCase(database.pool);
    const transferId = await storedTransfer(database.pool, onboardingId);
    await moveStage(database.pool, { onboardingId, step: 5, stage: 'transferring' });
    const returned = aTransferEvent({ eventId: 1n, transferId, type: 'returned', failure: asTheBankSays('R03') });
    await insertTransferEvents(database.pool, [returned]);
    const state = await applyTransferEvents(database.pool, transferId);
    assert.ok(state);
    await recordStanding(database.pool, state);
    assert.equal(await endingOnRecord(database.pool, onboardingId), null, 'the case asks for another account');
    const ending = { outcome: 'returned', reason: 'R03' };
    assert.deepEqual(await endCase(database.pool, { onboardingId, step: 6, ...left }), ending);
    assert.deepEqual(await endingOnRecord(database.pool, onboardingId), ending);
  });
});
