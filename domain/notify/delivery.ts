// When a notification is tried again, and what each result of a try means. Standard Webhooks suggests the delays;
// together they span 75 hours.

const minute = 60;
const hour = 60 * minute;

/** Seconds before the second try, the third, and so on. */
export const retryDelays = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** Adds up to this part of the delay, so that tries that failed together do not come back together. */
const jitter = 0.1;

/** The longest delay that a receiver can ask for, in seconds. */
export const longestRetryAfter = 24 * hour;

/**
 * Returns the time of the next try. `attempts` have been made, the last of them now. `chance` is from 0 to 1. Null
 * after the last try.
 */
export function nextAttempt(
  attempts: number,
  { now, chance, retryAfterSeconds = 0 }: { now: Date; chance: number; retryAfterSeconds?: number | undefined },
): Date | null {
  const delay = retryDelays[attempts - 1];
  if (delay === undefined) return null;
  const seconds = Math.max(delay * (1 + jitter * chance), retryAfterSeconds);
  return new Date(now.getTime() + seconds * 1000);
}

/** After so many days of failures without one success, an endpoint is disabled. */
export const disabledAfterDays = 5;

/** An email that could not be sent for so many days is out of date for the applicant. */
export const emailLastsDays = 4;

/**
 * The consequence of each result. `again`: by the schedule, and it counts against the endpoint. `fail` and `skip`: it
 * cannot succeed, and says nothing about the endpoint. `disable`: the receiver wants no more.
 */
const consequences = {
  delivered: 'done',
  gone: 'disable',
  throttled: 'again',
  redirected: 'again',
  refused: 'again',
  timed_out: 'again',
  unresolved: 'again',
  forbidden_address: 'again',
  unreachable: 'again',
  bad_tls: 'again',
  no_answer: 'again',
  internal_error: 'again',
  smtp_unavailable: 'again',
  email_refused: 'fail',
  not_for_applicant: 'skip',
  no_email: 'skip',
  erased: 'skip',
  too_late: 'skip',
} as const satisfies Record<string, 'done' | 'again' | 'fail' | 'skip' | 'disable'>;

export type AttemptResult = keyof typeof consequences;
export const attemptResults = Object.keys(consequences) as [AttemptResult, ...AttemptResult[]];
export const consequenceOf = (result: AttemptResult) => consequences[result];

/** Whether the try should have succeeded. One that was skipped had no recipient. */
export const isFailed = (result: AttemptResult): boolean => !['done', 'skip'].includes(consequenceOf(result));

export type DeliveryAttempt = {
  result: AttemptResult;
  /** The HTTP or SMTP status, if one came. */
  statusCode?: number | undefined;
  retryAfterSeconds?: number | undefined;
};

export type TimedAttempt = DeliveryAttempt & { attemptedAt: Date; milliseconds: number };
