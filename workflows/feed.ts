// The one reader of one of Plaid's streams. A webhook wakes it; where webhooks stop, a timer does. What it reads never
// passes through here: the activity stores it and tells the cases.
import {
  ActivityFailure,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Feed } from '../domain/feed.ts';
import { feeds } from './activities.ts';
import { wake } from './messages.ts';

export async function feed(name: Feed): Promise<void> {
  let woken = false;
  setHandler(
    wake,
    () => {
      woken = true;
    },
    { description: 'There may be something new' },
  );
  // A workflow id may start about one run a second, so a run ends on Temporal's advice and never per event.
  while (!workflowInfo().continueAsNewSuggested) {
    woken = false;
    const seconds = await drained(name);
    if (seconds === null && !woken) return;
    await condition(() => woken, (seconds ?? 0) * 1000, { summary: 'the next webhook' });
  }
  return continueAsNew<typeof feed>(name);
}

/** Gives the seconds until the next look. The feed must outlive any failure: nobody else would start it again. */
async function drained(name: Feed): Promise<number | null> {
  try {
    const { lookAgainSeconds } = await feeds.drainFeed(name);
    setCurrentDetails('');
    return lookAgainSeconds;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    setCurrentDetails(`**Trouble:** ${error.cause?.message}`);
    return 60;
  }
}
