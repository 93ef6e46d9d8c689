import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import type { Standing } from '../../domain/transfer.ts';
import { cancel, caseFile, linked, processTypes, transferNews } from '../../workflows/messages.ts';
import { eventually, happy, sleepOver, stageReached, startCase } from '../support/cases.ts';
import { type FakeActivities, withWorkerOnRealServer } from '../support/temporal.ts';

type Handle = Awaited<ReturnType<typeof startCase>>;
type Followed = Awaited<ReturnType<NonNullable<FakeActivities['followReturn']>>>;

const day = 86_400_000;
const watchUntil = '2100-01-01T00:00:00.000Z';
/** A run that has counted none itself goes on from what the record has. */
const second = { attempt: 2, counted: { steps: 40, reminders: 0 } };
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

/** What each attempt was asked for, and its transfer: `tr-1` is the first. */
function mover(asked: { attempt: number; step: number }[]): FakeActivities {
  return {
    moveMoney: async ({ attempt = 1, step }) => {
      asked.push({ attempt, step });
      return {
        result: 'sent',
        transfer: { transferId: `tr-${attempt}`, itemId: 'item-1', standing: 'moving', watchUntil },
      };
    },
    checkTransfer: async () => ({ standing: 'moving', watchUntil, closed: false }),
  };
}

/** What the feed does. */
async function tell(
  env: TestWorkflowEnvironment,
  handle: Handle,
  transferId: string,
  standing: Exclude<Standing, 'moving'>,
  policy: Partial<Policy> = {},
) {
  const about = { onboardingId: handle.workflowId.split('/')[1] ?? '', tenantId: 'ten_1', userId: 'user-1' };
  const news = {
    policy: { ...defaultPolicy, ...policy },
    itemId: 'item-1',
    transferId,
    standing,
    watchUntil: new Date(watchUntil),
    eventIds: ['7'],
  };
  await env.client.workflow.signalWithStart(processTypes.ach, transferNews({ ...about, ...news }));
}
async function moved(env: TestWorkflowEnvironment): Promise<Handle> {
  const handle = await startCase(env);
  await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
  await stageReached(env, handle, 'transferring');
  return handle;
}
const memoOf = async (env: TestWorkflowEnvironment, handle: Handle) =>
  (await env.client.workflow.getHandle(handle.workflowId).describe()).memo;
const represents = (env: TestWorkflowEnvironment, handle: Handle) =>
  eventually(
    env,
    async () => (await memoOf(env, handle))?.waiting_for === 'the day on which the transfer is made again',
  );
const follows = (env: TestWorkflowEnvironment, handle: Handle, attempt: number, asked: { attempt: number }[]) =>
  eventually(env, async () => {
    const memo = await memoOf(env, handle);
    return asked.at(-1)?.attempt === attempt && memo?.waiting_for === 'the bank to move the money';
  });

