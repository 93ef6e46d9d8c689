import assert from 'node:assert/strict';
import { newId } from '../../db/ids.ts';
import { taskQueue, transferFeedType, wake } from '../../workflows/messages.ts';
import { eventually, failure } from '../support/cases.ts';
import { withWorker } from '../support/temporal.ts';

describe('the transfer feed', () => {
  it('drains when it starts, when it is woken, when nothing wakes it, and after any failure', async () => {
    let drains = 0;
    const drainTransferFeed = async () => {
      drains += 1;
      if (drains === 3) throw failure('needs-user', { code: 'INVALID_API_KEYS' });
      return { events: 0, told: 0, lookAgainSeconds: 900 };
    };
    await withWorker({ drainTransferFeed }, async (env) => {
      const feed = await env.client.workflow.start(transferFeedType, { workflowId: newId('key'), taskQueue });
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
});
