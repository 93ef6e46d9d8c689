// Hands the trace of the work that starts a workflow over to it, in the header that Temporal's own SDKs use.
import type { ClientInterceptors, Headers } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Tracing } from '../telemetry/tracing.ts';
import { traceHeader } from '../workflows/messages.ts';

/** Returns the interceptors of a client; none if tracing is off. */
export function traceClient(tracing: Tracing | null): ClientInterceptors {
  if (!tracing) return {};
  const { part, current } = tracing;

  function withTrace(headers: Headers): Headers {
    const { traceparent } = current() ?? {};
    if (traceparent === undefined) return headers;
    return { ...headers, [traceHeader]: defaultPayloadConverter.toPayload({ traceparent }) };
  }
  const started = (name: string) => ({ name: `start workflow ${name}`, kind: 'client' }) as const;
  return {
    workflow: [
      {
        startWithDetails: (input, next) =>
          part(started(input.workflowType), () => next({ ...input, headers: withTrace(input.headers) })),
        signalWithStart: (input, next) =>
          part(started(input.workflowType), () => next({ ...input, headers: withTrace(input.headers) })),
      },
    ],
  };
}

/** Returns the `traceparent` in the headers of an activity. They come from a history, so they may hold anything. */
export function traceparentOf(headers: Headers): string | undefined {
  const payload = headers[traceHeader];
  if (!payload) return undefined;
  try {
    const { traceparent } = defaultPayloadConverter.fromPayload<{ traceparent?: unknown }>(payload);
    return typeof traceparent === 'string' ? traceparent : undefined;
  } catch {
    return undefined;
  }
}
