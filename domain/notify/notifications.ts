// Notifications that a tenant receives about a case without asking.
import type { AccountProof } from '../bank/account.ts';
import type { LinkLanguage } from '../bank/link-settings.ts';
import type { Delay } from '../case/delay.ts';
import type { AskedFor } from '../case/next-action.ts';
import type { Direction, Outcome, Rail } from '../case/onboarding.ts';
import type { Policy } from '../case/policy.ts';
import type { ReviewReason } from '../case/review.ts';
import { askedFor, followsReturn, type Position, type Stage } from '../case/stages.ts';

/** The published list. A type keeps its meaning for ever; another meaning gets a new name. */
export const onboardingTypes = [
  'onboarding.action_required',
  'onboarding.reminder',
  'onboarding.in_review',
  'onboarding.network_changed',
  'onboarding.account_linked',
  'onboarding.account_verified',
  'onboarding.transferring',
  'onboarding.delayed',
  'onboarding.funded',
  'onboarding.verified',
  'onboarding.abandoned',
  'onboarding.unverified',
  'onboarding.rejected',
  'onboarding.declined',
  'onboarding.failed',
  'onboarding.returned',
  'onboarding.cancelled',
] as const;
export type OnboardingType = (typeof onboardingTypes)[number];

/** Those that a transfer on a linked account can cause. Each means what the type of an onboarding means. */
export const transferTypes = [
  'transfer.action_required',
  'transfer.reminder',
  'transfer.in_review',
  'transfer.network_changed',
  'transfer.transferring',
  'transfer.delayed',
  'transfer.funded',
  'transfer.abandoned',
  'transfer.rejected',
  'transfer.declined',
  'transfer.failed',
  'transfer.returned',
  'transfer.cancelled',
] as const;

export const notificationTypes = [...onboardingTypes, ...transferTypes] as const;
export type NotificationType = (typeof notificationTypes)[number];

/**
 * The news between a request and its end, for those who show a case's progress. Written only for tenants who have an
 * endpoint that takes them, because most have no use for them.
 */
export const progressTypes = [
  'onboarding.account_linked',
  'onboarding.account_verified',
  'onboarding.transferring',
] as const satisfies OnboardingType[];
export const isProgress = (type: OnboardingType): boolean => progressTypes.some((one) => one === type);

/** The `data` of a notification: ids, words and codes, no data of the applicant. */
export type NotificationData = NotifiedOf & {
  user_id: string;
  /** That of the case's Link. Missing: the tenant has chosen none. */
  language?: LinkLanguage;
  /** Missing in notifications from before the second rail. Null if the case moves no money, as `direction`. */
  rail?: Rail | null;
  direction: Direction | null;
  stage: Stage;
  outcome: Outcome | null;
  reason: string | null;
  action: AskedFor | null;
  /** The end of the case's wait for it (ISO 8601). */
  until: string | null;
  /** Only of the type `delayed`. */
  delayed?: Delay;
  /** Only if the reason is `review_rejected`. Null: the reviewer named none. */
  review_reason?: ReviewReason | null;
  /** It is about no case. */
  example?: true;
};

/** An onboarding, or a transfer on a linked account. */
type NotifiedOf = { onboarding_id: string } | { transfer_id: string; account_id: string };

/** Returns the field that names the case, and its id. */
export const caseOf = (data: NotifiedOf) =>
  'transfer_id' in data
    ? (['transfer_id', data.transfer_id] as const)
    : (['onboarding_id', data.onboarding_id] as const);

/** A transfer on a linked account has the type with its own prefix. */
export type Notice = { type: OnboardingType; action: AskedFor | null };

export type CaseState = Position & { outcome: Outcome | null; step: number };

/** Returns the notification that a move of the record causes. Null if the tenant needs none. */
export function noticeOf(before: CaseState, after: CaseState): Notice | null {
  // The money is gone again, whatever the case does next, and a tenant that has credited it must know.
  if (followsReturn(after) && !followsReturn(before)) return { type: 'onboarding.returned', action: null };
  if (after.outcome !== before.outcome) return after.outcome && { type: `onboarding.${after.outcome}`, action: null };
  if (isOnItsWay(after) && !isOnItsWay(before)) return { type: 'onboarding.transferring', action: null };
  const action = askedFor(after);
  // A step that parks a case in its current stage asks again. A late retry of that step does not.
  const repeats = after.stage === before.stage && after.step === before.step && action === askedFor(before);
  if (repeats) return null;
  if (action === 'review') return { type: 'onboarding.in_review', action };
  // The answer to the request that created the case names the applicant's first step.
  if (action === null || before.stage === 'starting') return null;
  return { type: 'onboarding.action_required', action };
}

/** True while money moves that has not come back. */
const isOnItsWay = (position: Position): boolean => position.stage === 'transferring' && !followsReturn(position);

/**
 * Returns the notifications that a read of the account causes. `before`: the proof of the last read; null at the first.
 */
export function noticesOfAccount(
  before: AccountProof | null,
  now: AccountProof,
  caution: Policy['databaseCaution'],
): Notice[] {
  const types = ['onboarding.account_linked', 'onboarding.account_verified'] as const;
  const reached = (proof: AccountProof | null): number => {
    if (proof === 'caution') return { refuse: 0, review: 1, accept: 2 }[caution];
    return proof === null || proof === 'refused' ? 0 : proof === 'verified' ? 2 : 1;
  };
  return types.slice(reached(before), reached(now)).map((type) => ({ type, action: null }));
}
