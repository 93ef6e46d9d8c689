// The choices of a tenant about its cases. Each case records its policy, so that a changed default changes no open
// one.

import type { DuplicatePolicy } from '../bank/duplicates.ts';
import type { Days } from '../days.ts';
import { defaultIdentityPolicy, type IdentityPolicy } from '../owner/identity.ts';
import { defaultPaymentPolicy, type PaymentPolicy } from '../payments/payment-policy.ts';
import { type AuthorizationPolicy, defaultAuthorizationPolicy } from '../transfers/authorization-policy.ts';
import type { Removal } from './item-removal.ts';
import type { ReviewPolicy } from './review.ts';

export const databaseCautions = ['accept', 'review', 'refuse'] as const;

/** How long a case waits, in durations that Temporal reads, and how it decides. */
export type Policy = {
  linkWithin: Days;
  reviewWithin: Days;
  repairWithin: Days;
  /** How long the verification of an account may take: a micro-deposit has to arrive and to be confirmed. */
  verifiedWithin: Days;
  /** How long a step may be in trouble before the case ends, if it still can. */
  troubleWithin: Days;
  /**
   * When the case reminds the applicant or the reviewer, in days from the beginning of its wait. No reminder comes
   * after the end of the wait.
   */
  remindAfterDays: number[];
  /** How often the applicant may link another account after one could not be verified. */
  linkAgain: number;
  /** How to treat `database_insights_pass_with_caution`. */
  databaseCaution: (typeof databaseCautions)[number];
  /** When the Items of an ended case are removed at Plaid. */
  removeItem: Removal;
  /** If present, Plaid verifies the applicant by this template of its Dashboard before they link. */
  identityVerification?: { templateId: string };
  /** How to treat an account that other cases have too, of this user or of others. */
  duplicates: DuplicatePolicy;
  identity: IdentityPolicy;
  review: ReviewPolicy;
  money: AuthorizationPolicy;
  payment: PaymentPolicy;
};

export const defaultPolicy: Policy = {
  linkWithin: '30 days',
  reviewWithin: '14 days',
  repairWithin: '14 days',
  verifiedWithin: '14 days',
  troubleWithin: '30 days',
  remindAfterDays: [1, 3, 7],
  linkAgain: 2,
  databaseCaution: 'review',
  removeItem: 'on_failure',
  duplicates: { sameUser: 'allow', otherUser: 'allow' },
  identity: defaultIdentityPolicy,
  review: { fourEyes: false },
  money: defaultAuthorizationPolicy,
  payment: defaultPaymentPolicy,
};

/** The reader of each part: the workflow, whose every history then contains it, or only its steps, from the record. */
const readBy = {
  linkWithin: 'workflow',
  reviewWithin: 'workflow',
  repairWithin: 'workflow',
  verifiedWithin: 'workflow',
  troubleWithin: 'workflow',
  remindAfterDays: 'workflow',
  linkAgain: 'workflow',
  databaseCaution: 'workflow',
  removeItem: 'workflow',
  identityVerification: 'workflow',
  duplicates: 'steps',
  identity: 'steps',
  review: 'workflow',
  money: 'steps',
  payment: 'steps',
} as const satisfies Record<keyof Policy, 'workflow' | 'steps'>;
type PartOfProcess = { [P in keyof Policy]-?: (typeof readBy)[P] extends 'workflow' ? P : never }[keyof Policy];

/** The parts that the workflow reads. */
export type ProcessPolicy = Pick<Policy, PartOfProcess>;

export const processPolicy = (policy: ProcessPolicy): ProcessPolicy =>
  Object.fromEntries(
    Object.entries(policy).filter(([part]) => readBy[part as keyof Policy] === 'workflow'),
  ) as ProcessPolicy;

/** Returns the policy that a case recorded, with defaults for the parts that were added since. */
export const completePolicy = (recorded: Recorded<Policy>): Policy => withDefaults(defaultPolicy, recorded);

type Recorded<T> = {
  [P in keyof T]?: T[P] extends readonly unknown[] ? T[P] : T[P] extends object ? Recorded<T[P]> : T[P];
};

function withDefaults<T extends object>(defaults: T, recorded: Recorded<T>): T {
  const completed = Object.entries(recorded).map(([part, value]) => {
    const before: unknown = defaults[part as keyof T];
    return [part, isGroup(before) && isGroup(value) ? withDefaults(before, value) : value];
  });
  return { ...defaults, ...Object.fromEntries(completed) };
}
const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the first stage of a case. */
export const firstStage = (policy: ProcessPolicy): 'awaiting_identity_verification' | 'awaiting_link' =>
  policy.identityVerification ? 'awaiting_identity_verification' : 'awaiting_link';
