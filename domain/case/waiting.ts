// The moments of a wait: looks in case a message was lost, reminders, the deadline. All times are milliseconds since
// 1970.

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type Schedule = {
  deadline: number;
  /** When to look in case a message was lost. */
  look: number;
  /** Null if the wait has no reminders. */
  reminding: Reminding | null;
};

export type Reminding = {
  /** When the wait for the applicant or the reviewer began. */
  since: number;
  afterDays: readonly number[];
  /** How many of these have passed, or are skipped. */
  over: number;
};

/** Returns the next moment. A look at the deadline sees the deadline too; no reminder comes after it. */
export function nextMoment({ deadline, look, reminding }: Schedule): { at: number; what: 'look' | 'remind' } {
  const at = Math.min(look, deadline);
  const reminder = (reminding && nextReminder(reminding)) ?? Number.POSITIVE_INFINITY;
  return reminder < at ? { at: reminder, what: 'remind' } : { at, what: 'look' };
}

/** Returns when the next reminder goes if the wait lasts until then. Null: none is left. */
export function nextReminder({ since, afterDays, over }: Reminding): number | null {
  const after = afterDays[over];
  return after === undefined ? null : since + after * day;
}

/** Returns how many reminders have passed by now. If several fell due while no worker ran, only one is sent. */
export function remindersOver({ since, afterDays }: Omit<Reminding, 'over'>, now: number): number {
  return afterDays.filter((after) => since + after * day <= now).length;
}

/**
 * A finish of Link that neither a webhook nor the browser reported is useful for half an hour only: its public token
 * lives so long, although /link/token/get shows it for six hours. Looks go on until every session has ended that began
 * while a Link token lived (`expiries`, ISO 8601).
 */
export function nextLookAtLink(expiries: readonly string[], looked: number): number {
  const last = endOfLink(expiries);
  return last <= looked ? Number.POSITIVE_INFINITY : Math.min(looked + 25 * minute, last);
}

/**
 * Returns for how many milliseconds a new case has nothing to do: until the first look at its Link. Null if no look is
 * due, because the token expired before.
 */
export function idleAtStart(linkTokenExpiresAt: string, now: number): number | null {
  const look = nextLookAtLink([linkTokenExpiresAt], now);
  return look === Number.POSITIVE_INFINITY ? null : look - now;
}

/** Returns when every session has ended that began while one of these Link tokens lived. */
export const endOfLink = (expiries: readonly string[]): number =>
  Math.max(...expiries.map((expiry) => Date.parse(expiry) + 30 * minute));

/** Plaid sends a webhook for each change of a verification, so looks become rarer, down to one a day. */
export const nextLookAtVerification = (looks: number, looked: number): number =>
  looked + Math.min(hour * 2 ** looks, day);

/**
 * Plaid sends a webhook for each change of a payment too, and wants no polling. Most change within seconds, so these
 * looks begin early: after a quarter of an hour, 1, 4 and 16 hours, then once a day. Each status begins the row again.
 */
export const nextLookAtPayment = (looks: number, looked: number): number =>
  looked + Math.min(15 * minute * 4 ** looks, day);

/** A feed, a webhook and the applicant's browser all report a micro-deposit, so one look a day is enough. */
export const nextLookAtDeposit = (looked: number): number => looked + day;
