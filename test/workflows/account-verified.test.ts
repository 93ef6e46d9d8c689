import assert from 'node:assert/strict';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { caseFile, itemChanged, linked } from '../../workflows/messages.ts';
import { decide } from '../support/cases/reviews.ts';
import { account, asked, moved, untilMoney, waits } from '../support/cases/verifying.ts';
import { eventually, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

describe('an account that has to be verified', () => {
  it('manual: asks the applicant once, when the posted deposit can have arrived, and goes on when they confirm', async () => {
    const { at, read } = account('pending_manual_verification');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      const posted = await env.currentTimeMs();
      await moved(handle, {}, posted);
      await eventually(env, async () => activities.calls.length >= 2);
      assert.equal(asked(activities.calls), 0);
      // Five days always contain a banking day.
      await env.sleep('5 days');
      await eventually(env, async () => asked(activities.calls) === 1);
      at.status = 'manually_verified';
      await handle.signal(linked, { session: 'lnk_2', mode: 'update' });
      assert.equal(await handle.result(), 'declined');
      assert.equal(asked(activities.calls), 1);
    });
  });

  it('manual: does not wait for a bank whose clock is months ahead', async () => {
    const activities = untilMoney({ readAccount: account('pending_manual_verification').read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await moved(handle, {}, (await env.currentTimeMs()) + 100 * 86_400_000);
      await env.sleep('5 days');
      await eventually(env, async () => asked(activities.calls) === 1);
      await handle.cancel();
      assert.equal(await handle.result(), 'cancelled');
    });
  });

  it('automatic: never asks the applicant to confirm, and goes on when Plaid has found the deposit', async () => {
    const { at, read } = account('pending_automatic_verification');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await moved(handle, {}, await env.currentTimeMs());
      await env.sleep('5 days');
      at.status = 'automatically_verified';
      const changed = { webhook: '1', itemId: 'item-1', change: 'verification_changed' } as const;
      await handle.signal(itemChanged, changed);
      assert.equal(await handle.result(), 'declined');
      assert.equal(asked(activities.calls), 0);
    });
  });

  it('automatic: goes on at the next look when no webhook comes', async () => {
    const { at, read } = account('pending_automatic_verification');
    await withWorker(untilMoney({ readAccount: read }), async (env) => {
      const handle = await waits(env);
      at.status = 'automatically_verified';
      assert.equal(await handle.result(), 'declined');
    });
  });

  for (const [what, end] of [
    ['reversed', { moved: 'reversed', returnCode: 'R03' }],
    ['failed', { moved: 'failed' }],
  ] as const) {
    it(`${what}: asks the applicant for another account, with the reason`, async () => {
      const { at, read } = account('pending_manual_verification');
      let why: string | undefined;
      const activities = untilMoney({
        readAccount: read,
        offerLink: async ({ reason }) => {
          why = reason;
          return { expiresAt: '2000-01-01T00:00:00.000Z' };
        },
      });
      await withWorker(activities, async (env) => {
        const handle = await waits(env);
        await moved(handle, end, await env.currentTimeMs());
        // The case shows the stage before its activity has run.
        await eventually(env, async () => why !== undefined);
        assert.equal(why, end.moved === 'reversed' ? 'micro_deposits_reversed: R03' : 'micro_deposits_failed');
        at.id = 'account-2';
        at.status = null;
        await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
        assert.equal(await handle.result(), 'declined');
      });
    });
  }

  it('three wrong codes: links again, twice at most, then ends as unverified', async () => {
    const { read } = account('verification_failed');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      for (let links = 0; links < 3; links++) {
        await handle.signal(linked, { session: `lnk_${links}`, mode: 'new' });
        await eventually(env, async () => activities.calls.filter((call) => call === 'readAccount').length > links);
      }
      assert.equal(await handle.result(), 'unverified');
      assert.equal(activities.calls.filter((call) => call === 'offerLink').length, 2);
    });
  });

  for (const [what, status, before] of [
    // The activity knows it before there is an Item.
    ['an account that is in use already', 'duplicate_account', { itemId: null, accountId: null }],
    ['no account that can be used', 'no_usable_account', { itemId: 'item-1', accountId: null }],
  ] as const) {
    it(`${what}: links another, twice at most, then ends as unverified`, async () => {
      const reasons: (string | null | undefined)[] = [];
      const refused = { proof: 'refused', status } as const;
      const activities = untilMoney({
        readAccount: async () =>
          reasons.length === 0 ? { ...before, ...refused } : { itemId: 'item-1', accountId: 'account-1', ...refused },
        offerLink: async ({ reason }) => {
          reasons.push(reason);
          return { expiresAt: '2000-01-01T00:00:00.000Z' };
        },
        closeCase: async ({ outcome, reason }) => {
          reasons.push(reason);
          return { outcome, reason };
        },
      });
      await withWorker(activities, async (env) => {
        const handle = await startCase(env);
        for (let links = 0; links < 3; links++) {
          await handle.signal(linked, { session: `lnk_${links}`, mode: 'new' });
          // The applicant can finish another Link only once the case has offered one.
          await eventually(env, async () => reasons.length > links);
          if (links < 2) await stageReached(env, handle, 'awaiting_link');
        }
        assert.equal(await handle.result(), 'unverified');
      });
      assert.deepEqual(reasons, Array(3).fill(status));
    });
  }

  it('the applicant links no other account: ends as abandoned', async () => {
    await withWorker(untilMoney({ readAccount: account('verification_expired').read }), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'abandoned');
    });
  });

  describe("a caution of Plaid's database", () => {
    const caution = () => account('database_insights_pass_with_caution').read;
    const policy = (databaseCaution: 'accept' | 'review' | 'refuse') => ({
      policy: { ...defaultPolicy, databaseCaution, linkAgain: 0 },
    });
    async function outcome(how: Parameters<typeof policy>[0], decision?: 'approve' | 'reject') {
      return withWorker(untilMoney({ readAccount: caution() }), async (env) => {
        const handle = await startCase(env, policy(how));
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        if (decision) {
          await stageReached(env, handle, 'in_review');
          await decide(handle, decision);
        }
        return handle.result();
      });
    }
    it('is accepted, refused or reviewed, by policy', async () => {
      assert.equal(await outcome('accept'), 'declined');
      assert.equal(await outcome('refuse'), 'unverified');
      assert.equal(await outcome('review', 'approve'), 'declined');
      assert.equal(await outcome('review', 'reject'), 'unverified');
    });
  });

  it('can be cancelled while it waits', async () => {
    await withWorker(untilMoney({ readAccount: account('pending_manual_verification').read }), async (env) => {
      const handle = await waits(env);
      assert.equal((await handle.query(caseFile)).waiting?.for, 'micro_deposit');
      await handle.cancel();
      assert.equal(await handle.result(), 'cancelled');
    });
  });
});
