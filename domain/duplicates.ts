// The same bank account in several cases. A person's second case may mean nothing, and costs a second Item; the same
// account under another user may be a joint account, or somebody with many names. What it is worth, the product decides.
import type { IdentityJudgement } from './identity.ts';

/** Another case of the tenant with the same account. */
export type Duplicate = {
  onboardingId: string;
  sameUser: boolean;
  /** Not over, or its money has arrived: its Item is in use. */
  live: boolean;
};

/** From mild to strict. */
export const duplicateVerdicts = ['allow', 'review', 'refuse'] as const;
export type DuplicateVerdict = (typeof duplicateVerdicts)[number];

export type DuplicatePolicy = Record<'sameUser' | 'otherUser', DuplicateVerdict>;

/** A person may try again what came to nothing; what another user came to with this account always counts. */
export function verdictOn(duplicates: readonly Duplicate[], policy: DuplicatePolicy): DuplicateVerdict {
  const found = duplicates.map(({ sameUser, live }) => {
    if (sameUser) return live ? policy.sameUser : 'allow';
    return policy.otherUser;
  });
  return duplicateVerdicts.findLast((verdict) => found.includes(verdict)) ?? 'allow';
}

/** Whom the account belongs to is unclear as long as nobody has looked at who else uses it. */
export function withDuplicates(judgement: IdentityJudgement, verdict: DuplicateVerdict): IdentityJudgement {
  if (verdict === 'allow') return judgement;
  const flags = [...judgement.flags, 'duplicate_account' as const];
  if (judgement.decision !== 'match') return { ...judgement, flags };
  return { ...judgement, flags, decision: 'unclear', reason: 'duplicate_account' };
}

/** What Link, and Plaid after it, shows of an account: by these Plaid tells duplicates before an exchange. */
export type ShownAccount = { institutionId: string; name: string; mask: string };

/** Null unless all of it is there: less would fit too many accounts. */
export function shownAccount(
  institutionId: string | null | undefined,
  account: { name?: string | null | undefined; mask?: string | null | undefined } | null,
): ShownAccount | null {
  return institutionId && account?.name && account.mask
    ? { institutionId, name: account.name, mask: account.mask }
    : null;
}
