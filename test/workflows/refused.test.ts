import assert from 'node:assert/strict';
import { linked } from '../../workflows/messages.ts';
import { happy, startCase } from '../support/cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal.ts';

const endings: { outcome: string; because: FakeActivities; calls: string[] }[] = [
  {
    outcome: 'rejected',
    because: { matchOwner: async () => ({ decision: 'conflict', fields: [] }) },
    calls: ['readAccount', 'matchOwner'],
  },
  {
    outcome: 'declined',
    because: { moveMoney: async () => ({ result: 'declined', reason: 'NSF' }) },
    calls: ['readAccount', 'matchOwner', 'moveMoney'],
  },
];

describe('a case that is refused', () => {
  for (const { outcome, because, calls } of endings) {
    it(`ends ${outcome} and calls nothing after`, async () => {
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
