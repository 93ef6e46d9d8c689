// What a wait does, and when: looks for what nobody has told, reminders, the deadline. All times are milliseconds since
// 1970.

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type Schedule = {
  deadline: number;
  /** When to look for what nobody has told. */
  look: number;
  /** Null where nobody is reminded. */
  reminding: Reminding | null;
};

export type Reminding = {
  /** Since when whoever is waited for has let the case wait. */
  since: number;
  afterDays: readonly number[];
  /** How many of these are over. */
  over: number;
};

/** What comes next. Whoever looks sees the deadline too; from there on nobody is reminded. */
export function nextMoment({ deadline, look, reminding }: Schedule): { at: number; what: 'look' | 'remind' } {
  const at = Math.min(look, deadline);
  const after = reminding?.afterDays[reminding.over];
  const reminder = reminding && after !== undefined ? reminding.since + after * day : Number.POSITIVE_INFINITY;
  return reminder < at ? { at: reminder, what: 'remind' } : { at, what: 'look' };
}

/** How many reminders are over by now: of several that fell due while nothing ran, one is given. */
export function remindersOver({ since, afterDays }: Omit<Reminding, 'over'>, now: number): number {
  return afterDays.filter((after) => since + after * day <= now).length;
}

/**
 * A finish of Link that no webhook and no browser has told us is of use for half an hour only: so long lives the public
 * token that it brings, although /link/token/get shows it for six hours. Looks go on until every session has ended that
 * was begun while a Link token lived (`expiries`, ISO 8601).
 */
export function nextLookAtLink(expiries: readonly string[], looked: number): number {
  const last = endOfLink(expiries);
  return last <= looked ? Number.POSITIVE_INFINITY : Math.min(looked + 25 * minute, last);
}

/** When every session has ended that was begun while one of these Link tokens lived. */
export const endOfLink = (expiries: readonly string[]): number =>
  Math.max(...expiries.map((expiry) => Date.parse(expiry) + 30 * minute));

/** Of each change in a verification a webhook tells; the looks are further and further apart, a day at most. */
export const nextLookAtVerification = (looks: number, looked: number): number =>
  looked + Math.min(hour * 2 ** looks, day);

/**
 * Of each change of a payment a webhook tells as well, and Plaid wants no polling. Most change within seconds, so these
 * looks begin early: at a quarter of an hour, 1, 4 and 16 hours, then once a day; anew with each status.
 */
export const nextLookAtPayment = (looks: number, looked: number): number =>
  looked + Math.min(15 * minute * 4 ** looks, day);

/** A feed, a webhook and the person's browser are three ways to hear of a micro-deposit. */
export const nextLookAtDeposit = (looked: number): number => looked + day;
