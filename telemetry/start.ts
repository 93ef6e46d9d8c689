import type { Tracing } from './tracing.ts';

/** Null without the address of a collector. */
export const tracingTo = async (endpoint: string | undefined, service: string): Promise<Tracing | null> =>
  endpoint === undefined ? null : (await import('./otel.ts')).startTracing(service);
