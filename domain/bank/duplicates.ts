// One bank account in several cases. A second case of one user may be harmless, and costs a second Item. Under another
// user it may be a joint account, or one person with many names. The tenant decides what it means.
import type { IdentityJudgement } from '../owner/identity.ts';

/** Another case of the tenant with this account. */
export type Duplicate = {
  onboardingId: string;
  sameUser: boolean;
  /** True while the case is open, or if it is funded: its Item is in use. */
  live: boolean;
};

/** From mild to strict. */
export const duplicateVerdicts = ['allow', 'review', 'refuse'] as const;
export type DuplicateVerdict = (typeof duplicateVerdicts)[number];

export type DuplicatePolicy = Record<'sameUser' | 'otherUser', DuplicateVerdict>;

/**
 * Decides what duplicates mean. A user may retry after a case that came to nothing. A case of another user always
 * counts.
 */
export function verdictOn(duplicates: readonly Duplicate[], policy: DuplicatePolicy): DuplicateVerdict {
  const found = duplicates.map(({ sameUser, live }) => {
    if (sameUser) return live ? policy.sameUser : 'allow';
    return policy.otherUser;
  });
  return duplicateVerdicts.findLast((verdict) => found.includes(verdict)) ?? 'allow';
}

/** Marks a judgement as unclear if the account has other users that no reviewer has looked at. */
export function withDuplicates(judgement: IdentityJudgement, verdict: DuplicateVerdict): IdentityJudgement {
  if (verdict === 'allow') return judgement;
  const flags = [...judgement.flags, 'duplicate_account' as const];
  if (judgement.decision !== 'match') return { ...judgement, flags };
  return { ...judgement, flags, decision: 'unclear', reason: 'duplicate_account' };
}

/**
 * The data of an account that Link, and later Plaid, shows. By these Plaid recognises duplicates before an exchange.
 */
export type ShownAccount = { institutionId: string; name: string; mask: string };

/** Null unless all three are present: fewer would fit too many accounts. */
export function shownAccount(
  institutionId: string | null | undefined,
  account: { name?: string | null | undefined; mask?: string | null | undefined } | null,
): ShownAccount | null {
  return institutionId && account?.name && account.mask
    ? { institutionId, name: account.name, mask: account.mask }
    : null;
}
