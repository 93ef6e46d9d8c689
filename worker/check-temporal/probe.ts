// Starts workflows for the properties, and terminates those that are left.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  type WorkflowHandleWithFirstExecutionRunId,
  WorkflowNotFoundError,
  type WorkflowStartOptions,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';

export type Probe = ReturnType<typeof createProbe>;
type Options = Partial<Omit<WorkflowStartOptions<Workflow>, 'args' | 'workflowId' | 'taskQueue'>>;

/** A busy server may take its time. One that needs longer than this keeps applicants waiting. */
const atOnceSeconds = 15;

export function createProbe(client: Client) {
  // Not to be guessed, so that nothing else of the namespace has these names.
  const name = `check-temporal/${randomUUID()}`;
  const ids: string[] = [];

  const options = <F extends Workflow>(given: Options, args: Parameters<F>) => {
    const workflowId = `${name}/${ids.length + 1}`;
    ids.push(workflowId);
    // Temporal ends a run by itself if this process cannot.
    return { workflowExecutionTimeout: '15 minutes' as const, ...given, taskQueue: name, workflowId, args };
  };

  return {
    client,
    taskQueue: name,

    /** Starts a workflow of its own name. */
    start: <F extends Workflow>(
      workflow: F,
      args: Parameters<F>,
      given: Options = {},
    ): Promise<WorkflowHandleWithFirstExecutionRunId<F>> =>
      client.workflow.start<F>(workflow.name, options<F>(given, args) as never),

    /** Resolves once `fact` holds. Throws the sentence if it does not soon. */
    async soon(fact: () => Promise<boolean>, otherwise: string): Promise<void> {
      for (const deadline = Date.now() + atOnceSeconds * 1000; !(await fact()); ) {
        if (Date.now() > deadline) throw new Error(`${otherwise} within ${atOnceSeconds} seconds`);
        await sleep(200);
      }
    },

    /** Terminates each workflow that still runs. */
    async end(): Promise<void> {
      const ends = ids.map((id) => client.workflow.getHandle(id).terminate('npm run check-temporal has ended'));
      for (const end of await Promise.allSettled(ends))
        if (end.status === 'rejected' && !(end.reason instanceof WorkflowNotFoundError)) throw end.reason;
    },
  };
}
