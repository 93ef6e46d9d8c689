// Whether an account has been shown to exist and to take entries. Plaid's `verification_status` is an open list
// (AccountBase): what we do not know is not proof.

export type AccountProof =
  /** The bank itself, or Plaid, vouches for it. */
  | 'proven'
  /** Plaid finds its own micro-deposit, or gives up after a week. Nobody has to do anything. */
  | 'automatic'
  /** The person is to confirm a micro-deposit, once it has arrived. */
  | 'manual'
  /** Plaid's database knows something, and not enough: the product's policy decides. */
  | 'caution'
  | 'refused';

const proofs: Record<string, AccountProof> = {
  automatically_verified: 'proven',
  manually_verified: 'proven',
  database_matched: 'proven',
  database_insights_pass: 'proven',
  database_insights_pass_with_caution: 'caution',
  database_insights_fail: 'refused',
  pending_automatic_verification: 'automatic',
  pending_manual_verification: 'manual',
  // The deposit is on its way to being sent.
  unsent: 'manual',
  verification_expired: 'refused',
  verification_failed: 'refused',
};

/** Link asks for one account. Should a person have shared more, the first checking account is meant, else the first. */
export function chooseAccount<T extends { type: string; subtype?: string | null | undefined }>(
  accounts: readonly T[],
): T | null {
  const depository = accounts.filter(({ type }) => type === 'depository');
  return depository.find(({ subtype }) => subtype === 'checking') ?? depository[0] ?? null;
}

/** `null` is Plaid's word for instant Auth: the bank itself answered. */
export function proofOf(verificationStatus: string | null): AccountProof {
  if (verificationStatus === null) return 'proven';
  return Object.hasOwn(proofs, verificationStatus) ? (proofs[verificationStatus] as AccountProof) : 'refused';
}
