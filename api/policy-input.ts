// The `policy` of POST /v1/onboardings: what the product decides differently from the defaults.
import { z } from 'zod';
import { type Days, defaultPolicy, type Policy } from '../domain/policy.ts';

const days = z.int().min(1).max(90);
export const policySchema = z.strictObject({
  link_within_days: days.optional(),
  review_within_days: days.optional(),
  repair_within_days: days.optional(),
  identity_verification: z
    .strictObject({
      template_id: z.string().regex(/^idvtmp_\w{1,64}$/, "must be the id of a template in Plaid's Dashboard, idvtmp_…"),
    })
    .optional(),
});

export function policyOf(policy: z.output<typeof policySchema> | undefined): Policy {
  const within = (days: number | undefined, usual: Days): Days => (days === undefined ? usual : `${days} days`);
  return {
    linkWithin: within(policy?.link_within_days, defaultPolicy.linkWithin),
    reviewWithin: within(policy?.review_within_days, defaultPolicy.reviewWithin),
    repairWithin: within(policy?.repair_within_days, defaultPolicy.repairWithin),
    ...(policy?.identity_verification && {
      identityVerification: { templateId: policy.identity_verification.template_id },
    }),
  };
}
