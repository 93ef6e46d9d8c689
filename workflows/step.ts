// A step of the process: an activity that is tried until it succeeds. What only the person can repair parks the case
// until they have; any other trouble is shown to operators and tried again, patiently or when they say so.
import { ActivityFailure, ApplicationFailure, condition } from '@temporalio/workflow';
import type { CaseStep } from '../activities/types.ts';
import type { FailureDetail, PersonRepair } from '../domain/failure.ts';
import { type Outcome, type Stage, waits } from '../domain/onboarding.ts';
import { people } from './activities.ts';
import { type Case, makeSearchable, show } from './case.ts';
import { AccountChanged, Ended, isCalledAway, leaveIfCalledAway } from './ended.ts';
import { waitForLink } from './link-wait.ts';
import { daysFromNow } from './waiting.ts';

const minute = 60_000;
const longestPause = 30 * minute;

export async function step<T>(theCase: Case, stage: Stage, run: (at: CaseStep) => Promise<T>): Promise<T> {
  for (let pause = minute; ; pause = Math.min(2 * pause, longestPause)) {
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
        await pauseInTrouble(theCase, failure, pause);
        continue;
      }
      // A refusal: no money call is open, so the case may be cancelled, or begin again.
      theCase.cancellable = true;
      if (failure.repair.mode === 'reread') throw new AccountChanged();
      await repairedByPerson(theCase, failure.repair);
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

async function pauseInTrouble(theCase: Case, failure: StepFailure, usual: number): Promise<void> {
  const { kind, code, message, retryAfterSeconds = 0 } = failure;
  const pause = Math.max(usual, retryAfterSeconds * 1000);
  const news = theCase.trouble?.kind !== kind;
  theCase.trouble = { kind, code, message };
  show(theCase, theCase.stage, { for: 'the next try', until: new Date(Date.now() + pause).toISOString() });
  if (news) makeSearchable(theCase);
  const { inbox } = theCase;
  await condition(() => inbox.retryStep || isCalledAway(theCase), pause, { summary: `next try after ${kind}` });
  inbox.retryStep = false;
}

type StepFailure = Pick<FailureDetail, 'code' | 'refused' | 'repair' | 'retryAfterSeconds'> & {
  kind: string;
  message: string;
};

/** Only type, message and details of a failure cross the activity's border (worker/failures.ts puts them there). */
function failureOf(error: unknown): StepFailure {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) {
    return { kind: 'unavailable', code: 'activity_timeout', message: 'No worker finished this in time.' };
  }
  const detail = (cause.details?.[0] ?? { code: 'unknown' }) as FailureDetail;
  return { ...detail, kind: cause.type ?? 'bug', message: cause.message };
}
