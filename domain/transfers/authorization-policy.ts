// The choices of a tenant about its money, where Plaid or a bank leaves one.
import type { Days } from '../days.ts';

export type AuthorizationPolicy = {
  /** How to treat an approval whose risk check did not run. */
  uncheckedRisk: 'decline' | 'review' | 'accept';
  /** Whether to ask for the next slower network if a fast one is declined or not available. */
  networkFallback: boolean;
  /** How long to wait until our own limits at Plaid let the transfer through. */
  limitWithin: Days;
  /** How long to wait until our Ledger at Plaid covers a credit. `0 days`: the case declines it at once. */
  ledger: Days;
  /** The key of a rule set in Plaid's Signal, which judges debits. Absent: Signal's default one. */
  signalRuleset?: string;
  /** If present, the tenant has to confirm each authorized transfer within this time. */
  confirmWithin?: Days;
  /** How often a debit that came back for lack of funds is reinitiated. */
  reinitiate: 0 | 1 | 2;
};

/**
 * By default, an unchecked risk is declined. A slower network is allowed: it costs less, and most tenants prefer a
 * transfer a day late to none; the answer names the network. A deposit into the Ledger is available after three banking
 * days, which take six days at most over a weekend and a holiday, so a credit waits for seven. A debit is not
 * reinitiated: only the tenant knows whether its terms allow that, and whether the applicant has paid otherwise since.
 */
export const defaultAuthorizationPolicy: AuthorizationPolicy = {
  uncheckedRisk: 'decline',
  networkFallback: true,
  limitWithin: '7 days',
  ledger: '7 days',
  reinitiate: 0,
};
