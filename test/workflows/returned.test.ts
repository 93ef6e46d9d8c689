import assert from 'node:assert/strict';
import { passTime } from '../../dev/time-travel.ts';
import {
  type Asked,
  type Followed,
  follows,
  inDays,
  moved,
  mover,
  reinitiates,
  second,
  signalTransfer,
  watchUntil,
} from '../support/cases/returned-money.ts';
import { fileOf, happy, stageReached } from '../support/cases/workflow-cases.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';

describe('a case whose money came back', () => {
  it('sleeps until the day on which it sends the transfer again, then follows the new one', async () => {
    const asked: Asked[] = [];
    const again: Followed = { next: 'reinitiate', reason: 'R01', at: inDays(6), ...second };
    const activities = happy({
      ...mover(asked),
      followReturn: async ({ transferId }) =>
        transferId === 'tr-1' ? again : { next: 'end', outcome: 'returned', reason: 'R01' },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await signalTransfer(env, handle, 'tr-1', 'returned');
      await reinitiates(env, handle);
      assert.equal((await fileOf(env, handle))?.stage, 'transferring');
      await passTime(env.client, handle.workflowId, 6 * 86_400);
      await follows(env, handle, 2, asked);
      // A repeated signal about the first transfer says nothing about the second.
      await signalTransfer(env, handle, 'tr-1', 'returned');
      await follows(env, handle, 2, asked);
      await signalTransfer(env, handle, 'tr-2', 'funded');
      await stageReached(env, handle, 'watching_returns');
      await signalTransfer(env, handle, 'tr-2', 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
    assert.deepEqual(
      asked.map(({ transferNumber }) => transferNumber),
      [1, 2],
    );
    // The record refuses a step with an earlier number.
    assert.ok((asked[1]?.step ?? 0) > 40);
  });

  it('sleeps on when a signal wakes it before the day, and ends when it was cancelled meanwhile', async () => {
    const asked: Asked[] = [];
    let calledOff = false;
    const activities = happy({
      ...mover(asked),
      followReturn: async () =>
        calledOff
          ? { next: 'end', outcome: 'returned', reason: 'R01' }
          : { next: 'reinitiate', reason: 'R01', at: inDays(6), ...second },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      for (let times = 0; times < 2; times++) {
        await signalTransfer(env, handle, 'tr-1', 'returned');
        await reinitiates(env, handle);
      }
      calledOff = true;
      await signalTransfer(env, handle, 'tr-1', 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
    assert.equal(asked.length, 1);
  });

  it('ends as returned when the next transfer cannot be made', async () => {
    const activities = happy({
      moveMoney: async ({ transferNumber = 1 }) =>
        transferNumber === 1
          ? { result: 'sent', transfer: { transferId: 'tr-1', itemId: 'item-1', standing: 'moving', watchUntil } }
          : { result: 'returned', reason: 'R01' },
      followReturn: async () => ({ next: 'reinitiate', reason: 'R01', at: inDays(0), ...second }),
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await signalTransfer(env, handle, 'tr-1', 'returned');
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
  });
});
