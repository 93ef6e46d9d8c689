// Passes the trace of the request that started a case on: to its activities, and to its next runs. It is a header,
// which no replay compares, and each call goes on at once. So a run may meet workers with tracing and without. The
// sandbox itself makes no spans: a run of a case takes months, and a span shows only once it has ended.
import type { WorkflowInterceptors } from '@temporalio/workflow';
import { traceHeader } from './messages.ts';

export function interceptors(): WorkflowInterceptors {
  let trace: object | undefined;
  const withTrace = <Input extends { headers: object }>(input: Input): Input =>
    trace ? { ...input, headers: { ...input.headers, [traceHeader]: trace } } : input;
  return {
    inbound: [
      {
        execute(input, next) {
          trace = input.headers[traceHeader];
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(withTrace(input)),
        continueAsNew: (input, next) => next(withTrace(input)),
      },
    ],
  };
}
