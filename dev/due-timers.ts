// Finds timers that are due and that the server has still to fire. The description of a case does not show timers, so
// this module reads the history.
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

type Instant = { seconds?: unknown; nanos?: number | null } | null | undefined;
const inSeconds = (at: Instant): number => Number(at?.seconds ?? 0) + (at?.nanos ?? 0) / 1e9;

/** A run as of its last event that was read. Ends are in seconds since 1970, by timer. */
type Read = { events: number; ends: Map<unknown, number>; asleep: boolean };
// Each event is read once. Reading whole histories took as much processor time as all else in a jump through months.
const read = new Map<string, Read>();

/**
 * Returns whether a timer of this run is due by `now`, or the end of its sleep, and the run has not received it.
 * Temporal allows itself a second to fire a due timer (server 1.32, `history.timerProcessorMaxTimeShift`), and a busy
 * one takes longer. Until then the case looks as if it had nothing to do.
 */
export async function hasDueTimer(client: Client, run: WorkflowExecutionDescription, now: number): Promise<boolean> {
  const { ends, asleep } = await readOn(client, run);
  if (asleep) return inSeconds(run.raw.workflowExecutionInfo?.executionTime) <= now;
  return [...ends.values()].some((end) => end <= now);
}

async function readOn(client: Client, { workflowId, runId, historyLength }: WorkflowExecutionDescription) {
  const known = read.get(runId) ?? { events: 0, ends: new Map(), asleep: true };
  for (const event of await eventsAfter(client, { workflowId, runId }, known.events, historyLength)) {
    const started = event.timerStartedEventAttributes;
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (started) known.ends.set(started.timerId, inSeconds(event.eventTime) + inSeconds(started.startToFireTimeout));
    if (over) known.ends.delete(over.timerId);
    if (event.workflowTaskScheduledEventAttributes) known.asleep = false;
    known.events = Number(event.eventId);
  }
  read.set(runId, known);
  return known;
}

/** Returns the events after the first `known` ones, oldest first. */
async function eventsAfter(
  client: Client,
  execution: { workflowId: string; runId: string },
  known: number,
  last: number,
) {
  const found: temporal.api.history.v1.IHistoryEvent[] = [];
  let nextPageToken: Uint8Array | null | undefined;
  while (found.length < last - known) {
    const page = await client.workflowService.getWorkflowExecutionHistoryReverse({
      ...{ namespace: client.options.namespace, execution, maximumPageSize: last - known - found.length },
      ...(nextPageToken && { nextPageToken }),
    });
    found.push(...(page.history?.events ?? []));
    nextPageToken = page.nextPageToken;
    if (!nextPageToken?.length) break;
  }
  return found.filter(({ eventId }) => Number(eventId) > known).reverse();
}
