// Whether a transfer that came back is the last one of its case.
import type { Consequence } from './ach-codes.ts';
import type { Policy } from './policy.ts';
import { type Presented, presentAgain } from './representment.ts';

export type FollowUp =
  /** The same amount is presented to the same account again, then. */
  | { do: 'represent'; at: Date }
  /** The person links another account, and the money is moved with that. */
  | { do: 'relink' };

export type Circumstances = {
  onboardingId: string;
  policy: Policy;
  returnedAt: Date;
  presented: Presented;
  /** How often the person was asked for another account, because their money had come back. */
  relinks: number;
  /** Its money was sent back to the person, or may have been: whatever came next would be on top of that. */
  refunded: boolean;
  /** Of a person who was erased nothing is asked any more; and without their permission their account is not used. */
  erased: boolean;
  permitted: boolean;
};

/** Null: it is, and the case ends as returned. */
export function followUpOf(action: Consequence, about: Circumstances): FollowUp | null {
  const { onboardingId, policy, returnedAt, presented, relinks, refunded, erased, permitted } = about;
  if (refunded || erased) return null;
  if (action === 'represent' && permitted && presented.representments < policy.money.represent) {
    const at = presentAgain(presented, returnedAt, onboardingId);
    return at && { do: 'represent', at };
  }
  return action === 'relink' && relinks < policy.linkAgain ? { do: 'relink' } : null;
}
