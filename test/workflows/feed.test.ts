import assert from 'node:assert/strict';
import { newId } from '../../db/ids.ts';
import { feedType, taskQueue, wake } from '../../workflows/messages.ts';
import { eventually, failure } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

describe('a feed', () => {
  it('drains when it starts, when a signal wakes it, when none does, and after any failure', async () => {
    let drains = 0;
    const drainFeed = async () => {
      drains += 1;
      if (drains === 3) throw failure('needs-user', { code: 'INVALID_API_KEYS' });
      return { events: 0, signalled: 0, lookAgainSeconds: 900 };
    };
    await withWorker({ drainFeed }, async (env) => {
      const feed = await env.client.workflow.start(feedType, {
        workflowId: newId('key'),
        taskQueue,
        args: ['transfer'],
      });
      try {
        await eventually(env, async () => drains === 1);
        await feed.signal(wake);
        await eventually(env, async () => drains === 2);
        await env.sleep('901 seconds');
        await eventually(env, async () => drains === 3);
        await env.sleep('61 seconds');
        await eventually(env, async () => drains === 4);
        assert.equal((await feed.describe()).status.name, 'RUNNING');
      } finally {
        await feed.terminate();
      }
    });
  });

  it('ends when there is nothing left to wait for', async () => {
    const drainFeed = async () => ({ events: 1, signalled: 0, lookAgainSeconds: null });
    await withWorker({ drainFeed }, async (env) => {
      const feed = await env.client.workflow.start(feedType, {
        workflowId: newId('key'),
        taskQueue,
        args: ['transfer'],
      });
      await feed.result();
      assert.equal((await feed.describe()).status.name, 'COMPLETED');
    });
  });
});
