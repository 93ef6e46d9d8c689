import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ReadAccount } from '../../activities/types.ts';
import { proofOf } from '../../domain/account.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import {
  caseFile,
  itemChanged,
  linked,
  type MicroDepositsMoved,
  microDepositsMoved,
  review,
} from '../../workflows/messages.ts';
import { eventually, happy, stageReached, startCase } from '../support/cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal.ts';

// The case ends at the money call: what follows it needs the real server (funded.test.ts).
const untilMoney = (overrides: FakeActivities) =>
  happy({
    moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
    offerLink: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
    offerVerification: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
    ...overrides,
  });

describe('an account that has to be proven', () => {
  /** Plaid's words, as the reads find them. */
  function account(first: string | null) {
    const at = { status: first, id: 'account-1' };
    const read = async (): Promise<ReadAccount> => ({
      ...{ itemId: 'item-1', accountId: at.id, proof: proofOf(at.status), status: at.status },
    });
    return { at, read };
  }
  async function waits(env: TestWorkflowEnvironment, change: Parameters<typeof startCase>[1] = {}) {
    const handle = await startCase(env, change);
    await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
    await stageReached(env, handle, 'awaiting_micro_deposits');
    return handle;
  }
  type Handle = Awaited<ReturnType<typeof waits>>;
  const moved = (handle: Handle, change: Partial<MicroDepositsMoved> = {}, at = Date.now()) =>
    handle.signal(microDepositsMoved, {
      ...{ accountId: 'account-1', moved: 'posted', at: new Date(at).toISOString(), returnCode: null },
      eventIds: ['bank-transfer/1'],
      ...change,
    });
  const asked = (calls: string[]) => calls.filter((call) => call === 'offerVerification').length;

  it('manual: asks the person once, when the posted deposit can have arrived, and goes on when they confirm', async () => {
    const { at, read } = account('pending_manual_verification');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      const posted = await env.currentTimeMs();
      await moved(handle, {}, posted);
      await eventually(env, async () => activities.calls.length >= 2);
      assert.equal(asked(activities.calls), 0);
      // Five days hold at least one banking day, whatever today is.
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

  it('manual: without news that it was posted, asks nobody', async () => {
    const activities = untilMoney({ readAccount: account('pending_manual_verification').read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      assert.equal(await handle.result(), 'unproven');
      assert.equal(asked(activities.calls), 0);
      const looks = activities.calls.filter((call) => call === 'readAccount').length;
      assert.ok(looks >= 14 && looks <= 16, `${looks} looks in 14 days`);
    });
  });

  it('automatic: is never asked to confirm, and goes on when Plaid has found its deposit', async () => {
    const { at, read } = account('pending_automatic_verification');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await moved(handle, {}, await env.currentTimeMs());
      await env.sleep('5 days');
      at.status = 'automatically_verified';
      const told = { webhook: '1', itemId: 'item-1', change: 'verification_changed' } as const;
      await handle.signal(itemChanged, told);
      assert.equal(await handle.result(), 'declined');
      assert.equal(asked(activities.calls), 0);
    });
  });

  it('automatic: goes on at the next look when no webhook says so', async () => {
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
    it(`${what}: tells the person why, and lets them link another account`, async () => {
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
        await stageReached(env, handle, 'awaiting_link');
        assert.equal(why, end.moved === 'reversed' ? 'micro_deposits_reversed: R03' : 'micro_deposits_failed');
        at.id = 'account-2';
        at.status = null;
        await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
        assert.equal(await handle.result(), 'declined');
      });
    });
  }

  it('three wrong codes: links again, twice at most, then ends as unproven', async () => {
    const { read } = account('verification_failed');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      for (let links = 0; links < 3; links++) {
        await handle.signal(linked, { session: `lnk_${links}`, mode: 'new' });
        await eventually(env, async () => activities.calls.filter((call) => call === 'readAccount').length > links);
      }
      assert.equal(await handle.result(), 'unproven');
      assert.equal(activities.calls.filter((call) => call === 'offerLink').length, 2);
    });
  });

  it('an account that is in use already: links another, twice at most, then ends as unproven', async () => {
    const reasons: (string | undefined)[] = [];
    const inUse = { proof: 'refused', status: 'duplicate_account' } as const;
    const activities = untilMoney({
      // The first was known before it became an Item.
      readAccount: async () =>
        reasons.length === 0
          ? { itemId: null, accountId: null, ...inUse }
          : { itemId: 'item-1', accountId: 'account-1', ...inUse },
      offerLink: async ({ reason }) => {
        reasons.push(reason);
        return { expiresAt: '2000-01-01T00:00:00.000Z' };
      },
      closeCase: async ({ outcome, reason }) => {
        reasons.push(reason);
        return outcome;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      for (let links = 0; links < 3; links++) {
        await handle.signal(linked, { session: `lnk_${links}`, mode: 'new' });
        await eventually(env, async () => activities.calls.filter((call) => call === 'readAccount').length > links);
      }
      assert.equal(await handle.result(), 'unproven');
    });
    assert.deepEqual(reasons, Array(3).fill('duplicate_account'));
  });

  it('nobody links again: ends as abandoned', async () => {
    await withWorker(untilMoney({ readAccount: account('verification_expired').read }), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'abandoned');
    });
  });

  describe("what Plaid's database says with caution", () => {
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
          await handle.executeUpdate(review, { args: [{ review: 'rev_1', decision, reviewer: 'reviewer-1' }] });
        }
        return handle.result();
      });
    }
    it('is accepted, refused or reviewed, by policy', async () => {
      assert.equal(await outcome('accept'), 'declined');
      assert.equal(await outcome('refuse'), 'unproven');
      assert.equal(await outcome('review', 'approve'), 'declined');
      assert.equal(await outcome('review', 'reject'), 'unproven');
    });
  });

  it('can be cancelled while it waits', async () => {
    await withWorker(untilMoney({ readAccount: account('pending_manual_verification').read }), async (env) => {
      const handle = await waits(env);
      assert.equal((await handle.query(caseFile)).waiting?.for, 'the micro-deposit to arrive');
      await handle.cancel();
      assert.equal(await handle.result(), 'cancelled');
    });
  });
});
