import assert from 'node:assert/strict';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { defaultPolicy, type Policy } from '../../domain/case/policy.ts';
import { cancel, caseFile, linked, retryStep, transferMoved } from '../../workflows/messages.ts';
import {
  aVerifiedAccount,
  failure,
  happy,
  stageReached,
  startCase,
  troubleShown,
} from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

const policy = (change: Partial<Policy> = {}) => ({ policy: { ...defaultPolicy, ...change } });
const rejected = { outcome: 'rejected', reason: 'identity_conflict' } as const;
const conflict: FakeActivities = {
  matchOwner: async () => ({ decision: 'conflict', ended: rejected }),
};
const away = () => failure('unavailable', { code: 'no_answer' });

describe('the clean-up of a case at Plaid', () => {
  /** Follows a case past the end of its return window. */
  const watched = (severalItems?: true) => ({
    transfer: {
      ...{ transferId: 'tr-1', itemId: 'item-1', standing: 'funded' as const },
      ...{ watchUntil: '2026-01-01T00:00:00.000Z', ...(severalItems && { severalItems }) },
    },
  });

  it('comes after the ending is on record, and costs one Action', async () => {
    const activities = happy(conflict);
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, policy());
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'rejected');
    });
    assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'cleanUp']);
  });

  it('does not happen if the applicant linked nothing, or if the policy keeps the Item', async () => {
    for (const [change, signal] of [
      [policy(), false],
      [policy({ removeItem: 'never' }), true],
    ] as const) {
      const activities = happy(conflict);
      await withWorker(activities, async (env) => {
        const handle = await startCase(env, change);
        if (signal) await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        else await handle.cancel();
        await handle.result();
      });
      assert.ok(!activities.calls.includes('cleanUp'));
    }
  });

  it('happens even if the case never read the account', async () => {
    const activities = happy({
      readAccount: async () => {
        throw failure('needs-user', { code: 'no_depository_account', repair: { mode: 'new' } });
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, policy({ remindAfterDays: [] }));
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'abandoned');
    });
    assert.deepEqual(activities.calls.slice(-2), ['closeCase', 'cleanUp']);
  });

  it('is retried until Plaid answers, while the case is closed on record, and operators see the trouble', async () => {
    let tries = 0;
    const activities = happy({
      ...conflict,
      cleanUp: async () => {
        tries += 1;
        // Temporal makes the first six tries of the activity.
        if (tries <= 7) throw away();
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, policy());
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal((await troubleShown(env, handle))?.kind, 'unavailable');
      assert.equal((await handle.query(caseFile)).stage, 'closed');
      await handle.executeUpdate(retryStep);
      assert.equal(await handle.result(), 'rejected');
    });
    assert.equal(tries, 8);
  });

  it('changes no ending, and refuses a cancellation meanwhile', async () => {
    const box: { cancel?: () => Promise<void> } = {};
    const refusals: string[] = [];
    const activities = happy({ ...conflict, cleanUp: async () => box.cancel?.() });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, policy());
      box.cancel = async () => {
        await handle.cancel();
        await handle
          .executeUpdate(cancel, { args: [{ by: 'tenant' }] })
          .catch((error: WorkflowUpdateFailedError) => refusals.push(String(error.cause?.message)));
      };
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'rejected');
      const { timeline } = await handle.query(caseFile);
      assert.ok(timeline.some(({ what }) => what.startsWith('cancellation refused')));
    });
    assert.match(refusals[0] ?? '', /the case is closing/);
    assert.deepEqual(activities.calls.slice(-1), ['cleanUp']);
  });

  it('removes the replaced Items of an applicant who linked again, even if money moved', async () => {
    let reads = 0;
    const activities = happy({
      readAccount: async () => {
        reads += 1;
        if (reads === 1) throw failure('needs-user', { code: 'no_depository_account', repair: { mode: 'new' } });
        return aVerifiedAccount;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, policy());
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'repairing_link');
      await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      assert.equal(await handle.result(), 'funded');
    });
    assert.deepEqual(activities.calls.slice(-2), ['checkTransfer', 'cleanUp']);
  });

  for (const [what, change, several, cleaned] of [
    ['on_failure', policy(), undefined, false],
    ['on_failure, if the applicant may have linked several', policy(), true, true],
    ['always', policy({ removeItem: 'always' }), undefined, true],
    ['never, if the applicant may have linked several', policy({ removeItem: 'never' }), true, false],
  ] as const) {
    it(`of a funded case, at the end of its window, by policy ${what}: ${cleaned ? 'cleaned up' : 'kept'}`, async () => {
      const activities = happy();
      await withWorker(activities, async (env) => {
        const handle = await startCase(env, { ...change, ...watched(several) });
        assert.equal(await handle.result(), 'funded');
      });
      assert.deepEqual(activities.calls, ['checkTransfer', ...(cleaned ? ['cleanUp'] : [])]);
    });
  }

  it('does not hide a return that comes meanwhile', async () => {
    const box: { moved?: () => Promise<void> } = {};
    const activities = happy({ cleanUp: async () => box.moved?.() });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { ...policy({ removeItem: 'always' }), ...watched() });
      const moved = { transferId: 'tr-1', watchUntil: '2026-01-01T00:00:00.000Z', eventIds: ['9'] };
      box.moved = () => handle.signal(transferMoved, { ...moved, standing: 'returned' });
      assert.equal(await handle.result(), 'returned');
    });
  });

  it('does not end a case whose money came back meanwhile, and which asks for another account', async () => {
    const box: { moved?: (() => Promise<void>) | undefined } = {};
    const activities = happy({
      cleanUp: async () => box.moved?.(),
      followReturn: async () => ({
        ...{ next: 'relink' as const, reason: 'R03', transferNumber: 2 },
        counted: { steps: 9, reminders: 0 },
      }),
      offerLink: async () => ({ expiresAt: '2100-01-01T00:00:00.000Z' }),
      closeCase: async ({ outcome, reason }) => ({ outcome, reason }),
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { ...policy({ removeItem: 'always' }), ...watched() });
      const moved = { transferId: 'tr-1', watchUntil: '2026-01-01T00:00:00.000Z', eventIds: ['9'] };
      box.moved = async () => {
        box.moved = undefined;
        await handle.signal(transferMoved, { ...moved, standing: 'returned' });
      };
      await stageReached(env, handle, 'awaiting_link');
      await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await handle.result(), 'cancelled');
    });
    assert.deepEqual(
      activities.calls.filter((call) => call !== 'findLink'),
      ['checkTransfer', 'cleanUp', 'followReturn', 'offerLink', 'closeCase', 'cleanUp'],
    );
  });
});
