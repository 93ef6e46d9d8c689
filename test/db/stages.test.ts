import assert from 'node:assert/strict';
import { loadCase } from '../../db/onboardings.ts';
import { moveStage, recordStanding } from '../../db/stages.ts';
import { readTimeline } from '../../db/timeline.ts';
import { insertTransferEvents } from '../../db/transfer-events.ts';
import { applyTransferEvents } from '../../db/transfers.ts';
import type { Outcome } from '../../domain/onboarding.ts';
import type { Standing } from '../../domain/transfer.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { asTheBankSays, aTransferEvent } from '../support/feed-events.ts';
import { storedCase, storedTransfer } from '../support/stored-case.ts';

const watchUntil = new Date('2026-06-01T00:00:00Z');

describe('moveStage', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  const words = async (onboardingId: string) =>
    (await readTimeline(database.pool, onboardingId, { limit: 50 })).map(({ what }) => what);

  it('moves forward, also from a step that took several tries', async () => {
    const onboardingId = await storedCase(database.pool);
    assert.ok(await moveStage(database.pool, { onboardingId, step: 0, stage: 'awaiting_link' }));
    assert.ok(await moveStage(database.pool, { onboardingId, step: 4, stage: 'matching_identity' }));
    const until = new Date('2026-04-01T00:00:00Z');
    assert.ok(
      await moveStage(database.pool, {
        onboardingId,
        step: 4,
        stage: 'in_review',
        waitingFor: 'a review',
        waitingUntil: until,
      }),
    );
    const record = await loadCase(database.pool, onboardingId);
    assert.deepEqual(
      { stage: record?.stage, step: record?.step, for: record?.waitingFor, until: record?.waitingUntil },
      { stage: 'in_review', step: 4, for: 'a review', until },
    );
    assert.deepEqual(await words(onboardingId), ['starting', 'awaiting_link', 'matching_identity', 'in_review']);
  });

  it('is not moved back by a late retry of an earlier step', async () => {
    const onboardingId = await storedCase(database.pool);
    await moveStage(database.pool, { onboardingId, step: 3, stage: 'authorizing' });
    assert.equal(await moveStage(database.pool, { onboardingId, step: 2, stage: 'matching_identity' }), false);
    assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'authorizing');
    assert.deepEqual(await words(onboardingId), ['starting', 'authorizing']);
  });

  it('notes a repeated move once, and clears what the case waited for', async () => {
    const onboardingId = await storedCase(database.pool);
    await moveStage(database.pool, { onboardingId, step: 1, stage: 'repairing_link', waitingFor: 'a repair' });
    for (let i = 0; i < 3; i++) await moveStage(database.pool, { onboardingId, step: 2, stage: 'authorizing' });
    assert.equal((await loadCase(database.pool, onboardingId))?.waitingFor, null);
    assert.deepEqual(await words(onboardingId), ['starting', 'repairing_link', 'authorizing']);
  });

  it('closes once: the first ending stands, whatever its step', async () => {
    const onboardingId = await storedCase(database.pool);
    const closed = { onboardingId, stage: 'closed' } as const;
    assert.ok(await moveStage(database.pool, { ...closed, step: 2, outcome: 'rejected', reason: 'owner_conflict' }));
    assert.equal(await moveStage(database.pool, { ...closed, step: 9, outcome: 'cancelled' }), false);
    const record = await loadCase(database.pool, onboardingId);
    assert.deepEqual([record?.outcome, record?.reason], ['rejected', 'owner_conflict']);
  });

  it('cannot close without an outcome, nor give one to an open case', async () => {
    const onboardingId = await storedCase(database.pool);
    const violated = { code: '23514' };
    await assert.rejects(moveStage(database.pool, { onboardingId, step: 1, stage: 'closed' }), violated);
    await assert.rejects(
      moveStage(database.pool, { onboardingId, step: 1, stage: 'authorizing', outcome: 'funded' }),
      violated,
    );
  });

  it('does not take back what the feed recorded', async () => {
    const onboardingId = await storedCase(database.pool);
    const transferId = await storedTransfer(database.pool, onboardingId);
    await recordStanding(database.pool, { transferId, onboardingId, standing: 'funded', watchUntil });
    assert.equal(await moveStage(database.pool, { onboardingId, step: 9, stage: 'transferring' }), false);
    assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'watching_returns');
  });
});

