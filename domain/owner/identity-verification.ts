// The meaning of Plaid's Identity Verification for the case.

export type VerificationResult = 'passed' | 'failed' | 'open' | 'over';

/**
 * By IdentityVerificationStatus. A status that we do not know counts as open, like `active` and `pending_review`, which
 * a person decides in Plaid's Dashboard. The deadline of the case limits its wait.
 */
export function resultOf(status: string): VerificationResult {
  switch (status) {
    case 'success':
      return 'passed';
    case 'failed':
      return 'failed';
    case 'expired':
    case 'canceled':
      return 'over';
    default:
      return 'open';
  }
}
