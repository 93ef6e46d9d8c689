// Traces of OpenTelemetry: a tree of spans, which says where a request and the case behind it spent their time. Off by
// default. Then there is no `Tracing` at all, and OpenTelemetry is not even loaded (start.ts).

/** Ids and words of our own only: no values of statements, no bodies, no addresses, no messages of errors. */
export type SpanStart = {
  name: string;
  kind?: 'server' | 'client' | 'internal';
  attributes?: Record<string, string | number | undefined>;
  /** The span around it, in another process, as W3C's `traceparent`. Default: the span around the caller. */
  parent?: string | undefined;
};

export type Span = {
  rename: (name: string) => void;
  set: (attributes: SpanStart['attributes']) => void;
  /** Marks it as an error, where `work` does not throw. */
  fail: () => void;
};

export type Tracing = {
  /** Runs `work` in a span. It begins a trace if there is no span around it. */
  span: <T>(start: SpanStart, work: (span: Span) => Promise<T>) => Promise<T>;
  /** Runs `work` in a span if there is one around it, so that loops which look for work every second show nothing. */
  part: <T>(start: SpanStart, work: () => Promise<T>) => Promise<T>;
  /** Returns the span around the caller as `traceparent`, and the id of its trace. */
  current: () => { traceparent: string; traceId: string } | undefined;
  /** Sends what is left. */
  close: () => Promise<void>;
};
