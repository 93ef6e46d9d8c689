// What a product may decide about its cases. Recorded with each case, so that a changed default changes no open one.
import type { Days } from './days.ts';
import type { DuplicatePolicy } from './duplicates.ts';
import { defaultIdentityPolicy, type IdentityPolicy } from './identity.ts';
import { defaultMoneyPolicy, type MoneyPolicy } from './money-policy.ts';
import { defaultPaymentPolicy, type PaymentPolicy } from './payment-policy.ts';
import type { Removal } from './remains.ts';
import type { ReviewPolicy } from './review.ts';

/** How long a case waits, in durations that Temporal reads, and how it decides. */
export type Policy = {
  linkWithin: Days;
  reviewWithin: Days;
  repairWithin: Days;
  /** How long an account may take to be proven: a micro-deposit has to arrive and to be confirmed. */
  provenWithin: Days;
  /** How long a step may be in trouble while the case can still be let go of. */
  troubleWithin: Days;
  /** When whoever a case waits for is reminded, in days from when it began to wait; before the wait's end. */
  remindAfterDays: number[];
  /** How often the person may link another account after one could not be proven. */
  linkAgain: number;
  /** What a `database_insights_pass_with_caution` is worth. */
  databaseCaution: 'accept' | 'review' | 'refuse';
  /** When what a case leaves behind at Plaid is removed there. */
  removeItem: Removal;
  /** Where present, Plaid verifies the person by this template of its Dashboard before they link. */
  identityVerification?: { templateId: string };
  /** What to do about an account that other cases have too, of the same user or of others. */
  duplicates: DuplicatePolicy;
  identity: IdentityPolicy;
  review: ReviewPolicy;
  money: MoneyPolicy;
  payment: PaymentPolicy;
};

export const defaultPolicy: Policy = {
  linkWithin: '30 days',
  reviewWithin: '14 days',
  repairWithin: '14 days',
  provenWithin: '14 days',
  troubleWithin: '30 days',
  remindAfterDays: [1, 3, 7],
  linkAgain: 2,
  databaseCaution: 'review',
  removeItem: 'on_failure',
  duplicates: { sameUser: 'allow', otherUser: 'allow' },
  identity: defaultIdentityPolicy,
  review: { fourEyes: false },
  money: defaultMoneyPolicy,
  payment: defaultPaymentPolicy,
};

/** What the process itself goes by. Its steps read the rest from the record: each of a case's histories keeps this. */
export type ProcessPolicy = Omit<Policy, 'duplicates' | 'identity' | 'money' | 'payment'>;

export function processPolicy(policy: ProcessPolicy & Partial<Policy>): ProcessPolicy {
  const { duplicates: _, identity: __, money: ___, payment: ____, ...rest } = policy;
  return rest;
}

/** What a case has recorded may be older than a part of the policy. */
export const completePolicy = (recorded: Recorded): Policy => ({
  ...defaultPolicy,
  ...recorded,
  money: { ...defaultMoneyPolicy, ...recorded.money },
});
type Recorded = Partial<Omit<Policy, 'money'>> & { money?: Partial<MoneyPolicy> };

/** Where a case begins. */
export const firstStage = (policy: ProcessPolicy): 'awaiting_identity_verification' | 'awaiting_link' =>
  policy.identityVerification ? 'awaiting_identity_verification' : 'awaiting_link';
