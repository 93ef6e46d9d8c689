// Opens a case, listens to its messages, and closes it.
import { CancellationScope } from '@temporalio/workflow';
import { removesItem } from '../domain/case/item-removal.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import { people } from './activities.ts';
import { beginAgain, type Case, closes } from './case.ts';
import { AccountChanged, Ended } from './interruptions.ts';
import { watchConsent, watchItem } from './item-health.ts';
import { listen } from './listen.ts';
import type { OnboardingStart } from './messages.ts';
import { openCase } from './open-case.ts';
import { listenToOperators } from './operator-updates.ts';
import { makeEndingSearchable } from './searchable.ts';
import { show } from './show.ts';
import { close, step } from './step.ts';

export async function withCase(start: OnboardingStart, main: (theCase: Case) => Promise<Outcome>): Promise<Outcome> {
  const theCase = openCase(start);
  listen(theCase);
  // Temporal must not interrupt a case during a money call. The case checks for a cancellation where it may stop.
  return CancellationScope.nonCancellable(async () => {
    void listenToOperators(theCase);
    void watchConsent(theCase);
    void watchItem(theCase);
    for (;;) {
      const outcome = await untilEnded(theCase, main);
      const standing = standingOf(theCase);
      await cleanUp(theCase, outcome);
      // The bank may have returned the money meanwhile.
      if (standingOf(theCase) !== standing) continue;
      show(theCase, 'closed', null);
      makeEndingSearchable(theCase);
      return outcome;
    }
  });
}

/** Removes the case's Items at Plaid. The record already says closed; the workflow stays open until this is done. */
async function cleanUp(theCase: Case, outcome: Outcome): Promise<void> {
  const { start, items } = theCase;
  const { removeItem } = start.policy;
  if (items === 'none' || removeItem === 'never') return;
  if (items === 'one' && !removesItem(removeItem, outcome)) return;
  closes(theCase);
  await step(theCase, 'closed', people.cleanUp);
}

/** Returns the standing that the feed signalled last for the transfer that the case follows. */
const standingOf = ({ transfer, inbox }: Case) => transfer && inbox.transfersMoved.get(transfer.transferId)?.standing;

/** Runs a process to its end, also when it ends by an exception. */
export async function untilEnded(theCase: Case, main: (theCase: Case) => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    try {
      return await main(theCase);
    } catch (error) {
      if (error instanceof Ended) return close(theCase, error.outcome, error.reason);
      if (!(error instanceof AccountChanged)) throw error;
      beginAgain(theCase);
    }
  }
}
