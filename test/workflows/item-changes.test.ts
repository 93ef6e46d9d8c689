// What becomes of the Item while its case is under way.
import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ItemChange } from '../../domain/item.ts';
import { caseFile, itemChanged, linked, review } from '../../workflows/messages.ts';
import { eventually, failure, happy, stageReached, startCase } from '../support/cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal.ts';

// The case ends at the money call: what follows it needs the real server (funded.test.ts).
const declined = { result: 'declined', reason: 'NSF' } as const;
const untilMoney = (overrides: FakeActivities = {}) => happy({ moveMoney: async () => declined, ...overrides });

describe('an Item that changes', () => {
  /** Matches unclearly at first, so that the case stands in review; then well. */
  const unclearOnce = (): NonNullable<FakeActivities['matchOwner']> => {
    let asked = 0;
    return async () => ({ decision: asked++ === 0 ? 'unclear' : 'match', fields: [] });
  };
  const approve = { review: 'rev_1', decision: 'approve', reviewer: 'reviewer-1' } as const;

  async function inReview(env: TestWorkflowEnvironment): Promise<WorkflowHandle> {
    const handle = await startCase(env);
    await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
    await stageReached(env, handle, 'in_review');
    return handle;
  }
  let webhooks = 0;
  const change = (handle: WorkflowHandle, change: ItemChange, at?: string) =>
    handle.signal(itemChanged, { webhook: String(++webhooks), itemId: 'item-1', change, ...(at && { at }) });

  for (const news of ['numbers_changed', 'owner_changed'] as const) {
    it(`${news}: the account is read and matched again, and a review of the old one decides nothing`, async () => {
      const activities = untilMoney({ matchOwner: unclearOnce() });
      await withWorker(activities, async (env) => {
        const handle = await inReview(env);
        await change(handle, news);
        assert.equal(await handle.result(), 'declined');
        assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'readAccount', 'matchOwner', 'moveMoney']);
      });
    });
  }

  it('other accounts chosen in Link: the same', async () => {
    const activities = untilMoney({ matchOwner: unclearOnce() });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await handle.signal(linked, { session: 'lnk_2', mode: 'accounts' });
      assert.equal(await handle.result(), 'declined');
      assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'readAccount', 'matchOwner', 'moveMoney']);
    });
  });

  it('numbers changed as money is to move: nothing is sent, the account is read again', async () => {
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

  it('told twice by one webhook, is heard once', async () => {
    const activities = untilMoney({ matchOwner: async () => ({ decision: 'unclear', fields: [] }) });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      const told = { webhook: '1', itemId: 'item-1', change: 'numbers_changed' } as const;
      await handle.signal(itemChanged, told);
      await eventually(env, async () => activities.calls.length === 4);
      await stageReached(env, handle, 'in_review');
      await handle.signal(itemChanged, told);
      await handle.executeUpdate(review, { args: [approve] });
      assert.equal(await handle.result(), 'declined');
      assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'readAccount', 'matchOwner', 'moveMoney']);
    });
  });

  for (const news of ['permission_revoked', 'account_revoked'] as const) {
    it(`${news}: the case ends as abandoned, and says why`, async () => {
      let reason: string | undefined;
      const activities = untilMoney({
        matchOwner: unclearOnce(),
        closeCase: async (at) => {
          reason = at.reason;
          return at.outcome;
        },
      });
      await withWorker(activities, async (env) => {
        const handle = await inReview(env);
        await change(handle, news);
        assert.equal(await handle.result(), 'abandoned');
        assert.equal(reason, news);
        assert.ok(!activities.calls.includes('moveMoney'));
      });
    });
  }

  it('revoked while a money call may be open: the money call decides what becomes of the case', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const activities = untilMoney({
      moveMoney: async () => {
        await held;
        return declined;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'authorizing');
      await change(handle, 'permission_revoked');
      release();
      assert.equal(await handle.result(), 'declined');
      assert.ok(!activities.calls.includes('closeCase'));
    });
  });

  it('consent that ends: looks at the Item at its date, and not before', async () => {
    const activities = untilMoney({ matchOwner: unclearOnce(), checkItem: async () => {} });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await change(handle, 'consent_ending', inDays(await env.currentTimeMs(), 7));
      await env.sleep('6 days');
      assert.ok(!activities.calls.includes('checkItem'));
      await env.sleep('1 day');
      await eventually(env, async () => activities.calls.includes('checkItem'));
      await handle.executeUpdate(review, { args: [approve] });
      assert.equal(await handle.result(), 'declined');
    });
  });

  for (const how of ['renewed in Link', 'repaired elsewhere'] as const) {
    it(`consent that was ${how}: its date passes without a look`, async () => {
      const activities = untilMoney({ matchOwner: unclearOnce(), checkItem: async () => {} });
      await withWorker(activities, async (env) => {
        const handle = await inReview(env);
        await change(handle, 'consent_ending', inDays(await env.currentTimeMs(), 7));
        if (how === 'repaired elsewhere') await change(handle, 'repaired');
        else await handle.signal(linked, { session: 'lnk_2', mode: 'update' });
        await env.sleep('8 days');
        assert.equal((await handle.query(caseFile)).stage, 'in_review');
        assert.ok(!activities.calls.includes('checkItem'));
        await handle.terminate();
      });
    });
  }

  it('consent that cannot be looked at: the case goes on', async () => {
    const activities = untilMoney({
      matchOwner: unclearOnce(),
      checkItem: async () => {
        throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await change(handle, 'consent_ending', inDays(await env.currentTimeMs(), 1));
      await env.sleep('2 days');
      await eventually(env, async () =>
        (await handle.query(caseFile)).timeline.some(({ what }) => what.startsWith('the Item could not be looked at')),
      );
      await handle.executeUpdate(review, { args: [approve] });
      assert.equal(await handle.result(), 'declined');
    });
  });
});

const inDays = (from: number, days: number): string => new Date(from + days * 86_400_000).toISOString();
