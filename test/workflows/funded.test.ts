import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { defaultPolicy } from '../../domain/policy.ts';
import type { Standing } from '../../domain/transfer.ts';
import { linked, processTypes, type TransferMoved, taskQueue, transferMoved } from '../../workflows/messages.ts';
import type { onboarding } from '../../workflows/onboarding.ts';
import { happy, sleepOver, stageReached, startCase } from '../support/cases.ts';
import { withWorkerOnRealServer } from '../support/temporal.ts';

type Handle = Awaited<ReturnType<typeof startCase>>;

function moved(standing: Standing): TransferMoved {
  return { transferId: 'tr-1', standing, watchUntil: '2100-01-01T00:00:00.000Z', eventIds: ['7'] };
}

/** What the feed does: wakes the sleeping run, or opens a closed case again. */
async function tell(env: TestWorkflowEnvironment, handle: Handle, standing: Standing): Promise<void> {
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
    linkTokenExpiresAt: '',
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
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      await sleepOver(env, handle);
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
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      for (let look = 1; look <= 3; look++) await sleepOver(env, handle);
      assert.equal(await handle.result(), 'failed');
    });
    assert.equal(looks, 3);
  });

  for (const standing of ['failed', 'cancelled', 'returned'] as const) {
    it(`ends ${standing} when the feed says so, without asking Plaid`, async () => {
      const activities = happy();
      await withWorkerOnRealServer(activities, async (env) => {
        const handle = await startCase(env);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'transferring');
        await tell(env, handle, standing);
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
      await tell(env, handle, 'funded');
      await stageReached(env, handle, 'watching_returns');
      await tell(env, handle, 'returned');
      assert.equal(await handle.result(), 'returned');
    });
  });

  it('opens again when a return comes after everything has closed', async () => {
    await withWorkerOnRealServer(happy(), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'transferring');
      await sleepOver(env, handle);
      assert.equal(await handle.result(), 'funded');
      await tell(env, handle, 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
  });

  it('keeps what the feed says before the case has recorded its own transfer', async () => {
    const box: { tell?: () => Promise<void> } = {};
    const activities = happy({
      moveMoney: async () => {
        await box.tell?.();
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
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await startCase(env);
      box.tell = () => tell(env, handle, 'failed');
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'failed');
    });
    assert.ok(!activities.calls.includes('checkTransfer'));
  });

  for (const closed of [false, true]) {
    it(`hears what the feed says while it reads a transfer that is ${closed ? 'funded and closed' : 'still moving'}`, async () => {
      const box: { tell?: () => Promise<void> } = {};
      const activities = happy({
        checkTransfer: async () => {
          await box.tell?.();
          return { standing: closed ? 'funded' : 'moving', watchUntil: '2100-01-01T00:00:00.000Z', closed };
        },
      });
      await withWorkerOnRealServer(activities, async (env) => {
        const handle = await startCase(env);
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'transferring');
        box.tell = () => tell(env, handle, 'returned');
        await sleepOver(env, handle);
        assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
      });
      assert.ok(activities.calls.includes('followReturn'));
    });
  }
});
