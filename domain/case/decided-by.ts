// Names the actor who ended a case, in words for operators.
import type { Outcome } from './onboarding.ts';
import type { Ending } from './reasons.ts';
import { type Decider, rowOfReason } from './reasons.ts';

/** For a reason that is a code of Plaid or a bank, and for none. */
const usually: Record<Outcome, Decider> = {
  abandoned: 'the applicant',
  cancelled: 'the tenant',
  declined: 'Plaid',
  failed: 'the bank',
  funded: 'the bank',
  rejected: "the tenant's policy",
  returned: 'the bank',
  unverified: 'the bank',
  verified: "the tenant's policy",
};

/** Returns the actor. `reviews` are the reviewers' decisions in the form of the case: `ops-7: reject`. */
export function decidedBy({ outcome, reason }: Ending, reviews: readonly string[]): string {
  if (reason === 'review_rejected') {
    const rejected = reviews.flatMap((review) => review.match(/^(.*): reject$/)?.[1] ?? []);
    return rejected.at(-1) ?? 'a reviewer';
  }
  return (reason === null ? null : rowOfReason(reason)?.by) ?? usually[outcome];
}
