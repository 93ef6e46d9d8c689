import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { caseIdOf, reportOfAll, storeMovingTransfers } from '../../bench/many-transfers.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import type { TransferChange } from '../../domain/transfers/transfer-change.ts';
import { createPlaid } from '../../plaid/client.ts';
import { feedType, feedWakeUp, feedWorkflowId, processTypes, transferNews } from '../../workflows/messages.ts';
import { credentials, type RunningSimulator, runSimulator } from '../simulator/running-simulator.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { ownDatabase } from '../support/database/database.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';
import { trials } from '../support/trials.ts';
import { hangSeconds, until } from '../support/until.ts';

describe('W7: many events at once', () => {
  const database = ownDatabase();
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  const count = trials({ local: 200, ci: 400, nightly: 20_000 });
  it(`W7: ${count} transfers settle at once: each case is signalled once, and no activity ends by its timeout`, async () => {
    await storeMovingTransfers(database.pool, 'many', count, defaultPolicy);
    reportOfAll(simulator.world, 'many', count, 'settled');
    const signalled: string[] = [];

    const unsignalled = async () => {
      const { rows } = await database.pool.query<{ left: number }>(
        `select $1 - count(signalled_at)::int as left from transfer_events`,
        [count],
      );
      return rows[0]?.left ?? count;
    };

    let signal = async (_moved: TransferChange): Promise<void> => assert.fail('before the server is up');
    async function drive(env: TestWorkflowEnvironment): Promise<void> {
      signal = async (moved) => {
        // No worker asks this queue, because the cases themselves are not tried here.
        await env.client.workflow.signalWithStart(processTypes.ach, { ...transferNews(moved), taskQueue: 'nobody' });
        signalled.push(moved.onboardingId);
      };
      await env.client.workflow.signalWithStart(feedType, feedWakeUp('transfer'));
      const feed = env.client.workflow.getHandle(feedWorkflowId('transfer'));
      try {
        for (let left = count; left > 0; ) {
          const before = left;
          const moves = async () => {
            left = await unsignalled();
            return left < before;
          };
          assert.ok(await until(moves, { everyMs: 500 }), `${left} of ${count} cases are not signalled`);
        }
        const { events } = await feed.fetchHistory();
        const failures = (events ?? []).flatMap((event) => [
          event.activityTaskStartedEventAttributes?.lastFailure ?? [],
          event.activityTaskTimedOutEventAttributes?.failure ?? [],
        ]);
        const timeouts = failures.flat().filter(({ timeoutFailureInfo }) => timeoutFailureInfo);
        assert.deepEqual(timeouts, []);
      } finally {
        await feed.terminate();
      }
    }

    const { drainFeed } = activitiesOn(
      database.pool,
      { ...strictPlaid(), gateway: createPlaid({ ...credentials, baseUrl: simulator.origin }) },
      { cases: { transferMoved: (moved) => signal(moved) } },
    );
    await withWorkerOnRealServer({ drainFeed }, drive, { hangsAfterSeconds: (hangSeconds * count) / 200 });
    assert.deepEqual(signalled.sort(), Array.from({ length: count }, (_, at) => caseIdOf('many', at + 1)).sort());
  });
});
