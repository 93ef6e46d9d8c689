// The request of POST /v1/onboardings, and its translation into the domain's types.
import { z } from 'zod';
import type { Applicant } from '../../domain/case/onboarding.ts';
import { dataProducts } from '../../domain/data/data-product.ts';
import { rulesOf } from '../../domain/payments/currencies.ts';
import { city, country, email, isStateOfTheUs, personName, phone, postalCode, wordsOrNumber } from '../http/fields.ts';
import { redirectUri } from '../http/redirect.ts';
import { fundingSchema } from './funding-input.ts';
import { metadataSchema } from './metadata-input.ts';
import { policySchema } from './policy-input.ts';

const userId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
    'must be your own opaque id of the applicant: 1 to 64 letters, digits, ".", "_", ":" or "-". ' +
      'Operators see it, so send no email address, phone number or name',
  );

const address = z
  .strictObject({
    street: wordsOrNumber(100),
    city: city(60),
    region: wordsOrNumber(60).nullish(),
    postal_code: postalCode,
    country,
  })
  .superRefine(({ country, region }, context) => {
    if (country !== 'US' || region == null || isStateOfTheUs(region)) return;
    const message = 'must be the two capital letters of a state or territory in the US, such as "CA"';
    context.addIssue({ code: 'custom', path: ['region'], message });
  });

const applicant = z.strictObject({
  legal_name: personName.describe('The name that the bank has to know the owner by.'),
  email: email.nullish(),
  phone: phone.nullish(),
  address: address.nullish(),
});

export const onboardingSchema = z
  .strictObject({
    user_id: userId.describe('Your own opaque id of the applicant. Operators see it.'),
    applicant,
    funding: fundingSchema.optional().describe('The money to move. Without it, Gangway verifies the account only.'),
    products: z
      .array(z.enum(dataProducts))
      .refine((all) => new Set(all).size === all.length, 'must name each product once')
      .optional()
      .describe('Data of the bank that Gangway reads for you beside the account.'),
    policy: policySchema.optional().describe('Your decisions that differ from the defaults.'),
    metadata: metadataSchema,
    redirect_uri: redirectUri.nullish().describe('Where Link sends the applicant back.'),
  })
  .superRefine(({ funding, applicant, products = [], policy }, context) => {
    if (funding?.rail !== 'payment-initiation') return;
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (products.length > 0) {
      refuse(['products'], 'must be empty: a payment links no account from which Gangway could read data');
    }
    if (policy?.confirm) refuse(['policy', 'confirm'], 'must be left out: Gangway sends no transfer on this rail');
    if (policy?.payment?.done_at === 'SETTLED' && !rulesOf(funding.currency).virtualAccounts) {
      const why = `must be INITIATED or EXECUTED: Plaid has no virtual accounts in ${funding.currency}`;
      refuse(['policy', 'payment', 'done_at'], why);
    }
    if (!applicant.email && !applicant.phone) {
      refuse(
        ['applicant', 'email'],
        'is required unless you send a phone: Plaid needs one of them to identify the payer',
      );
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
