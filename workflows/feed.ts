// The only reader of one of Plaid's streams. A webhook wakes it, and a timer does if no webhook comes. The data never
// pass through the workflow: the activity stores them and signals the cases.
import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type Feed, isFeed } from '../domain/feed.ts';
import { feeds } from './activities.ts';
import { refusals, wake } from './messages.ts';

export async function feed(name: Feed): Promise<void> {
  if (!isFeed(name)) {
    const sentence = 'Start a feed with its name, such as "transfer" or "report/rep_…".';
    throw ApplicationFailure.nonRetryable(sentence, refusals.invalid);
  }
  let woken = false;
  setHandler(
    wake,
    () => {
      woken = true;
    },
    { description: 'Plaid may have new rows for this feed' },
  );
  // Temporal starts about one run a second under a workflow id. So a feed does not continue as new after each event,
  // but only when Temporal suggests it.
  while (!workflowInfo().continueAsNewSuggested) {
    woken = false;
    const seconds = await drained(name);
    if (seconds === null && !woken) return;
    await condition(() => woken, (seconds ?? 0) * 1000, { summary: 'the next webhook' });
  }
  return continueAsNew<typeof feed>(name);
}

/** Returns the seconds until the next look. The feed must survive every failure, because nothing would restart it. */
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
