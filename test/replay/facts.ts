// Reads from the history of a run what the run did: how it began, its waits, its activities and messages, its end.
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { waitRows, waits } from '../../domain/case/stages.ts';

type Event = NonNullable<History['events']>[number];
type Payload = { data?: Uint8Array | null };

export type Facts = {
  type: string;
  begins: Beginning;
  /** Waits, activities and messages in words such as `waits: link`. */
  does: Set<string>;
  /** The outcome of a case, or `continued`. Null while the run is open, and of a feed. */
  ends: string | null;
};

/**
 * `delayed`: its first task comes later than its start, as in a case whose applicant has a Link. `asleep`: it continues
 * a run, and waits. `opened`: news of its transfer or payment has opened the closed case again.
 */
export const beginnings = ['at once', 'delayed', 'asleep', 'opened'] as const;
export type Beginning = (typeof beginnings)[number];

/** Returns null for a run that has no task yet, so that there is nothing to replay. */
export function factsOf({ events }: History): Facts | null {
  const all = events ?? [];
  const started = all[0]?.workflowExecutionStartedEventAttributes;
  if (!started || !all.some((event) => event.workflowTaskCompletedEventAttributes)) return null;
  const [start] = (started.input?.payloads ?? []).map(contentOf) as [object | string | undefined];
  return {
    type: started.workflowType?.name ?? '',
    begins: beginningOf(
      start,
      Boolean(started.continuedExecutionRunId),
      Number(started.firstWorkflowTaskBackoff?.seconds ?? 0),
    ),
    does: new Set(all.flatMap(doneIn)),
    ends: endOf(all.at(-1)),
  };
}

function beginningOf(start: object | string | undefined, continued: boolean, delay: number): Beginning {
  if (continued) return 'asleep';
  if (typeof start === 'object' && ('transfer' in start || 'payment' in start)) return 'opened';
  return delay > 0 ? 'delayed' : 'at once';
}

function doneIn(event: Event): string[] {
  const { userMetadata, timerStartedEventAttributes: timer } = event;
  const activity = event.activityTaskScheduledEventAttributes?.activityType?.name;
  const signal = event.workflowExecutionSignaledEventAttributes?.signalName;
  const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name;
  const summary = timer && userMetadata?.summary ? contentOf(userMetadata.summary) : null;
  const wait = waits.find((one) => waitRows[one].words === summary);
  return [
    ...(wait ? [`waits: ${wait}`] : []),
    ...(activity ? [`activity: ${activity}`] : []),
    ...(signal ? [`signal: ${signal}`] : []),
    ...(update ? [`update: ${update}`] : []),
  ];
}

function endOf(last: Event | undefined): string | null {
  if (last?.workflowExecutionContinuedAsNewEventAttributes) return 'continued';
  const [result] = last?.workflowExecutionCompletedEventAttributes?.result?.payloads ?? [];
  const value = result && contentOf(result);
  return typeof value === 'string' ? value : null;
}

const contentOf = ({ data }: Payload): unknown => JSON.parse(Buffer.from(data ?? []).toString() || 'null');
