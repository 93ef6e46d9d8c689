// Lets a span of time pass as it would by itself: stop by stop, so that at each one all parts do what has become due.
import { setTimeout as delay } from 'node:timers/promises';
import { isAnyAtWork } from './at-work.ts';
import { postJson } from './post-json.ts';
import { advance, bankNow, type TimeTravel, untilNextChange } from './time-travel.ts';
import { until } from './until.ts';

export type Passed = {
  /** The bank's time. */
  now: Date;
  /** Why the cases stayed in the present. Null when time passed for them too. */
  stayed: string | null;
};

const day = 86_400;
const minute = 60;
/** Temporal may take so long to notice that a killed worker will not finish an activity (workflows/activities.ts). */
const patienceSeconds = 360;

/** Resolves when nothing is left to do at the new time. Throws one sentence if something does not come to an end. */
export async function letTimePass(travel: TimeTravel, seconds: number): Promise<Passed> {
  await comeToRest(travel);
  const passed: Passed = { now: await bankNow(travel.simulator), stayed: null };
  for (let left = seconds; left > 0; ) {
    // A day holds several steps of a case and of the bank, and they keep their order.
    const stop = Math.max(day, (await untilNextChange(travel, passed.now)) + minute);
    const span = Math.min(left, stop);
    Object.assign(passed, await advance(travel, { seconds: span }));
    left -= span;
    await comeToRest(travel);
  }
  return { now: passed.now, stayed: passed.stayed };
}

/** Looks twice, because between the bank's webhook and the work that follows from it, nothing shows for a moment. */
export async function comeToRest(travel: TimeTravel): Promise<void> {
  const isAtRest = async () => !(await hasWebhooks(travel)) && !(await isAnyAtWork(travel));
  const twice = async () => {
    if (!(await isAtRest())) return false;
    await delay(500);
    return isAtRest();
  };
  if (await until(twice, { seconds: patienceSeconds, everyMs: 100 })) return;
  throw new Error(`Something is still at work after ${patienceSeconds} s: look at the Temporal UI and at the logs.`);
}

async function hasWebhooks({ simulator }: TimeTravel): Promise<boolean> {
  const { waiting } = (await postJson(`${simulator}/simulator/webhooks`, {})) as { waiting: number };
  return waiting > 0;
}
