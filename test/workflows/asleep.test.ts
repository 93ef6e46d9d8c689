// These tests use the real server, because the test server may choose another day.
import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { passTime } from '../../dev/time-travel.ts';
import { cancel, itemChanged } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { detailsOf } from '../support/cases/acted-on.ts';
import { type Asked, moved, mover, reinitiates, second, signalTransfer } from '../support/cases/returned-money.ts';
import { eventually, fileOf, happy, stageReached } from '../support/cases/workflow-cases.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const unhandledCommand = temporal.api.enums.v1.WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
const hour = 3600;
const day = 24 * hour;

describe('a sleeping case', () => {
  /**
   * A case that is funded and asleep for 88 days. After its return it has to send the transfer again at `again` (ISO
   * 8601).
   */
  function asleepForLong() {
    const asked: Asked[] = [];
    const box = { again: '' };
    const activities = happy({
      ...mover(asked),
      followReturn: async () => ({ next: 'reinitiate', reason: 'R01', at: box.again, ...second }),
    });
    async function fallAsleep(env: TestWorkflowEnvironment) {
      const handle = env.client.workflow.getHandle((await moved(env)).workflowId);
      await signalTransfer(env, handle, 'tr-1', 'funded', {}, new Date(Date.now() + 88 * day * 1000));
      await stageReached(env, handle, 'watching_returns');
      return handle;
    }
    return { asked, box, activities, fallAsleep };
  }

  it('that wakes after 4 of 88 days, and then sleeps for 3, sends its transfer again after 3 and not after 84', async () => {
    const { asked, box, activities, fallAsleep } = asleepForLong();
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await fallAsleep(env);
      const pass = (seconds: number) => passTime(env.client, handle.workflowId, seconds);
      // Past the look that the case would have made if the bank had not moved the money.
      await pass(4 * day);
      assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'moveMoney']);
      const payDay = Date.now() + 7 * day * 1000;
      box.again = new Date(payDay).toISOString();
      await signalTransfer(env, handle, 'tr-1', 'returned');
      await reinitiates(env, handle);
      await pass(3 * day - hour);
      assert.equal((await fileOf(env, handle))?.waiting?.until, box.again);
      assert.equal(asked.length, 1, 'made again before its day');
      await pass(hour);
      await eventually(env, async () => asked.length === 2);
      assertAbout(payDay, await madeAt(handle));
      await ends(env, handle);
    });
    assert.ok(!activities.calls.includes('checkTransfer'));
  });

  it('that wakes and then sleeps for two seconds goes on after these, in real time', async () => {
    const { asked, box, activities, fallAsleep } = asleepForLong();
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await fallAsleep(env);
      const payDay = Date.now() + 2000;
      box.again = new Date(payDay).toISOString();
      await signalTransfer(env, handle, 'tr-1', 'returned');
      await eventually(env, async () => asked.length === 2);
      assert.ok((await madeAt(handle)) >= payDay, 'made again before its day');
      await ends(env, handle);
    });
  });

  it('handles a signal that comes while it is about to continue as new', async () => {
    const box: { signal?: () => Promise<void> } = {};
    // The commands of the workflow pass through here on their way to the server.
    const codec: PayloadCodec = {
      async encode(payloads) {
        const { signal } = box;
        if (signal && payloads.some(({ data }) => Buffer.from(data ?? []).includes('"asleepUntil"'))) {
          delete box.signal;
          await signal();
        }
        return payloads;
      },
      decode: async (payloads) => payloads,
    };
    await withWorkerOnRealServer(
      happy(),
      async (env) => {
        const handle = await moved(env);
        box.signal = () => signalTransfer(env, handle, 'tr-1', 'returned');
        await signalTransfer(env, handle, 'tr-1', 'funded');
        assert.equal(await handle.result(), 'returned');
        const { events } = await env.client.workflow.getHandle(handle.workflowId).fetchHistory();
        const refused = events?.some(
          ({ workflowTaskFailedEventAttributes: failed }) => failed?.cause === unhandledCommand,
        );
        assert.ok(refused, 'nothing came while it was about to continue as new');
      },
      { payloadCodecs: [codec] },
    );
  });

  it('answers queries, handles signals and refuses a cancellation, like every waiting case', async () => {
    const { activities, fallAsleep } = asleepForLong();
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await fallAsleep(env);
      const until = (await fileOf(env, handle))?.waiting?.until;
      const { typedSearchAttributes } = await handle.describe();
      assert.equal(typedSearchAttributes.get(searchAttributes.stage), 'watching_returns');
      assert.equal(typedSearchAttributes.get(searchAttributes.transfer), 'tr-1');
      await assert.rejects(handle.executeUpdate(cancel, { args: [{ by: 'operator' }] }), (error: Error) =>
        /can no longer be cancelled/.test(`${(error.cause as Error).message}`),
      );
      await handle.cancel();
      await handle.signal(itemChanged, { webhook: 'wh_1', itemId: 'item-1', change: 'broken' });
      await eventually(env, async () => (await detailsOf(handle)).includes('Plaid reports about the Item: broken'));
      const details = await detailsOf(handle);
      assert.match(details, /cancellation refused: money is on its way/);
      assert.match(
        details,
        new RegExp(`Transfer\\*\\* tr-1: funded\n\n\\*\\*Waiting for\\*\\* the return window to close until ${until}`),
      );
      assert.equal((await fileOf(env, handle))?.waiting?.until, until);
      await signalTransfer(env, handle, 'tr-1', 'failed');
      assert.equal(await handle.result(), 'failed');
    });
    assert.ok(!activities.calls.includes('checkTransfer'));
  });
});

/** Terminates the case, because the time travel of other tests would move it. */
async function ends(env: TestWorkflowEnvironment, handle: WorkflowHandle): Promise<void> {
  await signalTransfer(env, handle, 'tr-2', 'failed');
  assert.equal(await handle.result(), 'failed');
}

/** Returns when the case requested the transfer again, by its own time, in milliseconds since 1970. */
async function madeAt(handle: WorkflowHandle): Promise<number> {
  const { events } = await handle.fetchHistory();
  const made = events?.find((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'moveMoney');
  return Number(made?.eventTime?.seconds) * 1000 + (made?.eventTime?.nanos ?? 0) / 1e6;
}

function assertAbout(expected: number, at: number): void {
  assert.ok(at >= expected && at < expected + hour * 1000, `${new Date(at)} and not ${new Date(expected)}`);
}
