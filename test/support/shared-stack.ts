// One stack for all files of a run that import this one: starting it takes seconds.
import { after, before } from 'mocha';
import { type RunningStack, startStack } from './running-stack.ts';

let running: RunningStack | undefined;

// This file is loaded outside of any suite, so these run once, around all tests.
before(async function () {
  // Processes have to start, and on a new machine Temporal is fetched first: no test should pay for that.
  this.timeout(180_000);
  running = await startStack();
});
after(async function () {
  this.timeout(60_000);
  await running?.stop();
});

export function sharedStack(): RunningStack {
  if (!running) throw new Error('the shared stack is up only while tests and their hooks run');
  return running;
}
