// The request of POST /v1/accounts/:id/transfers, and its translation into the domain's types.
import { z } from 'zod';
import type { Policy } from '../../domain/case/policy.ts';
import { consentSchema, refuseOtherText } from './consent-input.ts';
import { achFields, refuseOnNetwork } from './funding-input.ts';
import { linkSchema, ofTheUs } from './link-input.ts';
import { metadataSchema } from './metadata-input.ts';
import { policyOf, policySchema } from './policy-input.ts';

/** Without the options about Link, the verification of the account, and the removal of its Item. */
const policy = policySchema.pick({
  review_within_days: true,
  repair_within_days: true,
  trouble_within_days: true,
  remind_after_days: true,
  identity: true,
  review: true,
  unchecked_risk: true,
  network_fallback: true,
  limit_within_days: true,
  ledger_within_days: true,
  signal_ruleset: true,
  confirm: true,
  reinitiate: true,
});

export const transferSchema = z
  .strictObject({
    rail: z.literal('ach').default('ach'),
    ...achFields,
    policy: policy.optional(),
    metadata: metadataSchema,
    link: linkSchema.optional().describe('Settings of Link, for a repair, that differ from those of the onboarding.'),
    consent: consentSchema.optional().describe('Required for a debit: what the person agreed to.'),
  })
  .superRefine(refuseOnNetwork)
  .superRefine(ofTheUs)
  .superRefine(refuseOtherText)
  .superRefine(({ direction, consent }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['consent'], message });
    if (direction === 'debit' && !consent) {
      refuse('is required for a debit: send the text to which the person agreed, and when they did');
    }
    if (direction === 'credit' && consent) refuse('is only for debits; remove it');
  });
export type GivenTransfer = z.output<typeof transferSchema>;

/**
 * The account is linked already: the transfer asks for no other one, and leaves its Item alone. If the bank changes the
 * owner, the rules of the onboarding that linked the account decide, unless the request has others.
 */
export const transferPolicyOf = (given: GivenTransfer, linkers: Pick<Policy, 'identity'>): Policy => ({
  ...policyOf(given.policy),
  ...(!given.policy?.identity && { identity: linkers.identity }),
  linkAgain: 0,
  removeItem: 'never',
});
