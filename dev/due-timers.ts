// Finds timers that are due and that the server has still to fire. The description of a case does not show timers, so
// this module reads the history.
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';

type Instant = { seconds?: unknown; nanos?: number | null } | null | undefined;
const inSeconds = (at: Instant): number => Number(at?.seconds ?? 0) + (at?.nanos ?? 0) / 1e9;

/** When the run's open timers end, as of this many events, in seconds since 1970. Null while the run sleeps. */
type Read = { events: string; ends: number[] | null };
// Most jumps bring no event, and a read of the history costs as much as the rest of a jump.
const lastRead = new Map<string, Read>();

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
  const info = raw.workflowExecutionInfo;
  const events = String(info?.historyLength);
  let read = lastRead.get(runId);
  if (read?.events !== events) {
    read = { events, ends: await openTimers(client, workflowId, runId) };
    lastRead.set(runId, read);
  }
  return (read.ends ?? [inSeconds(info?.executionTime)]).some((end) => end <= now);
}

async function openTimers(client: Client, workflowId: string, runId: string): Promise<number[] | null> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const ends = new Map<unknown, number>();
  let asleep = true;
  for (const event of events ?? []) {
    const started = event.timerStartedEventAttributes;
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (started) ends.set(started.timerId, inSeconds(event.eventTime) + inSeconds(started.startToFireTimeout));
    if (over) ends.delete(over.timerId);
    if (event.workflowTaskScheduledEventAttributes) asleep = false;
  }
  return asleep ? null : [...ends.values()];
}
