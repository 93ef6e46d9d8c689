// The `policy` of POST /v1/onboardings: the tenant's decisions that differ from the defaults.
import { z } from 'zod';
import { duplicateVerdicts } from '../../domain/bank/duplicates.ts';
import { removals } from '../../domain/case/item-removal.ts';
import { defaultPolicy, type Policy } from '../../domain/case/policy.ts';
import type { Days } from '../../domain/days.ts';
import { conflictBelow, type IdentityField, type IdentityPolicy } from '../../domain/owner/identity.ts';
import { doneStatuses } from '../../domain/payments/payment-policy.ts';
import { plaidId } from '../../domain/plaid-id.ts';
import type { AuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';

const days = z.int().min(1).max(90);
/** Two names that score below 50 have nothing in common, so a lower threshold would let any name pass. */
const threshold = z.int().min(conflictBelow).max(100).optional();
const duplicateVerdict = z.enum(duplicateVerdicts).optional();
const acceptOrReview = z.enum(['accept', 'review']).optional();
export const policySchema = z.strictObject({
  link_within_days: days.optional(),
  review_within_days: days.optional(),
  repair_within_days: days.optional(),
  verified_within_days: days.optional(),
  trouble_within_days: days.optional(),
  remind_after_days: z
    .array(days)
    .max(10)
    .refine((all) => all.every((one, at) => at === 0 || one > (all[at - 1] ?? 0)), {
      error: 'must be days in ascending order, each of them once; [] for no reminders',
    })
    .optional(),
  link_again: z.int().min(0).max(10).optional(),
  database_caution: z.enum(['accept', 'review', 'refuse']).optional(),
  remove_item: z.enum(removals).optional(),
  duplicates: z.strictObject({ same_user: duplicateVerdict, other_user: duplicateVerdict }).optional(),
  identity_verification: z
    .strictObject({
      template_id: z.string().regex(plaidId, "must be the id of a template, as Plaid's Dashboard shows it"),
    })
    .optional(),
  identity: z
    .strictObject({
      thresholds: z
        .strictObject({ legal_name: threshold, email: threshold, phone: threshold, address: threshold })
        .optional(),
      nicknames: acceptOrReview,
      businesses: acceptOrReview,
    })
    .optional(),
  review: z
    .strictObject({ four_eyes: z.boolean().optional(), different_keys: z.boolean().optional() })
    .refine(({ four_eyes, different_keys }) => four_eyes || different_keys === undefined, {
      path: ['different_keys'],
      error: 'needs four_eyes as well; leave it out without them',
    })
    .optional(),
  unchecked_risk: z.enum(['decline', 'review', 'accept']).optional(),
  network_fallback: z.boolean().optional(),
  limit_within_days: days.optional(),
  ledger_within_days: z.int().min(0).max(90).optional(),
  signal_ruleset: z
    .string()
    .regex(plaidId, "must be the key of a rule set, as Signal's rules in Plaid's Dashboard show it")
    .optional(),
  confirm: z.strictObject({ within_days: z.int().min(1).max(30).optional() }).optional(),
  reinitiate: z.union([z.literal(0), z.literal(1), z.literal(2)], { error: 'must be 0, 1 or 2' }).optional(),
  payment: z
    .strictObject({ done_at: z.enum(doneStatuses).optional(), wait_days: z.int().min(1).max(30).optional() })
    .optional(),
});

type GivenPolicy = z.output<typeof policySchema>;

/** How long the tenant has to confirm a transfer if they only say that they want to. */
const usualConfirmWithin: Days = '7 days';
const within = (days: number | undefined, usual: Days): Days => (days === undefined ? usual : `${days} days`);

export function policyOf(policy: GivenPolicy | undefined): Policy {
  return {
    linkWithin: within(policy?.link_within_days, defaultPolicy.linkWithin),
    reviewWithin: within(policy?.review_within_days, defaultPolicy.reviewWithin),
    repairWithin: within(policy?.repair_within_days, defaultPolicy.repairWithin),
    verifiedWithin: within(policy?.verified_within_days, defaultPolicy.verifiedWithin),
    troubleWithin: within(policy?.trouble_within_days, defaultPolicy.troubleWithin),
    remindAfterDays: policy?.remind_after_days ?? defaultPolicy.remindAfterDays,
    linkAgain: policy?.link_again ?? defaultPolicy.linkAgain,
    databaseCaution: policy?.database_caution ?? defaultPolicy.databaseCaution,
    ...(policy?.identity_verification && {
      identityVerification: { templateId: policy.identity_verification.template_id },
    }),
    removeItem: policy?.remove_item ?? defaultPolicy.removeItem,
    duplicates: {
      sameUser: policy?.duplicates?.same_user ?? defaultPolicy.duplicates.sameUser,
      otherUser: policy?.duplicates?.other_user ?? defaultPolicy.duplicates.otherUser,
    },
    identity: identityPolicyOf(policy?.identity),
    review: policy?.review?.four_eyes
      ? { fourEyes: true, differentKeys: policy.review.different_keys ?? true }
      : defaultPolicy.review,
    money: moneyPolicyOf(policy),
    payment: {
      doneAt: policy?.payment?.done_at ?? defaultPolicy.payment.doneAt,
      waitWithin: within(policy?.payment?.wait_days, defaultPolicy.payment.waitWithin),
    },
  };
}

function moneyPolicyOf(given: GivenPolicy | undefined): AuthorizationPolicy {
  const usual = defaultPolicy.money;
  return {
    uncheckedRisk: given?.unchecked_risk ?? usual.uncheckedRisk,
    networkFallback: given?.network_fallback ?? usual.networkFallback,
    limitWithin: within(given?.limit_within_days, usual.limitWithin),
    ledger: within(given?.ledger_within_days, usual.ledger),
    ...(given?.signal_ruleset !== undefined && { signalRuleset: given.signal_ruleset }),
    ...(given?.confirm && { confirmWithin: within(given.confirm.within_days, usualConfirmWithin) }),
    reinitiate: given?.reinitiate ?? usual.reinitiate,
  };
}

function identityPolicyOf(given: GivenPolicy['identity']): IdentityPolicy {
  const usual = defaultPolicy.identity;
  const threshold = (field: IdentityField) => given?.thresholds?.[field] ?? usual.thresholds[field];
  return {
    thresholds: {
      legal_name: threshold('legal_name'),
      email: threshold('email'),
      phone: threshold('phone'),
      address: threshold('address'),
    },
    nicknames: given?.nicknames ?? usual.nicknames,
    businesses: given?.businesses ?? usual.businesses,
  };
}
