import assert from 'node:assert/strict';
import { isAnyAtWork } from '../../dev/at-work.ts';
import { feedType, feedWorkflowId, linked, taskQueue } from '../../workflows/messages.ts';
import { aVerifiedAccount, happy, startCase } from '../support/cases/workflow-cases.ts';
import { gate } from '../support/gate.ts';
import { type FakeActivities, withWorkerOnRealServer } from '../support/temporal/temporal.ts';
import { until } from '../support/until.ts';

describe('the check for work before a time jump', () => {
  /** Runs beside a worker, on a server with no other open workflow. */
  const beside = (activities: FakeActivities, drive: Parameters<typeof withWorkerOnRealServer<void>>[1]) =>
    withWorkerOnRealServer(activities, async (env) => {
      const { workflow } = env.client;
      for await (const { workflowId } of workflow.list({ query: `ExecutionStatus = 'Running'` })) {
        await workflow.getHandle(workflowId).terminate();
      }
      await drive(env);
    });

  /** An activity that runs until the test releases it. */
  function held() {
    const { opened, open } = gate();
    let begun = false;
    const begin = () => {
      begun = true;
      return opened;
    };
    return { begin, letGo: open, hasBegun: async () => begun };
  }

  it('finds work while a case runs an activity, and none once the case waits for a reviewer', async () => {
    const reading = held();
    const activities = happy({
      readAccount: async () => {
        await reading.begin();
        return aVerifiedAccount;
      },
      matchOwner: async () => ({ decision: 'unclear' }),
    });
    await beside(activities, async (env) => {
      const travel = { temporal: { connection: env.connection, namespace: 'default' } };
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.ok(await until(reading.hasBegun), 'the account is not read');
      assert.equal(await isAnyAtWork(travel), true);
      reading.letGo();
      assert.ok(await until(async () => !(await isAnyAtWork(travel))), 'it never came to rest');
      await handle.terminate();
    });
  });

  it('finds work while a feed reads', async () => {
    const draining = held();
    const activities: FakeActivities = {
      drainFeed: async () => {
        await draining.begin();
        return { events: 0, signalled: 0, lookAgainSeconds: 900 };
      },
    };
    await beside(activities, async (env) => {
      const travel = { temporal: { connection: env.connection, namespace: 'default' } };
      const workflowId = feedWorkflowId('transfer');
      const handle = await env.client.workflow.start(feedType, { taskQueue, workflowId, args: ['transfer'] });
      assert.ok(await until(draining.hasBegun), 'the feed is not read');
      assert.equal(await isAnyAtWork(travel), true);
      draining.letGo();
      assert.ok(await until(async () => !(await isAnyAtWork(travel))), 'it never came to rest');
      await handle.terminate();
    });
  });
});
