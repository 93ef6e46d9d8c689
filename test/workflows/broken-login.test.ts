import assert from 'node:assert/strict';
import { itemChanged, linked } from '../../workflows/messages.ts';
import { parked } from '../support/cases/parked-case.ts';
import { failure, happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

const declined = async () => ({ result: 'declined', reason: 'NSF' }) as const;
const brokenLogin = failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });

describe('a broken login', () => {
  for (const [how, repair] of [
    ['a finished update-mode Link', { signal: linked, args: [{ session: 'lnk_2' }] }],
    ['a repair elsewhere', { signal: itemChanged, args: [{ webhook: '1', itemId: 'item-1', change: 'repaired' }] }],
  ] as const) {
    it(`parks the case, and ${how} resumes it at the same step`, async () => {
      const calls = await parked({ mode: 'update' }, async (handle) => {
        await handle.signal(repair.signal as typeof linked, ...(repair.args as unknown as [{ session: string }]));
        assert.equal(await handle.result(), 'declined');
      });
      assert.deepEqual(calls, ['readAccount', 'matchOwner', 'offerRepair', 'matchOwner', 'moveMoney']);
    });
  }

  it('verifies and matches the account again when the applicant had to link again', async () => {
    let gone = true;
    const activities = happy({
      moveMoney: async () => {
        if (gone) throw failure('needs-user', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
        return declined();
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'repairing_link');
      gone = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    const once = ['readAccount', 'matchOwner', 'moveMoney'];
    assert.deepEqual(activities.calls, [...once, 'offerRepair', ...once]);
  });

  it('ends the case when the applicant does not repair it', async () => {
    const reasons: (string | null)[] = [];
    const activities = happy({
      readAccount: async () => {
        throw brokenLogin;
      },
      closeCase: async ({ outcome, reason }) => {
        reasons.push(reason);
        return { outcome, reason };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'abandoned');
    });
    assert.deepEqual(reasons, ['repair_expired']);
  });
});
