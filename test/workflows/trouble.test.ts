import assert from 'node:assert/strict';
import { cancel, itemChanged, linked, retryStep } from '../../workflows/messages.ts';
import { aProvenAccount, failure, happy, stageReached, startCase, troubleShown } from '../support/cases.ts';
import { withWorker } from '../support/temporal.ts';

const declined = async () => ({ result: 'declined', reason: 'NSF' }) as const;
const brokenLogin = failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });

describe('a broken login', () => {
  for (const [how, repair] of [
    ['a finished update-mode Link', { signal: linked, args: [{ session: 'lnk_2' }] }],
    ['a repair elsewhere', { signal: itemChanged, args: [{ webhook: '1', itemId: 'item-1', change: 'repaired' }] }],
  ] as const) {
    it(`parks the case, and ${how} resumes it at the same step`, async () => {
      let broken = true;
      const activities = happy({
        moveMoney: declined,
        matchOwner: async () => {
          if (broken) throw brokenLogin;
          return { decision: 'match', fields: [] };
        },
      });
      await withWorker(activities, async (env) => {
        const handle = await startCase(env);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'repairing_link');
        broken = false;
        await handle.signal(repair.signal as typeof linked, ...(repair.args as unknown as [{ session: string }]));
        assert.equal(await handle.result(), 'declined');
      });
      assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'offerRepair', 'matchOwner', 'moveMoney']);
    });
  }

  it('proves and matches the account anew when the person had to link anew', async () => {
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

  it('ends the case when nobody repairs it', async () => {
    const reasons: string[] = [];
    const activities = happy({
      readAccount: async () => {
        throw brokenLogin;
      },
      closeCase: async ({ outcome, reason }) => {
        reasons.push(reason);
        return outcome;
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

describe('a step in trouble', () => {
  it('is tried until Plaid answers, however long that takes', async () => {
    let tries = 0;
    const activities = happy({
      moveMoney: declined,
      readAccount: async () => {
        if (++tries < 20) throw failure('unavailable', { code: 'INSTITUTION_DOWN' });
        return aProvenAccount;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.equal(tries, 20);
  });

  it('is shown to operators, who can try again at once or cancel', async () => {
    let tries = 0;
    const activities = happy({
      readAccount: async () => {
        tries++;
        throw failure('bug', { code: 'SOMETHING_NEW' });
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await assert.rejects(handle.executeUpdate(retryStep));
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      const shown = await troubleShown(env, handle);
      assert.equal(shown?.kind, 'bug');
      assert.equal(shown?.code, 'SOMETHING_NEW');
      const before = tries;
      await handle.executeUpdate(retryStep);
      await handle.executeUpdate(cancel, { args: [{ by: 'product' }] });
      assert.equal(await handle.result(), 'cancelled');
      assert.ok(tries > before, 'retryStep tried nothing');
    });
  });
});
