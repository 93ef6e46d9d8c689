import assert from 'node:assert/strict';
import type { WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { caseFile, linked, review } from '../../workflows/messages.ts';
import { decide } from '../support/cases/reviews.ts';
import { eventually, failure, happy, stageReached, startCase, troubleShown } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const unclear: FakeActivities = {
  matchOwner: async () => ({ decision: 'unclear' }),
  moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
};

describe('an unclear match', () => {
  it('goes on when a reviewer approves it', async () => {
    const activities = happy(unclear);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'approve');
      assert.equal(await handle.result(), 'declined');
    });
    assert.ok(activities.calls.includes('moveMoney'));
  });

  it('asks again when the applicant links another account after the approval', async () => {
    let gone = true;
    const activities = happy({
      ...unclear,
      moveMoney: async () => {
        if (gone) throw failure('needs-user', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
        return { result: 'declined', reason: 'NSF' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'approve');
      await stageReached(env, handle, 'repairing_link');
      gone = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'reject');
      assert.equal(await handle.result(), 'rejected');
    });
  });

  it('can be found by its stage and its Item', async () => {
    await withWorkerOnRealServer(happy(unclear), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      const query = `GangwayStage = 'in_review' AND GangwayItem = 'item-1' AND ExecutionStatus = 'Running'`;
      await eventually(env, async () => (await env.client.workflow.count(query)).count === 1);
      await decide(handle, 'reject');
      assert.equal(await handle.result(), 'rejected');
    });
  });

  it('ends rejected when a reviewer rejects it', async () => {
    const activities = happy(unclear);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'reject');
      assert.equal(await handle.result(), 'rejected');
    });
    assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'closeCase']);
  });

  it('ends rejected when no reviewer decides in 14 days', async () => {
    const reasons: (string | null)[] = [];
    const activities = happy({
      ...unclear,
      closeCase: async ({ outcome, reason }) => {
        reasons.push(reason);
        return { outcome, reason };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'rejected');
    });
    assert.deepEqual(reasons, ['review_expired']);
  });

  it('is decided by the record alone: the case ignores and notes an id that answers none of its questions', async () => {
    const activities = happy(unclear);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      const approval = { review: 'rev_of_another', decision: 'approve', reviewer: 'op-7' };
      await handle.executeUpdate(review, { args: [approval] });
      await eventually(env, async () =>
        (await handle.query(caseFile)).timeline.some(
          ({ what }) => what === 'ignored: a review that does not answer this question',
        ),
      );
      const { stage, question } = await handle.query(caseFile);
      assert.equal(stage, 'in_review');
      assert.match(String(question), /^qst_/);
      await decide(handle, 'reject');
      assert.equal(await handle.result(), 'rejected');
    });
    assert.ok(!activities.calls.includes('moveMoney'));
  });

  it('is decided by a decision that was on record before the case began to wait', async () => {
    let handle: WorkflowHandle | undefined;
    const activities = happy({
      ...unclear,
      matchOwner: async () => {
        // The case refuses the update as too early, and reads the record by itself.
        if (handle) await decide(handle, 'approve');
        return { decision: 'unclear' };
      },
    });
    await withWorker(activities, async (env) => {
      handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('takes no decision while the step before it is in trouble', async () => {
    let broken = true;
    const activities = happy({
      ...unclear,
      matchOwner: async () => {
        if (broken) throw failure('bug', { code: 'broken' }, 'broken', true);
        return { decision: 'unclear' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await troubleShown(env, handle);
      await assert.rejects(
        handle.executeUpdate(review, { args: [{ review: 'rev_1' }] }),
        (error: WorkflowUpdateFailedError) =>
          /matching_identity, not waiting for a review/.test(String(error.cause?.message)),
      );
      broken = false;
      assert.equal(await handle.result(), 'rejected');
    });
    assert.ok(!activities.calls.includes('moveMoney'));
  });

  it('refuses a decision on a case that is not in review, and a second one', async () => {
    await withWorker(happy(unclear), async (env) => {
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      await assert.rejects(
        handle.executeUpdate(review, { args: [{ review: 'rev_1' }] }),
        (error: WorkflowUpdateFailedError) =>
          /awaiting_link, not waiting for a review/.test(String(error.cause?.message)),
      );
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'rejected');
    });
  });
});
