// Explains a fault in words for the applicant, by the `reason` of the case.
import { type CodeGroup, ruleOf } from '../transfers/ach-codes.ts';
import { rowOfReason } from './reasons.ts';

/** Reasons about the account and its holder. The rest (a death, a suspicion, a mistake of ours) is not for an email. */
const saidToPerson: readonly CodeGroup[] = ['funds', 'bad_account', 'unauthorized', 'stop_payment', 'refused'];

/** Appends the reason of the bank, if the applicant may read it. */
export function withReturnReason(what: string, code: string | null): string {
  const { group, words } = ruleOf(code);
  return saidToPerson.includes(group) ? `${what} ${words}` : what;
}

/** Returns why the applicant has to link another account, or make another payment. Null for any other reason. */
export function explanationOf(reason: string | null): string | null {
  if (reason === null) return null;
  const returned = /^micro_deposits_reversed(?:: (\w+))?$/.exec(reason);
  if (returned) return withReturnReason('A small deposit to the account came back.', returned[1] ?? null);
  if (/^R\d\d$/.test(reason)) return withReturnReason('The bank sent the money back.', reason);
  return rowOfReason(reason)?.explains ?? null;
}
