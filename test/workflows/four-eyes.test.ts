import assert from 'node:assert/strict';
import type { WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { defaultPolicy } from '../../domain/policy.ts';
import { caseFile, linked, review } from '../../workflows/messages.ts';
import { failure, happy, stageReached, startCase } from '../support/cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal.ts';

const unclear: FakeActivities = {
  matchOwner: async () => ({ decision: 'unclear', fields: [] }),
  moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
};
const policy = { ...defaultPolicy, review: { fourEyes: true } };

let reviews = 0;
const decide = (handle: WorkflowHandle, reviewer: string, decision: 'approve' | 'reject' = 'approve') =>
  handle.executeUpdate(review, { args: [{ review: `rev_${++reviews}`, decision, reviewer }] });
const refusal = (pattern: RegExp) => (error: WorkflowUpdateFailedError) => pattern.test(String(error.cause?.message));

describe('an unclear match, with four eyes', () => {
  it('goes on once two different people have approved it', async () => {
    const activities = happy(unclear);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { policy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'op-7');
      const { stage, timeline } = await handle.query(caseFile);
      assert.deepEqual([stage, timeline.at(-1)?.what], ['in_review', 'op-7: approve']);
      await assert.rejects(decide(handle, 'op-7'), refusal(/has approved already: another one has to approve/));
      assert.ok(!activities.calls.includes('moveMoney'));
      await decide(handle, 'op-8');
      assert.equal(await handle.result(), 'declined');
    });
    assert.ok(activities.calls.includes('moveMoney'));
  });

  for (const [why, who] of [
    ['at once', []],
    ['after one approval', ['op-7']],
    ['by who had approved', ['op-9']],
  ] as const) {
    it(`ends rejected by one rejection, ${why}`, async () => {
      await withWorker(happy(unclear), async (env) => {
        const handle = await startCase(env, { policy });
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'in_review');
        for (const approver of who) await decide(handle, approver);
        await decide(handle, 'op-9', 'reject');
        assert.equal(await handle.result(), 'rejected');
      });
    });
  }

  it('ends rejected when the second never comes', async () => {
    const reasons: string[] = [];
    const closeCase: FakeActivities['closeCase'] = async ({ outcome, reason }) => {
      reasons.push(reason);
      return outcome;
    };
    await withWorker(happy({ ...unclear, closeCase }), async (env) => {
      const handle = await startCase(env, { policy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'op-7');
      assert.equal(await handle.result(), 'rejected');
    });
    assert.deepEqual(reasons, ['review_expired']);
  });

  it('asks both again about another account that is linked meanwhile', async () => {
    let gone = true;
    const moveMoney: FakeActivities['moveMoney'] = async () => {
      if (gone) throw failure('needs-user', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
      return { result: 'declined', reason: 'NSF' };
    };
    await withWorker(happy({ ...unclear, moveMoney }), async (env) => {
      const handle = await startCase(env, { policy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      for (const reviewer of ['op-7', 'op-8']) await decide(handle, reviewer);
      await stageReached(env, handle, 'repairing_link');
      gone = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'op-7');
      assert.equal((await handle.query(caseFile)).stage, 'in_review');
      await decide(handle, 'op-8');
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('takes one approval from a case that was started before there were four eyes', async () => {
    const { review: _, identity: __, ...older } = defaultPolicy;
    await withWorker(happy(unclear), async (env) => {
      const handle = await startCase(env, { policy: older as typeof defaultPolicy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'op-7');
      assert.equal(await handle.result(), 'declined');
    });
  });
});
