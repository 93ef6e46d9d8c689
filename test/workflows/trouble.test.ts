import assert from 'node:assert/strict';
import { cancel, linked, retryStep } from '../../workflows/messages.ts';
import {
  aStart,
  aVerifiedAccount,
  failure,
  happy,
  stageReached,
  startCase,
  troubleShown,
} from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

const declined = async () => ({ result: 'declined', reason: 'NSF' }) as const;
const brokenLogin = failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });

describe('a step in trouble', () => {
  /** The case gets the failure at once, because these tests are not about the retries of the activity. */
  const away = failure('unavailable', { code: 'INSTITUTION_DOWN' }, 'The bank does not answer.', true);
  const patience = { policy: { ...aStart(0).policy, troubleWithin: '1 days' as const } };

  it('is retried after a minute, two, four, up to thirty, and after a day every two hours', async () => {
    const at: number[] = [];
    const box: { now?: () => Promise<number> } = {};
    const activities = happy({
      moveMoney: async () => {
        at.push((await box.now?.()) ?? 0);
        const days = ((at.at(-1) ?? 0) - (at[0] ?? 0)) / 86_400_000;
        if (days < 1.5) throw away;
        return declined();
      },
    });
    await withWorker(activities, async (env) => {
      box.now = () => env.currentTimeMs();
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await handle.result();
    });
    const minutes = at.slice(1).map((one, nth) => Math.round((one - (at[nth] ?? 0)) / 60_000));
    assert.deepEqual(minutes.slice(0, 7), [1, 2, 4, 8, 16, 30, 30]);
    assert.deepEqual(minutes.slice(-3), [120, 120, 120]);
  });

  it('is retried until Plaid answers, however long that takes', async () => {
    let tries = 0;
    const activities = happy({
      moveMoney: declined,
      readAccount: async () => {
        if (++tries < 20) throw failure('unavailable', { code: 'INSTITUTION_DOWN' });
        return aVerifiedAccount;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.equal(tries, 20);
  });

  for (const [what, activity, stage] of [
    ['reads the account', 'readAccount', 'verifying_account'],
    ['compares the owners', 'matchOwner', 'matching_identity'],
  ] as const) {
    it(`that ${what} ends the case after the time that the policy allows`, async () => {
      const reasons: (string | null)[] = [];
      const box: { now?: () => Promise<number> } = {};
      let ended = 0;
      const activities = happy({
        [activity]: async () => {
          throw away;
        },
        closeCase: async ({ outcome, reason }) => {
          reasons.push(reason);
          // Read it now, because the test server may skip years once a case has ended.
          ended = (await box.now?.()) ?? 0;
          return { outcome, reason };
        },
      });
      await withWorker(activities, async (env) => {
        box.now = () => env.currentTimeMs();
        const began = await box.now();
        const handle = await startCase(env, patience);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, stage);
        assert.equal(await handle.result(), 'failed');
        const days = (ended - began) / 86_400_000;
        assert.ok(days >= 1 && days < 1.1, `${days} days`);
      });
      assert.deepEqual(reasons, ['trouble_expired: INSTITUTION_DOWN']);
    });
  }

  it('ends by itself only while no money call may be open', async () => {
    let began = 0;
    const box: { now?: () => Promise<number> } = {};
    const activities = happy({
      moveMoney: async () => {
        const now = (await box.now?.()) ?? 0;
        began ||= now;
        if (now - began < 2 * 86_400_000) throw away;
        return declined();
      },
    });
    await withWorker(activities, async (env) => {
      box.now = () => env.currentTimeMs();
      const handle = await startCase(env, patience);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('reminds operators of its code, on the days of the other reminders', async () => {
    let began = 0;
    const box: { now?: () => Promise<number> } = {};
    const days = async () => {
      const now = (await box.now?.()) ?? 0;
      began ||= now;
      return (now - began) / 86_400_000;
    };
    const reminded: string[] = [];
    const activities = happy({
      moveMoney: async () => {
        if ((await days()) < 4) throw away;
        return declined();
      },
      remind: async ({ trouble }) => void reminded.push(`${Math.round(await days())} ${trouble}`),
    });
    await withWorker(activities, async (env) => {
      box.now = () => env.currentTimeMs();
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.deepEqual(reminded, ['1 INSTITUTION_DOWN', '3 INSTITUTION_DOWN']);
  });

  it('gets the whole time again after the applicant has repaired the login', async () => {
    let began = 0;
    const box: { now?: () => Promise<number>; repaired?: () => Promise<void> } = {};
    let repairs = 0;
    const activities = happy({
      moveMoney: declined,
      readAccount: async () => {
        const now = (await box.now?.()) ?? 0;
        began ||= now;
        const days = (now - began) / 86_400_000;
        if (days < 0.7) throw away;
        if (repairs === 0) throw brokenLogin;
        if (days < 1.4) throw away;
        return aVerifiedAccount;
      },
      offerRepair: async () => {
        repairs += 1;
        await box.repaired?.();
        return { expiresAt: '2000-01-01T00:00:00.000Z' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, patience);
      box.now = () => env.currentTimeMs();
      box.repaired = () => handle.signal(linked, { session: 'lnk_2', mode: 'update' });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('is shown to operators, who can retry at once or cancel', async () => {
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
      await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await handle.result(), 'cancelled');
      assert.ok(tries > before, 'retryStep tried nothing');
    });
  });
});
