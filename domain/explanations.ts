// Why something went wrong, in words for the person. Keyed by the `reason` of the case.
import { type CodeGroup, ruleOf } from './ach-codes.ts';

/** Those of the account, and of what its holder did. The rest (a death, a doubt, a mistake of ours) is not for an email. */
const saidToPerson: readonly CodeGroup[] = ['funds', 'bad_account', 'unauthorized', 'stop_payment', 'refused'];

/** What happened, and after it why the bank sent it back, where that can be said to the person. */
export function withReturnReason(what: string, code: string | null): string {
  const { group, words } = ruleOf(code);
  return saidToPerson.includes(group) ? `${what} ${words}` : what;
}

const explanations: Record<string, string> = {
  verification_failed: 'The code that was typed in was wrong three times.',
  verification_expired: 'The account could not be confirmed in time.',
  database_insights_fail: 'The account is not known, or is closed.',
  database_insights_pass_with_caution: 'Not enough is known about the account.',
  duplicate_account: 'This account is in use already.',
  micro_deposits_failed: 'A small deposit to the account failed.',
  micro_deposits_cancelled: 'A small deposit to the account was cancelled.',
  payment_failed: 'The payment failed at the bank.',
  payment_blocked: 'The payment was stopped by a check.',
};

/** Why the person is asked for another account, or another payment. Null for a reason that is none of these. */
export function explanationOf(reason: string | null): string | null {
  if (reason === null) return null;
  const returned = /^micro_deposits_reversed(?:: (\w+))?$/.exec(reason);
  if (returned) return withReturnReason('A small deposit to the account came back.', returned[1] ?? null);
  if (/^R\d\d$/.test(reason)) return withReturnReason('The bank sent the money back.', reason);
  return Object.hasOwn(explanations, reason) ? (explanations[reason] ?? null) : null;
}
