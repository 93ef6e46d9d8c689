// Explains a fault in words for the applicant, by the `reason` of the case.
import { explainedReason } from '../case/reasons.ts';
import { type CodeGroup, ruleOf } from '../transfers/ach-codes.ts';
import { type Language, textsIn } from './languages.ts';

/** Reasons about the account and its holder. The rest (a death, a suspicion, a mistake of ours) is not for an email. */
const saidToPerson: readonly CodeGroup[] = ['funds', 'bad_account', 'unauthorized', 'stop_payment', 'refused'];

/** Appends the reason of the bank, if the applicant may read it. */
export function withReturnReason(what: string, code: string | null, language: Language): string {
  const { group, words } = ruleOf(code);
  if (code === null || !saidToPerson.includes(group)) return what;
  return `${what} ${textsIn(language).returns?.[code] ?? words}`;
}

/** Returns why the applicant has to link another account, or make another payment. Null for any other reason. */
export function explanationOf(reason: string | null, language: Language): string | null {
  if (reason === null) return null;
  const { depositCameBack, bankSentBack, explains } = textsIn(language);
  const returned = /^micro_deposits_reversed(?:: (\w+))?$/.exec(reason);
  if (returned) return withReturnReason(depositCameBack, returned[1] ?? null, language);
  if (/^R\d\d$/.test(reason)) return withReturnReason(bankSentBack, reason, language);
  const explained = explainedReason(reason);
  return explained && explains[explained];
}
