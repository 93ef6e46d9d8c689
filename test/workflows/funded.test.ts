import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { defaultPolicy } from '../../domain/case/policy.ts';
import type { Standing } from '../../domain/transfers/transfer.ts';
import { linked, processTypes, type TransferMoved, taskQueue, transferMoved } from '../../workflows/messages.ts';
import type { onboarding } from '../../workflows/onboarding.ts';
import { happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

type Handle = Awaited<ReturnType<typeof startCase>>;

function moved(standing: Standing): TransferMoved {
  return { transferId: 'tr-1', standing, watchUntil: '2100-01-01T00:00:00.000Z', eventIds: ['7'] };
}

/** Does as the feed: wakes the sleeping run, or opens a closed case again. */
async function signalStanding(env: TestWorkflowEnvironment, handle: Handle, standing: Standing): Promise<void> {
  const transfer = {
    transferId: 'tr-1',
    itemId: 'item-1',
    standing: 'funded',
    watchUntil: '2100-01-01T00:00:00.000Z',
  } as const;
  const start = {
    onboardingId: handle.workflowId.split('/')[1] ?? '',
    tenantId: 'ten_1',
    userId: 'u',
    linkTokenExpiresAt: null,
    transfer,
  };
  await env.client.workflow.signalWithStart<typeof onboarding, [TransferMoved]>(processTypes.ach, {
    workflowId: handle.workflowId,
    taskQueue,
    args: [{ ...start, policy: defaultPolicy }],
    signal: transferMoved,
    signalArgs: [moved(standing)],
  });
}

describe('a case whose money moves', () => {
  it('reads the transfer itself, and ends funded, when no event ever comes', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      assert.equal(await handle.result(), 'funded');
    });
    assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'moveMoney', 'checkTransfer']);
  });

  it('keeps looking while the transfer is still moving', async () => {
    let looks = 0;
    const activities = happy({
      checkTransfer: async () => ({
        standing: ++looks < 3 ? 'moving' : 'failed',
        watchUntil: '2100-01-01T00:00:00.000Z',
        closed: false,
      }),
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      assert.equal(await handle.result(), 'failed');
    });
    assert.equal(looks, 3);
  });

  for (const standing of ['failed', 'cancelled', 'returned'] as const) {
    it(`ends ${standing} when the feed says so, without asking Plaid`, async () => {
      const activities = happy();
      await withWorker(activities, async (env) => {
        const handle = await startCase(env);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'transferring');
        await signalStanding(env, handle, standing);
        assert.equal(await handle.result(), standing);
      });
      assert.ok(!activities.calls.includes('checkTransfer'));
    });
  }

  it('watches for returns once funded, and a return ends it', async () => {
    await withWorkerOnRealServer(happy(), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      await signalStanding(env, handle, 'funded');
      await stageReached(env, handle, 'watching_returns');
      await signalStanding(env, handle, 'returned');
      assert.equal(await handle.result(), 'returned');
    });
  });

  it('opens again when a return comes after everything has closed', async () => {
    await withWorker(happy(), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      assert.equal(await handle.result(), 'funded');
      await signalStanding(env, handle, 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
  });

  it('keeps a signal of the feed that comes before the case has recorded its transfer', async () => {
    const box: { signal?: () => Promise<void> } = {};
    const activities = happy({
      moveMoney: async () => {
        await box.signal?.();
        return {
          result: 'sent',
          transfer: {
            transferId: 'tr-1',
            itemId: 'item-1',
            standing: 'moving',
            watchUntil: '2100-01-01T00:00:00.000Z',
          },
        };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      box.signal = () => signalStanding(env, handle, 'failed');
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'failed');
    });
    assert.ok(!activities.calls.includes('checkTransfer'));
  });

  for (const closed of [false, true]) {
    it(`handles a signal that comes while it reads a transfer that is ${closed ? 'funded and closed' : 'still moving'}`, async () => {
      const box: { signal?: () => Promise<void> } = {};
      const activities = happy({
        checkTransfer: async () => {
          await box.signal?.();
          return { standing: closed ? 'funded' : 'moving', watchUntil: '2100-01-01T00:00:00.000Z', closed };
        },
      });
      await withWorker(activities, async (env) => {
        const handle = await startCase(env);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'transferring');
        box.signal = () => signalStanding(env, handle, 'returned');
        assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
      });
      assert.ok(activities.calls.includes('followReturn'));
    });
  }
});
