import assert from 'node:assert/strict';
import { recordStanding } from '../../cases/record-state.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { applyTransferEvents } from '../../db/transfers/transfers.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Standing } from '../../domain/transfers/transfer.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';

const watchUntil = new Date('2026-06-01T00:00:00Z');

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

  it('records the reason of a return, and notes it once', async () => {
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
    await closeStage(database.pool, { onboardingId, step: 6, outcome: 'cancelled' });
    await recordStanding(database.pool, { transferId, onboardingId, standing: 'returned', watchUntil });
    assert.equal((await loadCase(database.pool, onboardingId))?.outcome, 'cancelled');
  });
});
