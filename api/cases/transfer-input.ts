// The request of POST /v1/accounts/:id/transfers, and its translation into the domain's types.
import { z } from 'zod';
import type { Policy } from '../../domain/case/policy.ts';
import type { DebitConsent } from '../../domain/transfers/consent.ts';
import { instant, prose } from '../http/fields.ts';
import { Problem } from '../http/problem.ts';
import { achFields, refuseOnNetwork } from './funding-input.ts';
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

const consent = z.strictObject({
  text: prose(2_000),
  given_at: instant.refine((at) => at <= new Date(), 'must be in the past'),
  until: instant.nullish(),
});

export const transferSchema = z
  .strictObject({
    rail: z.literal('ach').default('ach'),
    ...achFields,
    policy: policy.optional(),
    metadata: metadataSchema,
    consent: consent.optional().describe('Required for a debit: what the person agreed to.'),
  })
  .superRefine(refuseOnNetwork)
  .superRefine(({ direction, consent }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['consent'], message });
    if (direction === 'debit' && !consent) {
      refuse('is required for a debit: send the text to which the person agreed, and when they did');
    }
    if (direction === 'credit' && consent) refuse('is only for debits; remove it');
  });
export type GivenTransfer = z.output<typeof transferSchema>;

/** Throws if the consent is over. Not part of the schema, because a repeat that comes later still gets its answer. */
export function refuseOver({ consent }: GivenTransfer): void {
  if (!consent?.until || consent.until > new Date()) return;
  const errors = [{ pointer: '/consent/until', message: 'must be in the future' }];
  throw new Problem(422, 'invalid_input', 'The person agreed to debits until a time that has passed.', { errors });
}

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

export const consentOf = ({ consent }: GivenTransfer): DebitConsent | null =>
  consent
    ? {
        text: consent.text,
        givenAt: consent.given_at.toISOString(),
        until: consent.until?.toISOString() ?? null,
      }
    : null;
