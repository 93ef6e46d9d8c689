// Failed workflow tasks: the case stands still, and Temporal runs the task again until a deploy repairs it. Temporal's
// SDK logs a line that names the run, and quotes the error with its text, which may hold anything.
import type { LogMetadata } from '@temporalio/worker';

export type TaskFailure = {
  run_id: string;
  /** The class of the error, or Temporal's own word such as NonDeterministicError. */
  cause: string;
  /** The top of the stack, without the message before it. */
  at: string[];
};

/** Null for any other line. */
export function taskFailure(message: string, { runId, failure }: LogMetadata): TaskFailure | null {
  if (message !== 'Failing workflow task' || typeof runId !== 'string') return null;
  const text = String(failure);
  const stack = text.slice(text.lastIndexOf('stack_trace: "'));
  // Its newlines are the two characters \n.
  const named = /(?:\\n|\W)([A-Z]\w{0,60}(?:Error|Failure)): /.exec(stack)?.[1];
  const forced = /force_cause: (\w{1,60})/.exec(text)?.[1];
  const frames = stack.matchAll(/\\n {4}at ((?:[\w.$<>]+ \()?[^\s()"\\]+:\d+:\d+\)?)/g);
  const cause = (forced === 'Unspecified' ? null : forced) ?? named ?? 'unknown';
  return { run_id: runId, cause, at: [...frames].slice(0, 5).flatMap(([, frame]) => frame ?? []) };
}

/** Enough for all runs that a worker works on at once, even if the line about one comes late. */
const kept = 1_000;

/**
 * Finds the workflow of a run. The SDK's line about the failure names the run only; other lines about each task name
 * the workflow too.
 */
export function caseOfRuns() {
  const workflows = new Map<string, string>();
  return {
    see({ runId, workflowId }: LogMetadata): void {
      if (typeof runId !== 'string' || typeof workflowId !== 'string') return;
      workflows.delete(runId);
      workflows.set(runId, workflowId);
      const [oldest] = workflows.keys();
      if (workflows.size > kept && oldest !== undefined) workflows.delete(oldest);
    },
    of(runId: string): { workflow_id?: string; onboarding_id?: string } {
      const workflow_id = workflows.get(runId);
      if (workflow_id === undefined) return {};
      const onboarding_id = /^onboarding\/(.+)$/.exec(workflow_id)?.[1];
      return { workflow_id, ...(onboarding_id !== undefined && { onboarding_id }) };
    },
  };
}
