// The workflows of `npm run check-temporal`. Each needs one thing of the server that cases need too.
import {
  condition,
  continueAsNew,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

export const poke = defineSignal<[number]>('poke');
export const count = defineUpdate<number, [string]>('count');

/** The validator of `count` refuses this word. */
export const refused = 'no';

/** Waits, and ends when it is poked, or counts an update, or is cancelled. */
export async function checkWaits(): Promise<number> {
  let counted = 0;
  let poked = false;
  setHandler(poke, () => {
    poked = true;
  });
  const validator = (word: string) => {
    if (word === refused) throw new Error('refused');
  };
  setHandler(count, () => (counted += 1), { validator });
  await condition(() => poked);
  return counted;
}

/** Continues as new for each poke, and ends with all of them after so many. */
export async function checkContinues(wanted: number, pokes: number[]): Promise<number[]> {
  const got = [...pokes];
  setHandler(poke, (n) => void got.push(n));
  await condition(() => got.length > pokes.length);
  if (got.length < wanted) await continueAsNew<typeof checkContinues>(wanted, got);
  return got;
}

/** Sleeps for so long, or until it is poked. Then it continues as new to sleep for `next`. */
export async function checkSleeps(ms: number, next: number | null): Promise<void> {
  let poked = false;
  setHandler(poke, () => {
    poked = true;
  });
  await condition(() => poked, ms);
  if (next !== null) await continueAsNew<typeof checkSleeps>(next, null);
}

const { pokeById } = proxyLocalActivities<{ pokeById: (workflowId: string) => Promise<void> }>({
  startToCloseTimeout: '10 seconds',
});

/**
 * Is poked while its task runs, and then tries to continue as new. Returns whether the poke reached the run that it was
 * sent to.
 */
export async function checkCollides(run: number): Promise<boolean> {
  let poked = false;
  setHandler(poke, () => {
    poked = true;
  });
  if (run > 1) return false;
  // In the same task as the command after it: Temporal has the signal before it has the command.
  if (!poked) await pokeById(workflowInfo().workflowId);
  if (!poked) await continueAsNew<typeof checkCollides>(run + 1);
  return true;
}
