// The updates by which an operator makes a waiting case do something now. Each only leaves a hint, or skips a reminder.
import { condition, setHandler } from '@temporalio/workflow';
import { looksAtPlaid, waitRows } from '../domain/case/stages.ts';
import { type Case, reminderToCome } from './case.ts';
import { addHint } from './inbox.ts';
import * as messages from './messages.ts';
import { refuse } from './refuse.ts';
import { skipReminder } from './reminders.ts';

/**
 * An update may be what lets the run of a case begin. It has to find the case where it waits, so the handlers are set
 * once the case has come to its first step or wait. Until then Temporal's SDK keeps the update. Call it where no
 * cancellation of the workflow can break the wait off.
 */
export async function listenToOperators(theCase: Case): Promise<void> {
  await condition(() => theCase.timeline.length > 0);
  const { inbox } = theCase;
  setHandler(messages.refresh, () => addHint(inbox, 'refresh'), {
    description: 'Read from Plaid now what the case waits for',
    validator: () => refuseToRefresh(theCase),
  });
  setHandler(messages.resendNotification, () => addHint(inbox, 'resend'), {
    description: 'Send the last notification about the case again',
    validator: () => void waitOf(theCase),
  });
  setHandler(messages.skipReminder, () => skipReminder(theCase, reminderOf(theCase)), {
    description: 'Do not send the next reminder of this wait',
    validator: () => void reminderOf(theCase),
  });
}

function refuseToRefresh(theCase: Case): void {
  const wait = waitOf(theCase);
  if (wait === 'retry') refuse('conflict', 'The case waits to try a step again. Send retryStep.');
  if (!looksAtPlaid(wait))
    refuse('conflict', `The case waits for ${waitRows[wait].words}. Plaid has nothing to say about that.`);
}

function reminderOf(theCase: Case): number {
  waitOf(theCase);
  return (
    reminderToCome(theCase) ?? refuse('conflict', 'No reminder is to come in this wait, so there is none to skip.')
  );
}

function waitOf({ waiting }: Case) {
  return waiting?.for ?? refuse('conflict', 'The case is at work. Send the update again in a moment.');
}
