// Whether an account has been shown to exist and to be the person's. Plaid's `verification_status` is an open
// list: what we do not know is not proof.

/** Statuses with which Plaid vouches for the account. `null` is its word for instant Auth: the bank itself answered. */
const proofs: readonly (string | null)[] = [
  null,
  'automatically_verified',
  'manually_verified',
  'database_matched',
  'database_insights_pass',
];

export type Proof = { proven: true } | { proven: false; reason: string };

export function proofOf(verificationStatus: string | null): Proof {
  return proofs.includes(verificationStatus)
    ? { proven: true }
    : { proven: false, reason: `verification_status is ${verificationStatus}` };
}
