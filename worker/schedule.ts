// The schedule on which all cases are reconciled.
import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import { reconcileType, taskQueue } from '../workflows/messages.ts';

/**
 * Makes the schedule, or sets its interval. Zero hours: removes it. A pause by an operator stays. The first
 * reconciliation comes after one interval, so that installations do not all begin at the full hour.
 */
export async function scheduleReconciliation({ schedule }: Pick<Client, 'schedule'>, hours: number): Promise<void> {
  const handle = schedule.getHandle(reconcileType);
  if (hours === 0) {
    await handle.delete().catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
    return;
  }
  const every = hours * 3_600_000;
  const spec = { intervals: [{ every, offset: Date.now() % every }] };
  try {
    await schedule.create({
      scheduleId: reconcileType,
      spec,
      action: {
        ...{ type: 'startWorkflow', workflowType: reconcileType, workflowId: reconcileType, taskQueue },
        // A run that stands still, after a change of its code for example, must not hold up the next ones for good.
        workflowExecutionTimeout: '1 day',
      },
      policies: { overlap: 'SKIP', catchupWindow: '1 hour' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // Workers that start again and again must not put it off.
    if ((await handle.describe()).spec.intervals?.[0]?.every !== every)
      await handle.update((before) => ({ ...before, spec }));
  }
}
