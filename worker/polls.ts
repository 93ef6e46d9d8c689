import type { NativeConnection } from '@temporalio/worker';
import { taskQueue } from '../workflows/messages.ts';

/** TASK_QUEUE_TYPE_WORKFLOW; the package with Temporal's constants gives ESM no names to import. */
const workflowTasks = 1;

/**
 * True if Temporal has seen the worker of this identity ask for work. The SDK's own state does not show it: it stays
 * RUNNING however long Temporal is away. Throws if Temporal does not answer within two seconds.
 */
export async function polls(connection: NativeConnection, namespace: string, identity: string): Promise<boolean> {
  const { pollers } = await connection.withDeadline(Date.now() + 2000, () =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: workflowTasks,
    }),
  );
  return pollers.some((poller) => poller.identity === identity);
}
