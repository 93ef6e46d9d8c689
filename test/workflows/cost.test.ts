// What a case costs. The Actions are the server's own count (Temporal Cloud bills by nearly the same rules), through the
// clients that production uses. A figure that grows fails here and has to be argued for.
import assert from 'node:assert/strict';
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { createCases } from '../../api/cases.ts';
import { newId } from '../../db/ids.ts';
import type { Funding } from '../../domain/onboarding.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { caseTeller } from '../../worker/case-teller.ts';
import { linked, onboardingWorkflowId } from '../../workflows/messages.ts';
import { happy, sleepOver, stageReached } from '../support/cases.ts';
import { billedActions, withWorkerOnRealServer } from '../support/temporal.ts';

// How many workflow tasks share the work varies by one from run to run, and so by three events.
const kept = { actions: 10, events: 52, bytes: 12_900 };
/** What this test itself asks of the server, to wait and to let time pass. */
const ofTheTest = ['grpc_QueryWorkflow', 'grpc_UpdateWorkflowExecutionOptions'];

const day = 86_400_000;

describe('the cost of a funded case', () => {
  it(`stays within ${kept.actions} Actions, ${kept.events} events and ${kept.bytes} bytes`, async function () {
    // Twice the server's counter has to come to rest, which takes about three seconds each time.
    this.timeout(20_000);
    const cost = await withWorkerOnRealServer(
      happy(),
      async (env) => {
        const before = await billedActions();
        const onboardingId = newId('onb');
        const start = { onboardingId, tenantId: 'default', userId: 'user-1', policy: defaultPolicy };
        const linkTokenExpiresAt = new Date(Date.now() + day / 6).toISOString();
        const watchUntil = new Date(Date.now() + 90 * day);
        const handle = env.client.workflow.getHandle(onboardingWorkflowId(onboardingId));

        const cases = createCases(env.client);
        await cases.start({ ...start, linkTokenExpiresAt }, funding);
        await stageReached(env, handle, 'awaiting_link');
        await cases.tell(onboardingId, linked, { session: newId('lnk'), mode: 'new' });
        await stageReached(env, handle, 'transferring');
        await caseTeller(env.client).transferMoved({
          ...{ ...start, itemId: 'item-1', transferId: 'tr-1', standing: 'funded', watchUntil, eventIds: ['7'] },
        });
        await stageReached(env, handle, 'watching_returns');
        await sleepOver(env, handle);
        assert.equal(await handle.result(), 'funded');

        const runs: WorkflowExecutionInfo[] = [];
        for await (const run of env.client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` }))
          runs.push(run);
        assert.equal(runs.length, 3, 'visibility must know all three runs');
        const sum = (of: (run: (typeof runs)[number]) => number | undefined) =>
          runs.reduce((total, run) => total + (of(run) ?? 0), 0);
        return {
          actions: difference(before, await billedActions()),
          events: sum((run) => run.historyLength),
          bytes: sum((run) => run.historySize),
          runs: runs.map((run) => `${run.historyLength}/${run.historySize}`).join(' '),
        };
      },
      18_000,
    );

    const actions = Object.values(cost.actions).reduce((total, count) => total + count, 0);
    process.stdout.write(
      `      ${actions} Actions ${JSON.stringify(cost.actions)}, ${cost.events} events, ${cost.bytes} bytes (${cost.runs})\n`,
    );
    assert.ok(actions > 0, 'the server has counted nothing: this test would not notice anything');
    assert.ok(actions <= kept.actions, `${actions} Actions`);
    assert.ok(cost.events <= kept.events, `${cost.events} events`);
    assert.ok(cost.bytes <= kept.bytes, `${cost.bytes} bytes`);
  });
});

const funding: Funding = {
  rail: 'ach',
  direction: 'debit',
  amountCents: 2500,
  currency: 'USD',
  network: 'ach',
  achClass: 'web',
  description: 'GANGWAY',
};

function difference(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const rows = Object.entries(after).map(([type, count]) => [type, count - (before[type] ?? 0)] as const);
  return Object.fromEntries(rows.filter(([type, count]) => count > 0 && !ofTheTest.includes(type)));
}
