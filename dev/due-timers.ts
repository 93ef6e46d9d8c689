// Finds timers that are due and that the server has still to fire. The description of a case does not show timers, so
// this module reads the history.
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';

type Instant = { seconds?: unknown; nanos?: number | null } | null | undefined;
const inSeconds = (at: Instant): number => Number(at?.seconds ?? 0) + (at?.nanos ?? 0) / 1e9;

/**
 * Returns whether a timer of this run is due by `now`, or the end of its sleep, and the run has not received it.
 * Temporal allows itself a second to fire a due timer (server 1.32, `history.timerProcessorMaxTimeShift`), and a busy
 * one takes longer. Until then the case looks as if it had nothing to do.
 */
export async function hasDueTimer(
  client: Client,
  { workflowId, runId, raw }: WorkflowExecutionDescription,
  now: number,
): Promise<boolean> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const dueAt = new Map<unknown, number>();
  let asleep = true;
  for (const event of events ?? []) {
    const started = event.timerStartedEventAttributes;
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (started) dueAt.set(started.timerId, inSeconds(event.eventTime) + inSeconds(started.startToFireTimeout));
    if (over) dueAt.delete(over.timerId);
    if (event.workflowTaskScheduledEventAttributes) asleep = false;
  }
  if (asleep) return inSeconds(raw.workflowExecutionInfo?.executionTime) <= now;
  return [...dueAt.values()].some((at) => at <= now);
}
