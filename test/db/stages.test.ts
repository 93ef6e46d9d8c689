import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage, moveStage, recordMoney } from '../../db/case/stages.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';

describe('moveStage', () => {
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database.drop());

  const words = async (onboardingId: string) =>
    (await readTimeline(database.pool, onboardingId, { limit: 50 })).map(({ what }) => what);

  it('moves forward, even by a step that took several tries', async () => {
    const onboardingId = await storedCase(database.pool);
    assert.ok(await moveStage(database.pool, { onboardingId, step: 0, stage: 'awaiting_link' }));
    assert.ok(await moveStage(database.pool, { onboardingId, step: 4, stage: 'matching_identity' }));
    const until = new Date('2026-04-01T00:00:00Z');
    assert.ok(
      await moveStage(database.pool, {
        onboardingId,
        step: 4,
        stage: 'in_review',
        waitingFor: 'review',
        waitingUntil: until,
      }),
    );
    const record = await loadCase(database.pool, onboardingId);
    assert.deepEqual(
      { stage: record?.stage, step: record?.step, for: record?.waitingFor, until: record?.waitingUntil },
      { stage: 'in_review', step: 4, for: 'review', until },
    );
    assert.deepEqual(await words(onboardingId), ['starting', 'awaiting_link', 'matching_identity', 'in_review']);
  });

  it('does not move back after a late retry of an earlier step', async () => {
    const onboardingId = await storedCase(database.pool);
    await moveStage(database.pool, { onboardingId, step: 3, stage: 'authorizing' });
    assert.equal(await moveStage(database.pool, { onboardingId, step: 2, stage: 'matching_identity' }), false);
    assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'authorizing');
    assert.deepEqual(await words(onboardingId), ['starting', 'authorizing']);
  });

  it('notes a repeated move once, and clears the wait', async () => {
    const onboardingId = await storedCase(database.pool);
    await moveStage(database.pool, { onboardingId, step: 1, stage: 'repairing_link', waitingFor: 'repair' });
    for (let i = 0; i < 3; i++) await moveStage(database.pool, { onboardingId, step: 2, stage: 'authorizing' });
    assert.equal((await loadCase(database.pool, onboardingId))?.waitingFor, null);
    assert.deepEqual(await words(onboardingId), ['starting', 'repairing_link', 'authorizing']);
  });

  it('closes once: the first ending stands, whatever its step', async () => {
    const onboardingId = await storedCase(database.pool);
    const rejected = { outcome: 'rejected', reason: 'identity_conflict' } as const;
    assert.ok(await closeStage(database.pool, { onboardingId, step: 2, ...rejected }));
    assert.equal(await closeStage(database.pool, { onboardingId, step: 9, outcome: 'cancelled' }), false);
    const record = await loadCase(database.pool, onboardingId);
    assert.deepEqual([record?.outcome, record?.reason], ['rejected', 'identity_conflict']);
  });

  it('cannot close without an outcome, nor set one on an open case', async () => {
    const onboardingId = await storedCase(database.pool);
    const violated = { code: '23514' };
    const set = (what: string) => database.pool.query(`update onboardings set ${what} where id = $1`, [onboardingId]);
    await assert.rejects(set(`stage = 'closed'`), violated);
    await assert.rejects(set(`stage = 'authorizing', outcome = 'funded'`), violated);
  });

  it('does not undo a record of the feed', async () => {
    const onboardingId = await storedCase(database.pool);
    const funded = { stage: 'watching_returns', outcome: 'funded', reason: null } as const;
    await recordMoney(database.pool, { onboardingId, ...funded, turns: [] });
    assert.equal(await moveStage(database.pool, { onboardingId, step: 9, stage: 'transferring' }), false);
    assert.equal((await loadCase(database.pool, onboardingId))?.stage, 'watching_returns');
  });
});
