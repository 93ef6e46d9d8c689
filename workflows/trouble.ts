// Handles a failed step that the applicant cannot repair. The case shows the failure to operators, reminds them of it,
// and retries after a pause or when they ask. While no money can be on its way, the case gives up one day.
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { Reminding } from '../domain/case/waiting.ts';
import type { FailureDetail } from '../domain/failure.ts';
import { type Case, setTrouble } from './case.ts';
import { showDelay } from './delay.ts';
import { takeHint } from './inbox.ts';
import { Ended } from './interruptions.ts';
import { daysFromNow, waitFor } from './wait.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export type Trouble = {
  since: number;
  /** In milliseconds since 1970, as `since`. */
  deadline: number;
  reminding: Reminding;
  /** How long to wait, in milliseconds, unless the failure asks for more. */
  pause: number;
};

export function beginTrouble({ start }: Case): Trouble {
  const { troubleWithin, remindAfterDays } = start.policy;
  const since = Date.now();
  const reminding = { since, afterDays: remindAfterDays, over: 0 };
  return { since, deadline: daysFromNow(troubleWithin), reminding, pause: minute };
}

/** One try adds eleven events to a history that holds 51,200, so trouble that lasts for weeks needs longer pauses. */
const longestPause = (since: number): number => (Date.now() - since < day ? 30 : 120) * minute;

export async function pauseInTrouble(theCase: Case, trouble: Trouble, failure: StepFailure): Promise<void> {
  const { kind, code, message, retryAfterSeconds = 0, refused } = failure;
  const { since, deadline, reminding, pause } = trouble;
  trouble.pause = Math.min(2 * pause, longestPause(since));
  setTrouble(theCase, { kind, code, message });
  // The case never gives up on money that may be on its way, whether we or the applicant sent it. A refusal by Plaid
  // has a limit of its own.
  const mayEnd = theCase.cancellable && theCase.paymentId === null && !refused;
  const ends = mayEnd ? deadline : Number.POSITIVE_INFINITY;
  if (Date.now() >= ends) throw new Ended('failed', `trouble_expired: ${code}`);
  const nextTry = Date.now() + Math.max(pause, retryAfterSeconds * 1000);
  await showDelay(theCase, { kind, code }, { since, nextTry: Math.min(nextTry, ends) });
  const { inbox, stage } = theCase;
  await waitFor(theCase, {
    ...{ stage, waitingFor: 'retry', reminding },
    deadline: Math.min(nextTry, ends),
    received: () => inbox.hints.has('retry'),
  });
  takeHint(inbox, 'retry');
}

export type StepFailure = Pick<FailureDetail, 'code' | 'refused' | 'repair' | 'retryAfterSeconds'> & {
  noOpenCall?: true;
  kind: string;
  message: string;
};

/** Only the type, message and details of a failure reach the workflow (worker/failures.ts sets them). */
export function failureOf(error: unknown): StepFailure {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) {
    return { kind: 'unavailable', code: 'activity_timeout', message: 'No worker finished this in time.' };
  }
  const detail = (cause.details?.[0] ?? { code: 'unknown' }) as FailureDetail;
  return { ...detail, kind: cause.type ?? 'bug', message: cause.message };
}
