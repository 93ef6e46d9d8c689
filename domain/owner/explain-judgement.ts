// Says in a sentence why a judgement fell as it did, for the reviewer who has to decide about it.
import type { FieldVerdict, IdentityJudgement, IdentityReason } from './identity.ts';

const words: Record<IdentityReason, string> = {
  identity_conflict: 'The name that the bank gives has nothing in common with the name of the applicant.',
  identity_not_available: 'The bank names no owner of the account, so nothing could be compared.',
  name_unknown: 'One side gives no name that can be compared, although the bank gives other data.',
  name_weak: 'The two names are similar, and not equal enough: the score is below its threshold.',
  nothing_else_matches:
    'The name matches. The bank gives other data, and none of them matches: people share names, so a name alone is not enough.',
  other_script: 'The two names are in different scripts, so they cannot be compared letter by letter.',
  nickname: 'The names match as a nickname, and your policy wants a review of that.',
  business: 'One of the two names is that of a business or organisation, and your policy wants a review of that.',
  fiduciary: 'One of the two names says that a person holds the account for another.',
  duplicate_account: 'The name matches. Other cases have the account too, and your policy wants a review of that.',
};

export const explainJudgement = ({ reason }: Pick<IdentityJudgement, 'reason'>): string =>
  reason === null ? 'The name matches, and so does one other field if the bank gives any.' : words[reason];

const verdictWords: Record<FieldVerdict['verdict'], string> = {
  match: 'The score reaches its threshold.',
  weak: 'The two are alike, but the score is below its threshold.',
  conflict: 'The two have nothing in common.',
  unknown: 'One side gives nothing that can be compared.',
};

export const explainVerdict = (verdict: FieldVerdict['verdict']): string => verdictWords[verdict];
