// What a product may decide about its money, where Plaid or a bank leaves room for it.
import type { Days } from './days.ts';

export type MoneyPolicy = {
  /** Plaid approved, and its risk check did not run: who carries that risk? */
  uncheckedRisk: 'decline' | 'review' | 'accept';
  /** Where a fast network is declined or not there, the next slower one is asked for. */
  networkFallback: boolean;
  /** How long to wait until our own limits at Plaid let the transfer through. */
  limitWithin: Days;
  /** How often a debit that came back for want of money is presented again. */
  represent: 0 | 1 | 2;
};

/**
 * Nobody carries a risk that nobody has looked at. A slower network costs less, and a payment that arrives a day late is
 * what most would choose over none; the answer says which it was. Nobody's account is debited again unless the product
 * says so: it knows whether its terms allow that, and whether the person has paid otherwise since.
 */
export const defaultMoneyPolicy: MoneyPolicy = {
  uncheckedRisk: 'decline',
  networkFallback: true,
  limitWithin: '7 days',
  represent: 0,
};
