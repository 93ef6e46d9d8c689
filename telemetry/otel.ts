// Tracing with OpenTelemetry's SDK. Only entry points load this file, and only if tracing is on. It takes no part of
// OpenTelemetry that changes other modules: our own code says where a span begins.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { Failure } from '../domain/failure.ts';
import type { Span, SpanStart, Tracing } from './tracing.ts';

const closeWithinMs = 2_000;

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL };

/**
 * Sends spans to the collector that OpenTelemetry's own settings name: OTEL_EXPORTER_OTLP_ENDPOINT, and beside it
 * OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME and so on.
 */
export function startTracing(service: string): Tracing {
  const named = resourceFromAttributes({ 'service.name': service });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('gangway');
  const around = new AsyncLocalStorage<Context>();

  async function span<T>(start: SpanStart, work: (span: Span) => Promise<T>): Promise<T> {
    const { name, kind = 'internal', attributes = {} } = start;
    const parent = contextOf(start.parent) ?? around.getStore() ?? ROOT_CONTEXT;
    const own = tracer.startSpan(name, { kind: kinds[kind], attributes: known(attributes) }, parent);
    try {
      return await around.run(trace.setSpan(parent, own), () => work(handleOf(own)));
    } catch (error) {
      own.setAttribute('error.type', typeOf(error)).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      own.end();
    }
  }

  return {
    span,
    part: (start, work) => (around.getStore() ? span(start, work) : work()),
    current() {
      const context = around.getStore();
      const own = context && trace.getSpanContext(context);
      return own && { traceparent: traceparentOf(own), traceId: own.traceId };
    },
    // A collector that is away must not hold the process up.
    close: () => Promise.race([provider.shutdown().catch(() => {}), sleep(closeWithinMs, undefined, { ref: false })]),
  };
}

const handleOf = (own: OtelSpan): Span => ({
  rename: (name) => void own.updateName(name),
  set: (attributes = {}) => void own.setAttributes(known(attributes)),
  fail: () => void own.setStatus({ code: SpanStatusCode.ERROR }),
});

const known = (attributes: NonNullable<SpanStart['attributes']>) =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Returns a code or a class. The message of an error may quote anything. */
function typeOf(error: unknown): string {
  if (error instanceof Failure) return error.kind;
  if (!(error instanceof Error)) return 'error';
  const { code, type, name } = error as { code?: unknown; type?: unknown; name: unknown };
  const isWord = (word: unknown): word is string => typeof word === 'string' && /^[\w-]{1,40}$/.test(word);
  return [type, code, name].find(isWord) ?? 'error';
}

// The one version of W3C's Trace Context.
const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext) =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

/** Undefined for a text that is none: it comes from callers. */
function contextOf(traceparent: string | undefined): Context | undefined {
  const [, traceId, spanId, flags] =
    /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
