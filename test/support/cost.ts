// What a case costs. The Actions are the server's own count (Temporal Cloud bills by nearly the same rules), through the
// clients that production uses.
import type { WorkflowExecutionInfo, WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { newId } from '../../db/ids.ts';
import { onboardingWorkflowId } from '../../workflows/messages.ts';
import { billedActions, type FakeActivities, withWorkerOnRealServer } from './temporal.ts';

/** What a test itself asks of the server, to wait and to let time pass. */
const ofTheTest = ['grpc_QueryWorkflow', 'grpc_UpdateWorkflowExecutionOptions'];

/** Twice the server's counter has to come to rest, which takes about three seconds each time. */
export const costTakesMs = 20_000;

export type Cost = {
  actions: number;
  byType: Record<string, number>;
  events: number;
  bytes: number;
  /** Events and bytes of each run. */
  runs: string[];
};

/** `drive` takes the case with this id to its end. */
export function costOf(
  activities: FakeActivities,
  drive: (env: TestWorkflowEnvironment, onboardingId: string, handle: WorkflowHandle) => Promise<void>,
): Promise<Cost> {
  const onboardingId = newId('onb');
  return withWorkerOnRealServer(
    activities,
    async (env) => {
      const before = await billedActions();
      const handle = env.client.workflow.getHandle(onboardingWorkflowId(onboardingId));
      await drive(env, onboardingId, handle);
      const runs: WorkflowExecutionInfo[] = [];
      for await (const run of env.client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` }))
        runs.push(run);
      const sum = (of: (run: (typeof runs)[number]) => number | undefined) =>
        runs.reduce((total, run) => total + (of(run) ?? 0), 0);
      const byType = difference(before, await billedActions());
      return {
        actions: Object.values(byType).reduce((total, count) => total + count, 0),
        byType,
        events: sum((run) => run.historyLength),
        bytes: sum((run) => run.historySize),
        runs: runs.map((run) => `${run.historyLength}/${run.historySize}`),
      };
    },
    costTakesMs - 2_000,
  );
}

function difference(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const rows = Object.entries(after).map(([type, count]) => [type, count - (before[type] ?? 0)] as const);
  return Object.fromEntries(rows.filter(([type, count]) => count > 0 && !ofTheTest.includes(type)));
}
