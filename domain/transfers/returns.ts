// The rules on a return: what it means for the account, whether an operator has to look, and whether another transfer
// follows.

import type { AchClass, Direction } from '../case/onboarding.ts';
import type { Policy } from '../case/policy.ts';
import { type CodeGroup, type Consequence, consequences, ruleOf } from './ach-codes.ts';
import { type Initiated, nextReinitiation } from './reinitiation.ts';

export type Returned = {
  /** The code as the bank gave it; an open list. */
  code: string | null;
  direction: Direction;
  achClass: AchClass | null;
};

/** Why an operator should look at once. */
export type ReturnAlert = 'unknown_code' | 'not_for_this_entry' | 'our_defect' | 'duplicate' | 'notice_of_change';

/** Returns the consequence of a return, which is `stop` if its code belongs to the other direction. */
export function ruleOnReturn(returned: Returned): { action: Consequence; alert: ReturnAlert | null } {
  const { code, direction, achClass } = returned;
  const { group, action, ...only } = ruleOf(code);
  const wrongWay = only.direction !== undefined && only.direction !== direction;
  // CCD is Plaid's only class for business accounts.
  const wrongReceiver = only.receiver !== undefined && only.receiver !== (achClass === 'ccd' ? 'business' : 'consumer');
  return {
    action: wrongWay ? 'stop' : action,
    alert: alertOf(group) ?? (wrongWay || wrongReceiver ? 'not_for_this_entry' : null),
  };
}

function alertOf(group: CodeGroup): ReturnAlert | null {
  if (group === 'unknown') return 'unknown_code';
  if (group === 'not_ours') return 'not_for_this_entry';
  if (group === 'defect') return 'our_defect';
  if (group === 'duplicate') return 'duplicate';
  // Plaid reports changed numbers elsewhere (AUTH: DEFAULT_UPDATE). As the reason of a return, the code makes no sense.
  return group === 'change' ? 'notice_of_change' : null;
}

export type FollowUp =
  /** Gangway debits the account again at this time. */
  | { do: 'reinitiate'; at: Date }
  /** The applicant links another account, and a new transfer uses it. */
  | { do: 'relink' };

export type ReturnCircumstances = {
  onboardingId: string;
  policy: Policy;
  returnedAt: Date;
  initiated: Initiated;
  /** How often the applicant was asked for another account after a return. */
  relinks: number;
  /** The money was refunded, or may have been. Another transfer would take it a second time. */
  refunded: boolean;
  /**
   * An erased applicant is asked for nothing more. Without a permission their account is not used, nor is one that the
   * tenant has removed.
   */
  erased: boolean;
  permitted: boolean;
};

/** Null if it was the last transfer, so that the case ends as returned. */
export function followUpOf(action: Consequence, about: ReturnCircumstances): FollowUp | null {
  const { onboardingId, policy, returnedAt, initiated, relinks, refunded, erased, permitted } = about;
  if (refunded || erased) return null;
  switch (consequences[action].follows) {
    case 'reinitiate': {
      if (!permitted || initiated.reinitiations >= policy.money.reinitiate) return null;
      const at = nextReinitiation(initiated, returnedAt, onboardingId);
      return at && { do: 'reinitiate', at };
    }
    case 'relink':
      return relinks < policy.linkAgain ? { do: 'relink' } : null;
    case null:
      return null;
  }
}
