// Finds the cases that were terminated in Temporal, which no workflow can record itself.
import type { Client } from '@temporalio/client';
import { caseIdOf, caseWorkflowId, processTypes } from '../workflows/messages.ts';
import type { Call } from './call.ts';

/**
 * An API that starts also finds what happened while none ran. Temporal has to keep closed workflows for as long (`npm
 * run check-temporal`).
 */
export const terminationLookBackDays = 7;

export type Termination = { onboardingId: string; runId: string };

export function terminations(client: Pick<Client, 'workflow'>, call: Call) {
  return {
    /** Returns the runs of cases that were terminated since then. A reset terminates a run too. */
    terminatedSince: (since: Date): Promise<Termination[]> =>
      call(async () => {
        const types = Object.values(processTypes).map((type) => `'${type}'`);
        const query = `ExecutionStatus = 'Terminated' AND WorkflowType IN (${types}) AND CloseTime > '${since.toISOString()}'`;
        const found: Termination[] = [];
        for await (const { workflowId, runId } of client.workflow.list({ query }))
          found.push({ onboardingId: caseIdOf(workflowId), runId });
        return found;
      }),

    /**
     * Returns who has terminated the run, by the word of their client (null: it does not say), and whether the case
     * runs again since.
     */
    aboutTermination: ({ onboardingId, runId }: Termination): Promise<{ who: string | null; runsAgain: boolean }> =>
      call(async () => {
        const workflowId = caseWorkflowId(onboardingId);
        const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        const { identity } = events?.at(-1)?.workflowExecutionTerminatedEventAttributes ?? {};
        const { status } = await client.workflow.getHandle(workflowId).describe();
        return { who: identity || null, runsAgain: status.name === 'RUNNING' };
      }),
  };
}
