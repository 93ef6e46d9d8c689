// The request of POST /v1/onboardings, and what it means in the domain's words.
import { z } from 'zod';
import { dataProducts } from '../../domain/data-product.ts';
import type { Applicant } from '../../domain/onboarding.ts';
import { isRedirect, redirectRule } from '../redirect.ts';
import { fundingSchema, line } from './funding-input.ts';
import { policySchema } from './policy-input.ts';

const userId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
    'must be your own opaque id of the person: 1 to 64 letters, digits, ".", "_", ":" or "-". ' +
      'Operators see it, so send no email address, phone number or name',
  );

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

export const onboardingSchema = z
  .strictObject({
    user_id: userId,
    applicant,
    funding: fundingSchema,
    products: z
      .array(z.enum(dataProducts))
      .refine((all) => new Set(all).size === all.length, 'must name each product once')
      .optional(),
    policy: policySchema.optional(),
    redirect_uri: z.string().max(2048).refine(isRedirect, { error: redirectRule }).nullish(),
  })
  .superRefine(({ funding, applicant, products = [] }, context) => {
    if (funding.rail === 'ach') return;
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (products.length > 0) {
      refuse(['products'], 'must be empty: a payment links no account from which data could be read');
    }
    if (!applicant.email && !applicant.phone) {
      refuse(['applicant', 'email'], 'is required, or a phone: Plaid wants to know who pays');
    }
  });
type Given = z.output<typeof onboardingSchema>;

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
