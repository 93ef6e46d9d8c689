// A step of the process: an activity that the case retries until it succeeds. If only the applicant can repair the
// cause, the case waits for them. Any other trouble is shown to operators, and the case retries slowly or when they
// ask.
import type { CaseStep } from '../activities/types.ts';
import { linkRows } from '../domain/bank/link.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Reason } from '../domain/case/reasons.ts';
import type { Stage } from '../domain/case/stages.ts';
import type { Repair } from '../domain/failure.ts';
import { people } from './activities.ts';
import {
  beginStep,
  type Case,
  closes,
  countRepair,
  ends,
  itemMayExist,
  mayBeCancelled,
  moneyMayMove,
  setTrouble,
} from './case.ts';
import { endDelay } from './delay.ts';
import { expectLink, linkOffered } from './inbox.ts';
import { AccountChanged, Ended, throwIfInterrupted } from './interruptions.ts';
import { makeSearchable } from './searchable.ts';
import { show } from './show.ts';
import { beginTrouble, failureOf, pauseInTrouble, type StepFailure, type Trouble } from './trouble.ts';
import { restSince } from './wait.ts';
import { waitForLink } from './wait-for-link.ts';

export async function step<T>(theCase: Case, stage: Stage, run: (at: CaseStep) => Promise<T>): Promise<T> {
  let trouble: Trouble | null = null;
  for (;;) {
    throwIfInterrupted(theCase);
    if (stage === 'authorizing') moneyMayMove(theCase);
    if (stage === 'verifying_account') itemMayExist(theCase);
    show(theCase, stage, null);
    try {
      const result = await run({ onboardingId: theCase.start.onboardingId, step: beginStep(theCase) });
      if (theCase.trouble) {
        setTrouble(theCase, null);
        makeSearchable(theCase);
      }
      await endDelay(theCase);
      throwIfInterrupted(theCase);
      return result;
    } catch (error) {
      trouble = await readyToRetry(theCase, failureOf(error), trouble);
    }
  }
}

/** Waits until the step may run again. Returns its trouble; null once the applicant has repaired the cause. */
async function readyToRetry(theCase: Case, failure: StepFailure, before: Trouble | null): Promise<Trouble | null> {
  const { repair, refused, noOpenCall } = failure;
  // Where Plaid refused, no money call is open, and the case may be cancelled or begin again.
  if (repair || refused || noOpenCall) mayBeCancelled(theCase);
  if (repair) {
    await repairedByPerson(theCase, repair);
    return null;
  }
  const trouble = before ?? beginTrouble(theCase);
  await pauseInTrouble(theCase, trouble, failure);
  return trouble;
}

/** Records an ending that no activity has recorded. If the record has an earlier ending, that one stands. */
export async function close(theCase: Case, outcome: Outcome, reason: Reason | null): Promise<Outcome> {
  closes(theCase);
  const closed = await step(theCase, theCase.stage, (at) => people.closeCase({ ...at, outcome, reason }));
  // Older histories hold the outcome alone.
  return ends(theCase, typeof closed === 'string' ? { outcome: closed, reason } : closed);
}

/** Waits until the applicant has repaired in Link what `repair` names. Throws if the case then has another account. */
async function repairedByPerson(theCase: Case, repair: Repair): Promise<void> {
  if (repair.mode === 'reread') throw new AccountChanged();
  expectLink(theCase.inbox, repair.mode);
  const offer = await step(theCase, 'repairing_link', (at) => people.offerRepair({ ...at, repair }));
  linkOffered(theCase.inbox, offer.expiresAt);
  const repaired = await waitForLink(theCase, {
    ...restSince(theCase, 'repairing_link'),
    look: () => lookForLink(theCase, 'repairing_link'),
  });
  if (!repaired) throw new Ended('abandoned', theCase.inbox.linkAbandoned ? 'left_link' : 'repair_expired');
  countRepair(theCase);
  if (linkRows[theCase.inbox.linkFor].otherAccount !== 'never') throw new AccountChanged();
}

/** Asks Plaid whether the applicant finished Link, in case neither a webhook nor the browser has reported it. */
export async function lookForLink(theCase: Case, stage: Stage): Promise<boolean> {
  const { finished } = await step(theCase, stage, people.findLink);
  return finished;
}
