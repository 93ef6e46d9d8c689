import assert from 'node:assert/strict';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { linked, review } from '../../workflows/messages.ts';
import { eventually, failure, happy, stageReached, startCase } from '../support/cases.ts';
import { type FakeActivities, withWorker, withWorkerOnRealServer } from '../support/temporal.ts';

const unclear: FakeActivities = {
  matchOwner: async () => ({ decision: 'unclear', fields: [] }),
  moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
};
const decided = (decision: 'approve' | 'reject') => ({ review: 'rev_1', decision, reviewer: 'op-7' });

describe('an unclear match', () => {
  it('goes on when a person approves it', async () => {
    const activities = happy(unclear);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await handle.executeUpdate(review, { args: [decided('approve')] });
      assert.equal(await handle.result(), 'declined');
    });
    assert.ok(activities.calls.includes('moveMoney'));
  });

  it('is asked again about another account that is linked after the approval', async () => {
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
      await handle.executeUpdate(review, { args: [decided('approve')] });
      await stageReached(env, handle, 'repairing_link');
      gone = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await handle.executeUpdate(review, { args: [decided('reject')] });
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
      await handle.executeUpdate(review, { args: [decided('reject')] });
      assert.equal(await handle.result(), 'rejected');
    });
  });

  it('ends rejected when a person rejects it', async () => {
    const activities = happy(unclear);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await handle.executeUpdate(review, { args: [decided('reject')] });
      assert.equal(await handle.result(), 'rejected');
    });
    assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'closeCase']);
  });

  it('ends rejected when nobody decides in 14 days', async () => {
    const reasons: string[] = [];
    const activities = happy({
      ...unclear,
      closeCase: async ({ outcome, reason }) => {
        reasons.push(reason);
        return outcome;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'rejected');
    });
    assert.deepEqual(reasons, ['review_expired']);
  });

  it('refuses a decision on a case that is not in review, and a second one', async () => {
    await withWorker(happy(unclear), async (env) => {
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      await assert.rejects(
        handle.executeUpdate(review, { args: [decided('approve')] }),
        (error: WorkflowUpdateFailedError) =>
          /awaiting_link, not waiting for review/.test(String(error.cause?.message)),
      );
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'rejected');
    });
  });
});
