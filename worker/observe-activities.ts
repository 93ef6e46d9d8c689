// Counts each activity, and shows it in the trace of its case. It stands around the interceptor that turns failures
// into Temporal's (failures.ts), so that it sees their kinds.
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Tracing } from '../telemetry/tracing.ts';
import { traceparentOf } from '../temporal/trace-client.ts';
import { countActivity, type WorkerMetrics } from './metrics.ts';

export const observeActivities =
  (metrics: WorkerMetrics, tracing: Tracing | null): ActivityInterceptorsFactory =>
  ({ info: { activityType, attempt, workflowExecution } }) => ({
    inbound: {
      execute(input, next) {
        const run = () => countActivity(metrics, activityType, input, next);
        if (!tracing) return run();
        const attributes = { 'temporal.workflow_id': workflowExecution?.workflowId, attempt };
        return tracing.span(
          { name: `activity ${activityType}`, parent: traceparentOf(input.headers), attributes },
          run,
        );
      },
    },
  });
