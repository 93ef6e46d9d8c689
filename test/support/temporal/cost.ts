// Measures the cost of a case, through the clients that production uses. The Actions are the server's own count;
// Temporal Cloud bills by nearly the same rules.
import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { newId } from '../../../db/ids.ts';
import { caseWorkflowId } from '../../../workflows/messages.ts';
import { billedActions, type FakeActivities, withWorkerOnRealServer } from './temporal.ts';

/** The calls that the test itself makes, to wait and to let time pass. */
const ofTheTest = ['grpc_QueryWorkflow', 'grpc_UpdateWorkflowExecutionOptions'];

export type Cost = {
  actions: number;
  byType: Record<string, number>;
  /** The events of all runs without workflow tasks, because on a busy machine more wake-ups share one task. */
  events: number;
  bytes: number;
  /** Events and bytes of each run as the server counts them, with workflow tasks. */
  runs: string[];
};

const { HistoryEvent } = temporal.api.history.v1;
/** Workflow tasks, and the events of a test that lets time pass. */
const notOfCase = /^(workflowTask|workflowExecutionOptionsUpdated|workflowExecutionTimeSkipping)/;

/** Measures one case. `drive` takes the case with the given id to its end. */
export function costOf(
  activities: FakeActivities,
  drive: (env: TestWorkflowEnvironment, onboardingId: string, handle: WorkflowHandle) => Promise<void>,
  onboardingId: string = newId('onb'),
): Promise<Cost> {
  return withWorkerOnRealServer(activities, async (env) => {
    const before = await billedActions();
    const handle = env.client.workflow.getHandle(caseWorkflowId(onboardingId));
    await drive(env, onboardingId, handle);
    const runs: string[] = [];
    const sizes: number[] = [];
    for await (const run of env.client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` })) {
      runs.push(`${run.historyLength}/${run.historySize}`);
      const { events } = await env.client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
      const counted = (events ?? []).filter((event) => !Object.keys(event).some((key) => notOfCase.test(key)));
      sizes.push(...counted.map((event) => HistoryEvent.encode(event).finish().length));
    }
    const byType = difference(before, await billedActions());
    return {
      actions: Object.values(byType).reduce((total, count) => total + count, 0),
      byType,
      events: sizes.length,
      bytes: sizes.reduce((total, size) => total + size, 0),
      runs,
    };
  });
}

function difference(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const rows = Object.entries(after).map(([type, count]) => [type, count - (before[type] ?? 0)] as const);
  return Object.fromEntries(rows.filter(([type, count]) => count > 0 && !ofTheTest.includes(type)));
}
