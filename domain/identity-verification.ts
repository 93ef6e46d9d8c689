// What Plaid's verification of a person amounts to for their case.

export type VerificationResult = 'passed' | 'failed' | 'open' | 'over';

/**
 * By IdentityVerificationStatus. What we do not know yet is open, like `active` and `pending_review`, where somebody
 * decides in Plaid's Dashboard; and so is a case's wait bounded by its own deadline.
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
