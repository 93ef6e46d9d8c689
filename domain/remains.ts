// What a case leaves behind at Plaid once it is over.
import type { Outcome } from './onboarding.ts';

/** When the Item of a case is removed at Plaid. An Item that the person replaced by another goes with any but `never`. */
export const removals = ['never', 'on_failure', 'always'] as const;
export type Removal = (typeof removals)[number];

/** Money that came back may be asked for again, and a dispute may have to be answered. */
const kept: readonly Outcome[] = ['funded', 'returned'];

export function removesItem(removal: Removal, outcome: Outcome): boolean {
  return removal === 'always' || (removal === 'on_failure' && !kept.includes(outcome));
}
