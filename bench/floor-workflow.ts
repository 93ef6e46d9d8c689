// Frozen: see floor-main.ts. The least that a durable process of this shape costs on Temporal: the six activities and
// the four signals of a naive design of one onboarding, and none of the work.
import { condition, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';

const { step } = proxyActivities<{ step(workflowId: string, number: number): Promise<void> }>({
  startToCloseTimeout: '1 minute',
});

export async function floor(): Promise<void> {
  const { workflowId } = workflowInfo();
  let signals = 0;
  setHandler(defineSignal('next'), () => {
    signals += 1;
  });
  for (const number of [1, 2, 3, 4]) {
    await step(workflowId, number);
    await condition(() => signals >= number);
  }
  await step(workflowId, 5);
  await step(workflowId, 6);
}