describe('a case whose money came back', () => {
  it('sleeps until the day on which it is presented again, then follows the new transfer', async () => {
    const asked: { attempt: number; step: number }[] = [];
    const again: Followed = { next: 'represent', at: inDays(6), ...second };
    const activities = happy({
      ...mover(asked),
      followReturn: async ({ transferId }) => (transferId === 'tr-1' ? again : { next: 'end', outcome: 'returned' }),
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await tell(env, handle, 'tr-1', 'returned');
      await represents(env, handle);
      assert.equal((await memoOf(env, handle))?.stage, 'transferring');
      await sleepOver(env, handle);
      await follows(env, handle, 2, asked);
      // What is told of the first one again is no news of the second.
      await tell(env, handle, 'tr-1', 'returned');
      await follows(env, handle, 2, asked);
      await tell(env, handle, 'tr-2', 'funded');
      await stageReached(env, handle, 'watching_returns');
      await tell(env, handle, 'tr-2', 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
    assert.deepEqual(
      asked.map(({ attempt }) => attempt),
      [1, 2],
    );
    // The record takes no step from before.
    assert.ok((asked[1]?.step ?? 0) > 40);
  });

  it('sleeps on when it is woken before the day, and ends when it was called off meanwhile', async () => {
    const asked: { attempt: number; step: number }[] = [];
    let calledOff = false;
    const activities = happy({
      ...mover(asked),
      followReturn: async () =>
        calledOff ? { next: 'end', outcome: 'returned' } : { next: 'represent', at: inDays(6), ...second },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      for (let times = 0; times < 2; times++) {
        await tell(env, handle, 'tr-1', 'returned');
        await represents(env, handle);
      }
      calledOff = true;
      await tell(env, handle, 'tr-1', 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
    assert.equal(asked.length, 1);
  });

  it('ends as its last payment does where that cannot be made', async () => {
    const activities = happy({
      moveMoney: async ({ attempt = 1 }) =>
        attempt === 1
          ? { result: 'sent', transfer: { transferId: 'tr-1', itemId: 'item-1', standing: 'moving', watchUntil } }
          : { result: 'returned', reason: 'R01' },
      followReturn: async () => ({ next: 'represent', at: inDays(0), ...second }),
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await tell(env, handle, 'tr-1', 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
  });

  for (const funded of [false, true]) {
    it(`asks for another account where the first is of no use${funded ? ', also once it was funded' : ''}, and proves it`, async () => {
      const asked: { attempt: number; step: number }[] = [];
      const offered: string[] = [];
      const activities = happy({
        ...mover(asked),
        followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
        offerLink: async ({ reason }) => {
          offered.push(reason ?? '');
          return { expiresAt: inDays(1) };
        },
      });
      await withWorkerOnRealServer(activities, async (env) => {
        const handle = await moved(env);
        if (funded) {
          await tell(env, handle, 'tr-1', 'funded');
          await stageReached(env, handle, 'watching_returns');
        }
        await tell(env, handle, 'tr-1', 'returned');
        const now = env.client.workflow.getHandle(handle.workflowId);
        await eventually(env, async () => (await now.query(caseFile).catch(() => null))?.stage === 'awaiting_link');
        await now.signal(linked, { session: 'lnk_2', mode: 'new' });
        await follows(env, handle, 2, asked);
        await tell(env, handle, 'tr-2', 'failed');
        assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'failed');
      });
      assert.deepEqual(offered, ['R03']);
      const work = ['readAccount', 'matchOwner', 'moveMoney'];
      assert.deepEqual(
        activities.calls.filter((call) => work.includes(call)),
        [...work, ...work],
      );
      assert.deepEqual(
        asked.map(({ attempt }) => attempt),
        [1, 2],
      );
    });
  }

  it('hears a person who has linked another account before it knows of its own offer', async () => {
    const asked: { attempt: number; step: number }[] = [];
    const box: { link?: () => Promise<void> } = {};
    const activities = happy({
      ...mover(asked),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => {
        await box.link?.();
        return { expiresAt: inDays(1) };
      },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      const now = env.client.workflow.getHandle(handle.workflowId);
      box.link = () => now.signal(linked, { session: 'lnk_2', mode: 'new' });
      await tell(env, handle, 'tr-1', 'returned');
      await follows(env, handle, 2, asked);
      await tell(env, handle, 'tr-2', 'failed');
      assert.equal(await now.result(), 'failed');
    });
  });

  it("ends as returned where the other account is somebody else's", async () => {
    const asked: { attempt: number; step: number }[] = [];
    let matched = 0;
    const activities = happy({
      ...mover(asked),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(1) }),
      matchOwner: async () => ({ decision: ++matched === 1 ? 'match' : 'conflict', fields: [] }),
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await tell(env, handle, 'tr-1', 'returned');
      const now = env.client.workflow.getHandle(handle.workflowId);
      await eventually(env, async () => (await now.query(caseFile).catch(() => null))?.stage === 'awaiting_link');
      await now.signal(linked, { session: 'lnk_2', mode: 'new' });
      assert.equal(await now.result(), 'returned');
    });
    assert.equal(asked.length, 1);
  });

  it('gives up a person who links no other account', async () => {
    const endings: string[] = [];
    const activities = happy({
      ...mover([]),
      checkTransfer: async () => ({ standing: 'funded', watchUntil, closed: true }),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(0) }),
      closeCase: async ({ outcome, reason }) => {
        endings.push(`${outcome} ${reason}`);
        return 'returned';
      },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await sleepOver(env, handle);
      assert.equal(await handle.result(), 'funded');
      await tell(env, handle, 'tr-1', 'returned', { linkWithin: '0 days' });
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
    assert.deepEqual(endings, ['abandoned link_expired']);
  });

  it('can be cancelled while it waits for another account: the money is with nobody', async () => {
    const endings: string[] = [];
    const activities = happy({
      ...mover([]),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(1) }),
      closeCase: async ({ outcome, reason }) => {
        endings.push(`${outcome} ${reason}`);
        return outcome;
      },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await tell(env, handle, 'tr-1', 'returned');
      const now = env.client.workflow.getHandle(handle.workflowId);
      await eventually(env, async () => (await now.query(caseFile).catch(() => null))?.stage === 'awaiting_link');
      await now.executeUpdate(cancel, { args: [{ by: 'product' }] });
      assert.equal(await now.result(), 'cancelled');
    });
    assert.deepEqual(endings, ['cancelled cancelled_by_product']);
  });
});
