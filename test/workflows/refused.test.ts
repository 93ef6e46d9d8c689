import assert from 'node:assert/strict';
import { linked } from '../../workflows/messages.ts';
import { happy, startCase } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

const rejected = { outcome: 'rejected', reason: 'identity_conflict' } as const;
const endings: { outcome: string; by?: string; because: FakeActivities; calls: string[] }[] = [
  {
    outcome: 'rejected',
    because: { matchOwner: async () => ({ decision: 'conflict', ended: rejected }) },
    calls: ['readAccount', 'matchOwner'],
  },
  {
    outcome: 'rejected',
    by: 'an activity of an older release',
    because: { matchOwner: async () => ({ decision: 'conflict', reason: 'identity_conflict' }) },
    calls: ['readAccount', 'matchOwner'],
  },
  {
    outcome: 'declined',
    because: { moveMoney: async () => ({ result: 'declined', reason: 'NSF' }) },
    calls: ['readAccount', 'matchOwner', 'moveMoney'],
  },
];

describe('a case that is refused', () => {
  for (const { outcome, by = 'the activity', because, calls } of endings) {
    it(`ends ${outcome} by ${by} and calls nothing after`, async () => {
      const activities = happy(because);
      await withWorker(activities, async (env) => {
        const handle = await startCase(env);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        assert.equal(await handle.result(), outcome);
      });
      assert.deepEqual(activities.calls, calls);
    });
  }
});
