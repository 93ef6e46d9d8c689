// A step of the process: an activity that is tried until it succeeds. What only the person can repair parks the case
// until they have; any other trouble is shown to operators and tried again, patiently or when they say so.
import type { CaseStep } from '../activities/types.ts';
import type { PersonRepair } from '../domain/failure.ts';
import { type Outcome, type Stage, waits } from '../domain/onboarding.ts';
import { people } from './activities.ts';
import { type Case, makeSearchable, show } from './case.ts';
import { AccountChanged, Ended, leaveIfCalledAway } from './ended.ts';
import { waitForLink } from './link-wait.ts';
import { beginTrouble, failureOf, pauseInTrouble, type Trouble } from './trouble.ts';
import { daysFromNow } from './waiting.ts';

export async function step<T>(theCase: Case, stage: Stage, run: (at: CaseStep) => Promise<T>): Promise<T> {
  let trouble: Trouble | null = null;
  for (;;) {
    leaveIfCalledAway(theCase);
    if (stage === 'authorizing') theCase.cancellable = false;
    if (stage === 'verifying_account' && theCase.items === 'none') theCase.items = 'one';
    show(theCase, stage, null);
    try {
      const result = await run({ onboardingId: theCase.start.onboardingId, step: ++theCase.steps });
      if (theCase.trouble) {
        theCase.trouble = null;
        makeSearchable(theCase);
      }
      leaveIfCalledAway(theCase);
      return result;
    } catch (error) {
      const failure = failureOf(error);
      if (!failure.repair) {
        if (failure.refused) theCase.cancellable = true;
        trouble ??= beginTrouble(theCase);
        await pauseInTrouble(theCase, trouble, failure);
        continue;
      }
      // A refusal: no money call is open, so the case may be cancelled, or begin again.
      theCase.cancellable = true;
      if (failure.repair.mode === 'reread') throw new AccountChanged();
      await repairedByPerson(theCase, failure.repair);
      trouble = null;
      if (failure.repair.mode === 'new') throw new AccountChanged();
    }
  }
}

/** Records an ending that no activity has caused. The record may know an earlier one, which stands. */
export function close(theCase: Case, outcome: Outcome, reason: string): Promise<Outcome> {
  theCase.cancellable = false;
  theCase.inbox.cancelled = null;
  return step(theCase, theCase.stage, (at) => people.closeCase({ ...at, outcome, reason }));
}

/** Parks the case until the person has repaired what `repair` names, in Link. */
async function repairedByPerson(theCase: Case, repair: PersonRepair): Promise<void> {
  theCase.inbox.linked = false;
  const offer = await step(theCase, 'repairing_link', (at) => people.offerRepair({ ...at, repair }));
  theCase.inbox.linkTokenExpiries.push(offer.expiresAt);
  const repaired = await waitForLink(theCase, {
    stage: 'repairing_link',
    waitingFor: waits.repair,
    deadline: daysFromNow(theCase.start.policy.repairWithin),
    look: () => lookForLink(theCase, 'repairing_link'),
  });
  leaveIfCalledAway(theCase);
  if (!repaired) throw new Ended('abandoned', theCase.inbox.linkAbandoned ? 'left_link' : 'repair_expired');
}

/** Asks Plaid whether Link was finished, in case nobody has told us. */
export async function lookForLink(theCase: Case, stage: Stage): Promise<boolean> {
  const { finished } = await step(theCase, stage, people.findLink);
  return finished;
}
