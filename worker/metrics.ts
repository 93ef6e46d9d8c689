// The metrics of the worker: its activities, the feeds that it reads, its calls to Plaid, and those of Temporal's SDK.
// As in the API, labels come from short lists of our own.

import { ApplicationFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { Counter, Histogram, Registry } from 'prom-client';
import type { Drained } from '../activities/types.ts';

export type WorkerMetrics = ReturnType<typeof createMetrics>;

export function createMetrics(registry = new Registry()) {
  return {
    registry,
    activities: new Histogram({
      name: 'gangway_activity_duration_seconds',
      help: 'Activities and how long they took, by result: done, or the kind of failure.',
      labelNames: ['activity', 'result'],
      // An activity has 45 seconds.
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
      registers: [registry],
    }),
    feedEvents: new Counter({
      name: 'gangway_feed_events_total',
      help: "New entries of Plaid's lists that this process has read, by feed.",
      labelNames: ['feed'],
      registers: [registry],
    }),
  };
}

type Execute = Next<ActivityInboundCallsInterceptor, 'execute'>;

/** Runs an activity and counts it. */
export async function countActivity(
  { activities, feedEvents }: WorkerMetrics,
  activity: string,
  input: ActivityExecuteInput,
  next: Execute,
): Promise<unknown> {
  const began = performance.now();
  let result = 'done';
  try {
    const returned = await next(input);
    // The feed of one Item or report has its id in its name.
    if (activity === 'drainFeed')
      feedEvents.inc({ feed: String(input.args[0]).split('/')[0] ?? '' }, (returned as Drained).events);
    return returned;
  } catch (error) {
    result = error instanceof ApplicationFailure ? (error.type ?? 'bug') : 'bug';
    throw error;
  } finally {
    activities.observe({ activity, result }, (performance.now() - began) / 1000);
  }
}
