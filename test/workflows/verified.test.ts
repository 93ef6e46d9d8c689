import assert from 'node:assert/strict';
import { linked } from '../../workflows/messages.ts';
import { happy, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

describe('a case that only verifies an account', () => {
  it('ends verified once the owner matches, and moves no money', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { verifiesOnly: true });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'verified');
    });
    assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'closeCase']);
  });

  it('ends rejected, as any other, if the account belongs to somebody else', async () => {
    const activities = happy({
      matchOwner: async () => ({
        decision: 'conflict',
        ended: { outcome: 'rejected', reason: 'identity_conflict' },
      }),
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { verifiesOnly: true });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'rejected');
    });
  });
});
