// The Item changes while its case runs.
import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ItemChange } from '../../domain/bank/item.ts';
import { caseFile, itemChanged, linked } from '../../workflows/messages.ts';
import { decide } from '../support/cases/reviews.ts';
import { eventually, failure, happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { gate } from '../support/gate.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

// The case ends at the money call, because the part after it needs the real server (funded.test.ts).
const declined = { result: 'declined', reason: 'NSF' } as const;
const untilMoney = (overrides: FakeActivities = {}) => happy({ moveMoney: async () => declined, ...overrides });

describe('an Item that changes', () => {
  /** The first match is unclear, so that the case is in review. Later ones are good. */
  const unclearOnce = (): NonNullable<FakeActivities['matchOwner']> => {
    let asked = 0;
    return async () => ({ decision: asked++ === 0 ? 'unclear' : 'match' });
  };

  async function inReview(env: TestWorkflowEnvironment): Promise<WorkflowHandle> {
    const handle = await startCase(env);
    await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
    await stageReached(env, handle, 'in_review');
    return handle;
  }
  let webhooks = 0;
  const signalChange = (handle: WorkflowHandle, change: ItemChange, at?: string) =>
    handle.signal(itemChanged, { webhook: String(++webhooks), itemId: 'item-1', change, ...(at && { at }) });

  for (const change of ['numbers_changed', 'owner_changed'] as const) {
    it(`${change}: the account is read and matched again, and a review of the old one decides nothing`, async () => {
      const activities = untilMoney({ matchOwner: unclearOnce() });
      await withWorker(activities, async (env) => {
        const handle = await inReview(env);
        await signalChange(handle, change);
        assert.equal(await handle.result(), 'declined');
        assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'readAccount', 'matchOwner', 'moveMoney']);
      });
    });
  }

  it('other accounts chosen in Link: the account is read and matched again', async () => {
    const activities = untilMoney({ matchOwner: unclearOnce() });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await handle.signal(linked, { session: 'lnk_2', mode: 'accounts' });
      assert.equal(await handle.result(), 'declined');
      assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'readAccount', 'matchOwner', 'moveMoney']);
    });
  });

  it('numbers changed right before the money call: no money moves, and the account is read again', async () => {
    let tries = 0;
    const activities = untilMoney({
      moveMoney: async () => {
        tries += 1;
        if (tries === 1) throw failure('conflict', { code: 'account_changed', repair: { mode: 'reread' } });
        return declined;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
      const steps = ['readAccount', 'matchOwner', 'moveMoney'];
      assert.deepEqual(activities.calls, [...steps, ...steps]);
    });
  });

  it('signalled twice for one webhook: the case handles it once', async () => {
    const activities = untilMoney({ matchOwner: async () => ({ decision: 'unclear' }) });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      const changed = { webhook: '1', itemId: 'item-1', change: 'numbers_changed' } as const;
      await handle.signal(itemChanged, changed);
      await eventually(env, async () => activities.calls.length === 4);
      await stageReached(env, handle, 'in_review');
      await handle.signal(itemChanged, changed);
      await decide(handle, 'approve', 'reviewer-1');
      assert.equal(await handle.result(), 'declined');
      assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'readAccount', 'matchOwner', 'moveMoney']);
    });
  });

  for (const change of ['permission_revoked', 'account_revoked'] as const) {
    it(`${change}: the case ends as abandoned, and says why`, async () => {
      let reason: string | null | undefined;
      const activities = untilMoney({
        matchOwner: unclearOnce(),
        closeCase: async (at) => {
          reason = at.reason;
          return { outcome: at.outcome, reason: at.reason };
        },
      });
      await withWorker(activities, async (env) => {
        const handle = await inReview(env);
        await signalChange(handle, change);
        assert.equal(await handle.result(), 'abandoned');
        assert.equal(reason, change);
        assert.ok(!activities.calls.includes('moveMoney'));
      });
    });
  }

  it('revoked while a money call may be open: the result of the call decides how the case goes on', async () => {
    const { opened, open } = gate();
    const activities = untilMoney({
      moveMoney: async () => {
        await opened;
        return declined;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'authorizing');
      await signalChange(handle, 'permission_revoked');
      open();
      assert.equal(await handle.result(), 'declined');
      assert.ok(!activities.calls.includes('closeCase'));
    });
  });

  it('broken: the Item is read at once, and the review goes on', async () => {
    const activities = untilMoney({ matchOwner: unclearOnce(), checkItem: async () => {} });
    const reads = () => activities.calls.filter((call) => call === 'checkItem').length;
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await signalChange(handle, 'broken');
      await eventually(env, async () => reads() === 1);
      assert.equal((await handle.query(caseFile)).stage, 'in_review');
      // A repair is a reason to read as well, because the last read may have had an older answer.
      await signalChange(handle, 'repaired');
      await eventually(env, async () => reads() === 2);
      await signalChange(handle, 'broken');
      await eventually(env, async () => reads() === 3);
      await decide(handle, 'approve', 'reviewer-1');
      assert.equal(await handle.result(), 'declined');
      assert.equal(activities.calls.filter((call) => call === 'readAccount').length, 1);
    });
  });

  it('consent that ends: the case reads the Item at that date, and not before', async () => {
    const activities = untilMoney({ matchOwner: unclearOnce(), checkItem: async () => {} });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await signalChange(handle, 'consent_ending', inDays(await env.currentTimeMs(), 7));
      await env.sleep('6 days');
      assert.ok(!activities.calls.includes('checkItem'));
      await env.sleep('1 day');
      await eventually(env, async () => activities.calls.includes('checkItem'));
      await decide(handle, 'approve', 'reviewer-1');
      assert.equal(await handle.result(), 'declined');
    });
  });

  for (const how of ['renewed in Link', 'repaired elsewhere'] as const) {
    it(`consent that was ${how}: its date passes without a look`, async () => {
      const activities = untilMoney({ matchOwner: unclearOnce(), checkItem: async () => {} });
      await withWorker(activities, async (env) => {
        const handle = await inReview(env);
        await signalChange(handle, 'consent_ending', inDays(await env.currentTimeMs(), 7));
        if (how === 'repaired elsewhere') await signalChange(handle, 'repaired');
        else await handle.signal(linked, { session: 'lnk_2', mode: 'update' });
        await env.sleep('8 days');
        assert.equal((await handle.query(caseFile)).stage, 'in_review');
        assert.ok(!activities.calls.includes('checkItem'));
        await handle.terminate();
      });
    });
  }

  for (const how of ['renewed in Link', 'repaired elsewhere'] as const) {
    it(`consent that ends and was ${how}, both in one workflow task: the case goes on`, async () => {
      const activities = untilMoney({ matchOwner: unclearOnce(), checkItem: async () => {} });
      let handle: WorkflowHandle;
      await withWorker(
        activities,
        async () => {
          await decide(handle, 'approve', 'reviewer-1');
          assert.equal(await handle.result(), 'declined');
        },
        {
          before: async (env) => {
            handle = await inReview(env);
          },
          between: async (env) => {
            await signalChange(handle, 'consent_ending', inDays(await env.currentTimeMs(), 7));
            if (how === 'repaired elsewhere') await signalChange(handle, 'repaired');
            else await handle.signal(linked, { session: 'lnk_2', mode: 'update' });
          },
        },
      );
    });
  }

  it('consent that ends, but the Item cannot be read: the case goes on', async () => {
    const activities = untilMoney({
      matchOwner: unclearOnce(),
      checkItem: async () => {
        throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await signalChange(handle, 'consent_ending', inDays(await env.currentTimeMs(), 1));
      await env.sleep('2 days');
      await eventually(env, async () =>
        (await handle.query(caseFile)).timeline.some(({ what }) => what.startsWith('the Item could not be read')),
      );
      await decide(handle, 'approve', 'reviewer-1');
      assert.equal(await handle.result(), 'declined');
    });
  });
});

const inDays = (from: number, days: number): string => new Date(from + days * 86_400_000).toISOString();
