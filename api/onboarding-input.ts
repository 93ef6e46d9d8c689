// The request of POST /v1/onboardings, and what it means in the domain's words.
import { z } from 'zod';
import { dataProducts } from '../domain/data-product.ts';
import { parseAmount } from '../domain/money.ts';
import { type Applicant, achClasses, directions, type Funding, type Network, networks } from '../domain/onboarding.ts';
import { policySchema } from './policy-input.ts';
import { isRedirect, redirectRule } from './redirect.ts';

/** Largest amount per transfer and longest statement text, by network (Plaid, Transfer limits and TransferCreateRequest). */
const networkRules: Record<Network, { maxCents: number; maxDescription: number }> = {
  ach: { maxCents: 10_000_000_00, maxDescription: 10 },
  'same-day-ach': { maxCents: 1_000_000_00, maxDescription: 10 },
  rtp: { maxCents: 1_000_000_00, maxDescription: 15 },
};

const userId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
    'must be your own opaque id of the person: 1 to 64 letters, digits, ".", "_", ":" or "-". ' +
      'Operators see it, so send no email address, phone number or name',
  );

const line = (max: number) => z.string().trim().min(1).max(max);

const address = z.strictObject({
  street: line(100),
  city: line(60),
  region: line(60).nullish(),
  postal_code: line(16),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters (ISO 3166-1), such as "US"'),
});

const applicant = z.strictObject({
  legal_name: line(100),
  email: z.email('must be an email address').max(254).nullish(),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number in E.164 form, such as "+14155550100"')
    .nullish(),
  address: address.nullish(),
});

const funding = z
  .strictObject({
    rail: z.literal('ach'),
    direction: z.enum(directions),
    amount: z
      .string({ error: 'must be a decimal string with two digits of cents, such as "25.00"; never a JSON number' })
      .refine((text) => parseAmount(text) !== null, {
        error: 'must be a positive decimal string with two digits of cents, such as "25.00"',
      }),
    currency: z.literal('USD').default('USD'),
    network: z.enum(networks).default('ach'),
    ach_class: z.enum(achClasses).nullish(),
    description: z
      .string()
      .regex(/^[\x20-\x7e]+$/, 'must be printable ASCII, as bank statements show it')
      .default('GANGWAY'),
  })
  .superRefine((given, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    const rules = networkRules[given.network];
    if ((parseAmount(given.amount) ?? 0) > rules.maxCents) {
      refuse('amount', `must be at most ${rules.maxCents / 100} USD on ${given.network}`);
    }
    if (given.description.length > rules.maxDescription) {
      refuse('description', `must be at most ${rules.maxDescription} characters long on ${given.network}`);
    }
    if (given.network !== 'rtp') return;
    if (given.direction !== 'credit') refuse('network', 'rtp only pays out: use direction "credit", or network "ach"');
    if (given.ach_class) refuse('ach_class', 'has no meaning on rtp; remove it');
  });

export const onboardingSchema = z.strictObject({
  user_id: userId,
  applicant,
  funding,
  products: z
    .array(z.enum(dataProducts))
    .refine((all) => new Set(all).size === all.length, 'must name each product once')
    .optional(),
  policy: policySchema.optional(),
  redirect_uri: z.string().max(2048).refine(isRedirect, { error: redirectRule }).nullish(),
});
type Given = z.output<typeof onboardingSchema>;

export function fundingOf({ funding }: Given): Funding {
  const amountCents = parseAmount(funding.amount);
  if (amountCents === null) throw new TypeError('the schema lets no such amount pass');
  // Consumer debits authorized online are WEB; credits to consumers are PPD (Plaid, ACHClass).
  const usual = funding.direction === 'debit' ? 'web' : 'ppd';
  return {
    rail: funding.rail,
    direction: funding.direction,
    amountCents,
    currency: funding.currency,
    network: funding.network,
    achClass: funding.network === 'rtp' ? null : (funding.ach_class ?? usual),
    description: funding.description,
  };
}

export function applicantOf({ applicant }: Given): Applicant {
  const { address } = applicant;
  return {
    legalName: applicant.legal_name,
    email: applicant.email ?? null,
    phone: applicant.phone ?? null,
    address: address
      ? {
          street: address.street,
          city: address.city,
          region: address.region ?? null,
          postalCode: address.postal_code,
          country: address.country,
        }
      : null,
  };
}
