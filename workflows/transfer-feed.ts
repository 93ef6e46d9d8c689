// The one reader of Plaid's transfer events. A webhook wakes it; where webhooks stop, a timer does. The events
// themselves never pass through here: the activity stores them and tells the cases.
import {
  ActivityFailure,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { feeds } from './activities.ts';
import { wake } from './messages.ts';

export async function transferFeed(): Promise<never> {
  let woken = false;
  setHandler(
    wake,
    () => {
      woken = true;
    },
    { description: 'There may be new transfer events' },
  );
  // A workflow id may start about one run a second, so a run ends on Temporal's advice and never per event.
  while (!workflowInfo().continueAsNewSuggested) {
    woken = false;
    const seconds = await drained();
    await condition(() => woken, seconds * 1000, { summary: 'the next webhook' });
  }
  return continueAsNew<typeof transferFeed>();
}

/** Gives the seconds until the next look. The feed must outlive any failure: nobody else would start it again. */
async function drained(): Promise<number> {
  try {
    const { lookAgainSeconds } = await feeds.drainTransferFeed();
    setCurrentDetails('');
    return lookAgainSeconds;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    setCurrentDetails(`**Trouble:** ${error.cause?.message}`);
    return 60;
  }
}
