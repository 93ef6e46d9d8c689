// A step that fails, and not by what the person can repair: shown to operators, who are reminded of it, and tried again
// when its pause is over or they say so. While the case can be let go of, that ends one day.
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { FailureDetail } from '../domain/failure.ts';
import type { Reminding } from '../domain/waiting.ts';
import type { Case } from './case.ts';
import { Ended } from './ended.ts';
import { daysFromNow, waitFor } from './waiting.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export type Trouble = {
  since: number;
  /** Milliseconds since 1970, as `since`. */
  deadline: number;
  reminding: Reminding;
  /** How long to wait, in milliseconds, where the failure asks for no more. */
  pause: number;
};

export function beginTrouble({ start }: Case): Trouble {
  const { troubleWithin, remindAfterDays } = start.policy;
  const since = Date.now();
  const reminding = { since, afterDays: remindAfterDays, over: 0 };
  return { since, deadline: daysFromNow(troubleWithin), reminding, pause: minute };
}

/** A try is eleven events of a history that holds 51,200: what lasts for weeks is not tried every half an hour. */
const longestPause = (since: number): number => (Date.now() - since < day ? 30 : 120) * minute;

export async function pauseInTrouble(theCase: Case, trouble: Trouble, failure: StepFailure): Promise<void> {
  const { kind, code, message, retryAfterSeconds = 0, refused } = failure;
  const { since, deadline, reminding, pause } = trouble;
  trouble.pause = Math.min(2 * pause, longestPause(since));
  theCase.trouble = { kind, code, message };
  // Money that may be on its way, by our call or by the person's own hand, is followed for as long as it takes; and what
  // Plaid has refused has a limit of its own.
  const mayEnd = theCase.cancellable && theCase.paymentId === null && !refused;
  const ends = mayEnd ? deadline : Number.POSITIVE_INFINITY;
  if (Date.now() >= ends) throw new Ended('failed', `trouble_expired: ${code}`);
  const nextTry = Date.now() + Math.max(pause, retryAfterSeconds * 1000);
  const { inbox, stage } = theCase;
  await waitFor(theCase, {
    ...{ stage, waitingFor: 'the next try', reminding },
    deadline: Math.min(nextTry, ends),
    heard: () => inbox.retryStep,
  });
  inbox.retryStep = false;
}

type StepFailure = Pick<FailureDetail, 'code' | 'refused' | 'repair' | 'retryAfterSeconds'> & {
  kind: string;
  message: string;
};

/** Only type, message and details of a failure cross the activity's border (worker/failures.ts puts them there). */
export function failureOf(error: unknown): StepFailure {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) {
    return { kind: 'unavailable', code: 'activity_timeout', message: 'No worker finished this in time.' };
  }
  const detail = (cause.details?.[0] ?? { code: 'unknown' }) as FailureDetail;
  return { ...detail, kind: cause.type ?? 'bug', message: cause.message };
}
