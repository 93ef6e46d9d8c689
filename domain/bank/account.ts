// Whether an account is known to exist and to take entries. Plaid's `verification_status` is an open list
// (AccountBase), so a status that we do not know proves nothing.

export type AccountProof =
  /** The bank itself, or Plaid, vouches for the account. */
  | 'verified'
  /** Plaid finds its own micro-deposit, or gives up after a week. The applicant does nothing. */
  | 'automatic'
  /** The applicant has to confirm a micro-deposit, once it has arrived. */
  | 'manual'
  /** Plaid's database knows something, but not enough: the tenant's policy decides. */
  | 'caution'
  | 'refused';

const proofs: Record<string, AccountProof> = {
  automatically_verified: 'verified',
  manually_verified: 'verified',
  database_matched: 'verified',
  database_insights_pass: 'verified',
  database_insights_pass_with_caution: 'caution',
  database_insights_fail: 'refused',
  pending_automatic_verification: 'automatic',
  pending_manual_verification: 'manual',
  // Plaid has not sent the deposit yet.
  unsent: 'manual',
  verification_expired: 'refused',
  verification_failed: 'refused',
};

/**
 * The accounts that Plaid's Auth and Transfer can use, the most likely first: "Auth can only be used with debitable
 * checking, savings, or cash management accounts" (https://plaid.com/docs/auth/; /auth/get in Plaid's OpenAPI document
 * says so too), and Transfer moves money by the numbers that Auth reads.
 */
const usableSubtypes: readonly (string | null)[] = [
  'checking',
  'savings',
  'cash management',
  // Plaid's documents let a subtype be missing. Then /auth/get shows whether the account has numbers.
  null,
];

/**
 * Returns the account that the applicant means. Link asks for one. If they shared more, the list above decides, then
 * their order. Null if none can be used: a certificate of deposit, for example, takes no transfer.
 */
export function chooseAccount<T extends { type: string; subtype?: string | null | undefined }>(
  accounts: readonly T[],
): T | null {
  const depository = accounts.filter(({ type }) => type === 'depository');
  for (const usable of usableSubtypes) {
    const chosen = depository.find(({ subtype = null }) => subtype === usable);
    if (chosen) return chosen;
  }
  return null;
}

/** A `null` is Plaid's value for instant Auth: the bank itself answered. */
export function proofOf(verificationStatus: string | null): AccountProof {
  if (verificationStatus === null) return 'verified';
  return Object.hasOwn(proofs, verificationStatus) ? (proofs[verificationStatus] as AccountProof) : 'refused';
}
