import assert from 'node:assert/strict';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { caseFile, identityVerificationChanged, linked } from '../../workflows/messages.ts';
import { decide } from '../support/cases/reviews.ts';
import { eventually, happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

const policy = { ...defaultPolicy, identityVerification: { templateId: 'idvtmp_1' } };
const gated = { policy, linkTokenExpiresAt: null };

// The case ends at the money call, because the part after it needs the real server (funded.test.ts).
const untilMoney = (overrides: FakeActivities = {}) =>
  happy({
    moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
    offerLink: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
    ...overrides,
  });

describe('an applicant whom Plaid verifies before Link', () => {
  /** The results of the looks, one by one; the last one stays. */
  function verification(...statuses: string[]): NonNullable<FakeActivities['readVerification']> {
    const results = { success: 'passed', failed: 'failed', active: 'open', expired: 'over' } as const;
    return async () => {
      const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) as keyof typeof results;
      return { result: results[status], status };
    };
  }

  it('links once they have passed', async () => {
    const activities = untilMoney({ readVerification: verification('active', 'success') });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, gated);
      await stageReached(env, handle, 'awaiting_identity_verification');
      await handle.signal(identityVerificationChanged);
      await eventually(env, async () => activities.calls.length === 1);
      await handle.signal(identityVerificationChanged);
      await stageReached(env, handle, 'awaiting_link');
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
      const looks = ['readVerification', 'readVerification', 'offerLink'];
      assert.deepEqual(activities.calls, [...looks, 'readAccount', 'matchOwner', 'moveMoney', 'cleanUp']);
    });
  });

  it('links once a look finds that they have passed, without a webhook', async () => {
    const activities = untilMoney({ readVerification: verification('success') });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, gated);
      await env.sleep('61 minutes');
      await stageReached(env, handle, 'awaiting_link');
      await handle.terminate();
    });
  });

  it('passes or not as a reviewer decides, after a failed verification', async () => {
    for (const [decision, outcome] of [
      ['approve', 'declined'],
      ['reject', 'rejected'],
    ] as const) {
      const activities = untilMoney({ readVerification: verification('failed') });
      await withWorker(activities, async (env) => {
        const handle = await startCase(env, gated);
        await handle.signal(identityVerificationChanged);
        await stageReached(env, handle, 'in_review');
        await decide(handle, decision);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' }).catch(() => {});
        assert.equal(await handle.result(), outcome);
      });
    }
  });

  it('ends the case when the attempt is over', async () => {
    await withWorker(untilMoney({ readVerification: verification('expired') }), async (env) => {
      const handle = await startCase(env, gated);
      await handle.signal(identityVerificationChanged);
      assert.equal(await handle.result(), 'abandoned');
    });
  });

  it('ends the case when they take too long, after a look every day at most', async () => {
    const activities = untilMoney({ readVerification: verification('active') });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, gated);
      assert.equal(await handle.result(), 'abandoned');
      const looks = activities.calls.filter((call) => call === 'readVerification').length;
      assert.ok(looks >= 30 && looks <= 36, `${looks} looks`);
    });
  });

  it('is not verified again when the case has to read the account again', async () => {
    const activities = untilMoney({
      readVerification: verification('success'),
      matchOwner: async () => ({ decision: 'unclear' }),
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, gated);
      await handle.signal(identityVerificationChanged);
      await stageReached(env, handle, 'awaiting_link');
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await handle.signal(linked, { session: 'lnk_2', mode: 'accounts' });
      await eventually(env, async () => activities.calls.filter((call) => call === 'readAccount').length === 2);
      assert.equal(activities.calls.filter((call) => call === 'readVerification').length, 1);
      assert.ok((await handle.query(caseFile)).timeline.length > 0);
      await handle.terminate();
    });
  });
});
