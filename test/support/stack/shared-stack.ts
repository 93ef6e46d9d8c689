// One stack for all files of a run that import this one, because starting a stack takes seconds.
import { after, before } from 'mocha';
import { type RunningStack, startStack } from './running-stack.ts';
import { receiveTraces, type TraceReceiver } from './trace-receiver.ts';

/** Its traces come here, so that all tests of the stack see whether a trace holds too much. */
export type SharedStack = RunningStack & { traces: TraceReceiver };

let running: SharedStack | undefined;

// Mocha loads this file outside of any suite, so these hooks run once, around all tests.
before(async () => {
  const traces = await receiveTraces();
  running = { ...(await startStack({ tracesTo: traces.endpoint })), traces };
});
after(async () => {
  await running?.stop();
  running?.traces.stop();
});

export function sharedStack(): SharedStack {
  if (!running) throw new Error('the shared stack is up only while tests and their hooks run');
  return running;
}
