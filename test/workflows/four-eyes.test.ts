import assert from 'node:assert/strict';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { caseFile, linked } from '../../workflows/messages.ts';
import { decide } from '../support/cases/reviews.ts';
import { eventually, failure, happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

const unclear: FakeActivities = {
  matchOwner: async () => ({ decision: 'unclear' }),
  moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
};
const policy = { ...defaultPolicy, review: { fourEyes: true } };

describe('an unclear match, with four eyes', () => {
  it('goes on once two different reviewers have approved it', async () => {
    const activities = happy(unclear);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { policy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'approve', 'op-7');
      // The case reads the record after the update.
      await eventually(env, async () => (await handle.query(caseFile)).timeline.at(-1)?.what === 'op-7: approve');
      assert.equal((await handle.query(caseFile)).stage, 'in_review');
      assert.ok(!activities.calls.includes('moveMoney'));
      await decide(handle, 'approve', 'op-8');
      assert.equal(await handle.result(), 'declined');
    });
    assert.ok(activities.calls.includes('moveMoney'));
  });

  for (const [why, who] of [
    ['at once', []],
    ['after one approval', ['op-7']],
    ['by a reviewer who had approved', ['op-9']],
  ] as const) {
    it(`ends rejected by one rejection, ${why}`, async () => {
      await withWorker(happy(unclear), async (env) => {
        const handle = await startCase(env, { policy });
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'in_review');
        for (const approver of who) await decide(handle, 'approve', approver);
        await decide(handle, 'reject', 'op-9');
        assert.equal(await handle.result(), 'rejected');
      });
    });
  }

  it('ends rejected when the second approval never comes', async () => {
    const reasons: (string | null)[] = [];
    const closeCase: FakeActivities['closeCase'] = async ({ outcome, reason }) => {
      reasons.push(reason);
      return { outcome, reason };
    };
    await withWorker(happy({ ...unclear, closeCase }), async (env) => {
      const handle = await startCase(env, { policy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'approve', 'op-7');
      assert.equal(await handle.result(), 'rejected');
    });
    assert.deepEqual(reasons, ['review_expired']);
  });

  it('asks both again when the applicant links another account meanwhile', async () => {
    let gone = true;
    const moveMoney: FakeActivities['moveMoney'] = async () => {
      if (gone) throw failure('needs-user', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
      return { result: 'declined', reason: 'NSF' };
    };
    await withWorker(happy({ ...unclear, moveMoney }), async (env) => {
      const handle = await startCase(env, { policy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      for (const reviewer of ['op-7', 'op-8']) await decide(handle, 'approve', reviewer);
      await stageReached(env, handle, 'repairing_link');
      gone = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'approve', 'op-7');
      assert.equal((await handle.query(caseFile)).stage, 'in_review');
      await decide(handle, 'approve', 'op-8');
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('takes one approval in a case from an older release, which had no four eyes', async () => {
    const { review: _, identity: __, ...older } = defaultPolicy;
    await withWorker(happy(unclear), async (env) => {
      const handle = await startCase(env, { policy: older as typeof defaultPolicy });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'approve', 'op-7');
      assert.equal(await handle.result(), 'declined');
    });
  });
});
