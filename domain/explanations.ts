// Why the person is asked for another account, in words that they understand. Keyed by the `reason` of the case.
import { ruleOf } from './ach-codes.ts';

const explanations: Record<string, string> = {
  verification_failed: 'The code that was typed in was wrong three times.',
  verification_expired: 'The account could not be confirmed in time.',
  database_insights_fail: 'The account is not known, or is closed.',
  database_insights_pass_with_caution: 'Not enough is known about the account.',
  micro_deposits_failed: 'A small deposit to the account failed.',
  micro_deposits_cancelled: 'A small deposit to the account was cancelled.',
};

/** Null for a reason that is none of these. */
export function explanationOf(reason: string | null): string | null {
  if (reason === null) return null;
  const returned = /^micro_deposits_reversed(?:: (\w+))?$/.exec(reason);
  if (returned) return `A small deposit to the account came back. ${ruleOf(returned[1] ?? null).words}`;
  return Object.hasOwn(explanations, reason) ? (explanations[reason] ?? null) : null;
}
