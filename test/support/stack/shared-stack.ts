// One stack for all files of a run that import this one, because starting a stack takes seconds.
import { after, before } from 'mocha';
import { type RunningStack, startStack } from './running-stack.ts';

let running: RunningStack | undefined;

// Mocha loads this file outside of any suite, so these hooks run once, around all tests.
before(async () => {
  running = await startStack();
});
after(async () => {
  await running?.stop();
});

export function sharedStack(): RunningStack {
  if (!running) throw new Error('the shared stack is up only while tests and their hooks run');
  return running;
}
