// A delay: what the tenant sees of a step in trouble. It names who does not answer, and nothing of the inside.

/** The published list, with the words of its documentation. */
export const delayReasons = {
  bank_unavailable: "The applicant's bank does not answer Plaid. This can last hours.",
  plaid_unavailable: 'Plaid does not answer, or asks Gangway to slow down.',
  limit_reached:
    "A limit is used up: the installation's at Plaid, your quota of paid calls, or the money in the Ledger. Operators can raise it.",
  internal_error: "The fault is Gangway's, or that of its set-up at Plaid. Operators see it.",
} as const;
export type DelayReason = keyof typeof delayReasons;
export const delayReasonNames = Object.keys(delayReasons) as [DelayReason, ...DelayReason[]];

export type Delay = {
  /** The beginning of the trouble (ISO 8601). */
  since: string;
  reason: DelayReason;
};

/**
 * The tenant is notified of trouble that keeps a case for so long, in milliseconds. Most outages of a bank, and our own
 * deploys, are over before, and a person who waits on a page has left by then.
 */
export const delayLastsMs = 10 * 60_000;

const limits = ['TRANSFER_LIMIT_REACHED', 'ledger_balance', 'quota_reached'];
/** The codes that plaid/ gives to calls which Plaid did not answer in its own words. */
const withoutPlaidsWords = [
  ...['no_answer', 'timeout', 'http_429', 'unreadable_answer', 'unexpected_answer'],
  // Gangway itself keeps to the number of calls that Plaid allows.
  'plaid_limit',
];
const passing = ['unavailable', 'busy', 'uncertain'];

/** Returns the reason of a failure by its kind and code. Plaid's own codes are in capitals. */
export function delayReasonOf({ kind, code }: { kind: string; code: string }): DelayReason {
  if (limits.includes(code)) return 'limit_reached';
  if (!passing.includes(kind)) return 'internal_error';
  if (code.startsWith('INSTITUTION_')) return 'bank_unavailable';
  return /^[A-Z]/.test(code) || withoutPlaidsWords.includes(code) ? 'plaid_unavailable' : 'internal_error';
}
