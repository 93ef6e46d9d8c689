// Whether the Items of an ended case are removed at Plaid.
import type { Outcome } from './onboarding.ts';

/**
 * When the Item of a case is removed at Plaid. Unless it is `never`, an Item that the applicant replaced is removed
 * too.
 */
export const removals = ['never', 'on_failure', 'always'] as const;
export type Removal = (typeof removals)[number];

/**
 * Cases with these outcomes keep their Item: the tenant may use the account again, the case may ask for money that came
 * back, and a dispute may need an answer.
 */
const kept: readonly Outcome[] = ['funded', 'verified', 'returned'];

export function removesItem(removal: Removal, outcome: Outcome): boolean {
  return removal === 'always' || (removal === 'on_failure' && !kept.includes(outcome));
}
