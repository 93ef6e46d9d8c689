// The names of all metrics that our processes export.
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createMetrics as metricsOfApi } from '../../../api/metrics/metrics.ts';
import { observePlaidCalls } from '../../../telemetry/plaid-calls.ts';
import { createMetrics as metricsOfWorker } from '../../../worker/metrics.ts';

/** Those of Temporal's SDK that the dashboard or an alert reads, or operating.md names. */
export const sdkMetrics = {
  histograms: ['temporal_activity_schedule_to_start_latency', 'temporal_workflow_task_schedule_to_start_latency'],
  gauges: ['temporal_worker_task_slots_available', 'temporal_sticky_cache_size'],
  /** test/worker/task-failures.test.ts makes one. */
  onFailure: ['temporal_workflow_task_execution_failed'],
};

export async function exportedMetrics(): Promise<Set<string>> {
  const registries = [metricsOfApi().registry, metricsOfWorker().registry, new Registry()] as const;
  for (const registry of registries.slice(0, 2)) observePlaidCalls(registry, null);
  collectDefaultMetrics({ register: registries[2] });
  const ours = (await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()))).flat();
  return new Set([
    'up',
    ...ours.flatMap(({ name, type }) => (String(type) === 'histogram' ? namesOf(name) : [name])),
    ...sdkMetrics.histograms.flatMap(namesOf),
    ...sdkMetrics.gauges,
    ...sdkMetrics.onFailure,
  ]);
}

const namesOf = (histogram: string) => ['bucket', 'count', 'sum'].map((part) => `${histogram}_${part}`);
