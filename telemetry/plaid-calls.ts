// The calls to Plaid, as metrics and as spans: equal in both processes that make them.
import { Histogram, type Registry } from 'prom-client';
import { Failure } from '../domain/failure.ts';
import type { Tracing } from './tracing.ts';

/** Returns what goes around each call to Plaid. */
export function observePlaidCalls(registry: Registry, tracing: Tracing | null) {
  const calls = new Histogram({
    name: 'gangway_plaid_call_duration_seconds',
    help: "Calls to Plaid and how long they took with their turn in Plaid's limits, by endpoint and result: done, or the kind of failure.",
    labelNames: ['endpoint', 'result'],
    // Plaid takes between a tenth of a second and half a minute.
    buckets: [0.1, 0.3, 1, 3, 10, 30],
    registers: [registry],
  });

  async function timed<T>(endpoint: string, call: () => Promise<T>): Promise<T> {
    const began = performance.now();
    let result = 'done';
    try {
      return await call();
    } catch (error) {
      result = error instanceof Failure ? error.kind : 'bug';
      throw error;
    } finally {
      calls.observe({ endpoint, result }, (performance.now() - began) / 1000);
    }
  }

  return <T>(endpoint: string, call: () => Promise<T>): Promise<T> =>
    tracing
      ? tracing.part({ name: `Plaid ${endpoint}`, kind: 'client', attributes: { 'url.path': endpoint } }, () =>
          timed(endpoint, call),
        )
      : timed(endpoint, call);
}
