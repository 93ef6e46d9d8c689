import assert from 'node:assert/strict';
import { happy, sleepOver, stageReached } from '../support/cases.ts';
import {
  type Asked,
  type Followed,
  follows,
  inDays,
  memoOf,
  moved,
  mover,
  represents,
  second,
  tell,
  watchUntil,
} from '../support/returned-money.ts';
import { withWorkerOnRealServer } from '../support/temporal.ts';

describe('a case whose money came back', () => {
  it('sleeps until the day on which it is presented again, then follows the new transfer', async () => {
    const asked: Asked[] = [];
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
    const asked: Asked[] = [];
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
});