describe('recordStanding', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  async function transferring(): Promise<{ onboardingId: string; transferId: string }> {
    const onboardingId = await storedCase(database.pool);
    const transferId = await storedTransfer(database.pool, onboardingId);
    await moveStage(database.pool, { onboardingId, step: 5, stage: 'transferring' });
    return { onboardingId, transferId };
  }

  async function endsAfter(standings: Standing[], now?: Date): Promise<[string, Outcome | null]> {
    const { onboardingId, transferId } = await transferring();
    for (const standing of standings) {
      await recordStanding(database.pool, { transferId, onboardingId, standing, watchUntil, ...(now && { now }) });
    }
    const record = await loadCase(database.pool, onboardingId);
    assert.ok(record);
    return [record.stage, record.outcome];
  }

  const early = new Date(watchUntil.getTime() - 1);
  const cases: { told: Standing[]; now?: Date; ends: [string, Outcome | null] }[] = [
    { told: ['moving'], ends: ['transferring', null] },
    { told: ['funded'], ends: ['watching_returns', 'funded'] },
    { told: ['funded', 'funded', 'moving'], ends: ['watching_returns', 'funded'] },
    { told: ['funded'], now: early, ends: ['watching_returns', 'funded'] },
    { told: ['funded'], now: watchUntil, ends: ['closed', 'funded'] },
    { told: ['failed'], ends: ['closed', 'failed'] },
    { told: ['cancelled'], ends: ['closed', 'cancelled'] },
    { told: ['cancelled', 'failed', 'funded'], ends: ['closed', 'cancelled'] },
    { told: ['failed', 'funded'], ends: ['closed', 'failed'] },
    { told: ['returned'], ends: ['closed', 'returned'] },
    { told: ['funded', 'returned'], ends: ['closed', 'returned'] },
    { told: ['returned', 'funded'], ends: ['closed', 'returned'] },
    { told: ['funded', 'returned'], now: watchUntil, ends: ['closed', 'returned'] },
    { told: ['returned', 'funded', 'returned'], now: watchUntil, ends: ['closed', 'returned'] },
  ];
  for (const { told, now, ends } of cases) {
    const when = now ? (now === watchUntil ? ' when no return can follow' : ' just before that') : '';
    it(`${told.join(', ')}${when}: ${ends.filter(Boolean).join('/')}`, async () => {
      assert.deepEqual(await endsAfter(told, now), ends);
    });
  }

  it('waits for the return window while funded, and for nothing once closed', async () => {
    const { onboardingId, transferId } = await transferring();
    await recordStanding(database.pool, { transferId, onboardingId, standing: 'funded', watchUntil });
    await recordStanding(database.pool, { transferId, onboardingId, standing: 'funded', watchUntil });
    assert.deepEqual((await loadCase(database.pool, onboardingId))?.waitingUntil, watchUntil);
    const timeline = await readTimeline(database.pool, onboardingId, { limit: 50 });
    assert.equal(timeline.filter(({ what }) => what === 'watching_returns').length, 1);
    await recordStanding(database.pool, { transferId, onboardingId, standing: 'funded', watchUntil, now: watchUntil });
    const record = await loadCase(database.pool, onboardingId);
    assert.deepEqual([record?.waitingFor, record?.waitingUntil], [null, null]);
  });

  it('says why money came back, and notes it once', async () => {
    const { onboardingId, transferId } = await transferring();
    const returned = aTransferEvent({ eventId: 1n, transferId, type: 'returned', failure: asTheBankSays('R01') });
    await insertTransferEvents(database.pool, [returned]);
    await applyTransferEvents(database.pool, transferId);
    for (let i = 0; i < 2; i++) {
      await recordStanding(database.pool, { transferId, onboardingId, standing: 'returned', watchUntil });
    }
    assert.equal((await loadCase(database.pool, onboardingId))?.reason, 'R01');
    const last = (await readTimeline(database.pool, onboardingId, { limit: 50 })).slice(-2);
    assert.deepEqual(
      last.map(({ what, detail }) => ({ what, detail })),
      [
        { what: 'transferring', detail: {} },
        { what: 'closed', detail: { outcome: 'returned', reason: 'R01' } },
      ],
    );
  });

  it('leaves a case alone that ended before money moved', async () => {
    const { onboardingId, transferId } = await transferring();
    await moveStage(database.pool, { onboardingId, step: 6, stage: 'closed', outcome: 'cancelled' });
    await recordStanding(database.pool, { transferId, onboardingId, standing: 'returned', watchUntil });
    assert.equal((await loadCase(database.pool, onboardingId))?.outcome, 'cancelled');
  });
});
