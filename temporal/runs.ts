// Reads the runs of cases in Temporal, to compare them with the record. Reading them is no Action.
import { type Client, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import type { CaseRun } from '../domain/drift.ts';
import { caseIdOf, caseWorkflowId, processTypes } from '../workflows/messages.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';
import type { Call } from './call.ts';

type RunsClient = Pick<Client, 'workflow'> & {
  connection: { workflowService: Pick<Client['connection']['workflowService'], 'listWorkflowExecutions'> };
};

/** A list may hold a hundred cases, or a page of a thousand. */
const listWithin = 15_000;
const pageSize = 1_000;

export function caseRuns(client: RunsClient, call: Call) {
  return {
    /** Returns the newest run of each of these cases, by Temporal's list, which may be a moment late. */
    runsOf: (onboardingIds: string[]): Promise<Map<string, CaseRun>> =>
      call(async () => {
        const newest = new Map<string, WorkflowExecutionInfo>();
        if (onboardingIds.length === 0) return new Map();
        const ids = onboardingIds.map((id) => `'${caseWorkflowId(id)}'`);
        const query = `WorkflowId IN (${ids}) AND ExecutionStatus != 'ContinuedAsNew'`;
        for await (const run of client.workflow.list({ query })) {
          const before = newest.get(run.workflowId);
          if (!before || before.startTime < run.startTime) newest.set(run.workflowId, run);
        }
        return new Map([...newest.values()].map(runOf).map((run) => [run.onboardingId, run]));
      }, listWithin),

    /** Returns the newest run of the case as it is now. Null if Temporal has none. */
    currentRun: (onboardingId: string): Promise<CaseRun | null> =>
      call(() => client.workflow.getHandle(caseWorkflowId(onboardingId)).describe()).then(runOf, noneIfUnknown),

    /** Returns a page of the cases that have a workflow. `after`: where the page before ended, or the empty text. */
    runningCases: (after: string): Promise<{ onboardingIds: string[]; next: string | null }> =>
      call(async () => {
        const types = Object.values(processTypes).map((type) => `'${type}'`);
        const { executions, nextPageToken } = await client.connection.workflowService.listWorkflowExecutions({
          namespace: client.workflow.options.namespace,
          query: `ExecutionStatus = 'Running' AND WorkflowType IN (${types})`,
          pageSize,
          nextPageToken: Buffer.from(after, 'base64'),
        });
        const next = Buffer.from(nextPageToken ?? []).toString('base64');
        const ids = (executions ?? []).map(({ execution }) => caseIdOf(execution?.workflowId ?? ''));
        return { onboardingIds: ids, next: next || null };
      }, listWithin),
  };
}

type ShownRun = Pick<WorkflowExecutionInfo, 'workflowId' | 'runId' | 'status' | 'typedSearchAttributes'>;

const runOf = ({ workflowId, runId, status, typedSearchAttributes: shown }: ShownRun): CaseRun => ({
  onboardingId: caseIdOf(workflowId),
  runId,
  status: status.name.toLowerCase(),
  stage: shown.get(searchAttributes.stage) ?? null,
  outcome: shown.get(searchAttributes.outcome) ?? null,
});

/** Returns null if Temporal does not know the workflow, because it never ran or ended long ago. */
export function noneIfUnknown(error: unknown): null {
  if (error instanceof WorkflowNotFoundError) return null;
  throw error;
}
