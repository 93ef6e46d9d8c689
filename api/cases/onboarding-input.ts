// The request of POST /v1/onboardings, and its translation into the domain's types.
import { z } from 'zod';
import type { LinkSettings } from '../../domain/bank/link-settings.ts';
import type { Applicant } from '../../domain/case/onboarding.ts';
import { dataProducts } from '../../domain/data/data-product.ts';
import { rulesOf } from '../../domain/payments/currencies.ts';
import { browserAddress } from '../http/browser-address.ts';
import { city, country, email, isStateOfTheUs, personName, phone, postalCode, wordsOrNumber } from '../http/fields.ts';
import { consentSchema, refuseOtherText } from './consent-input.ts';
import { fundingSchema } from './funding-input.ts';
import { linkSchema, readLinkSettings, refuseCountriesOutside } from './link-input.ts';
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
    consent: consentSchema
      .omit({ until: true })
      .optional()
      .describe('What the applicant agreed to, if the funding is a debit.'),
    link: linkSchema.optional().describe('Settings of Link that differ from those of /v1/link_settings.'),
    redirect_uri: browserAddress
      .nullish()
      .meta({ deprecated: true, description: 'The older name of `link.completion_redirect_uri`.' }),
  })
  .superRefine(({ consent, funding }, context) => {
    if (!consent) return;
    if (funding?.rail === 'ach' && funding.direction === 'debit') {
      return refuseOtherText({ consent, amount: funding.amount }, context);
    }
    context.addIssue({ code: 'custom', path: ['consent'], message: 'is only for debits by ACH; remove it' });
  })
  .superRefine(({ link, funding, redirect_uri }, context) => {
    if (link) refuseCountriesOutside(funding?.rail === 'payment-initiation' ? funding.currency : null, link, context);
    if (redirect_uri === undefined || link?.completion_redirect_uri === undefined) return;
    const message = 'must be left out beside link.completion_redirect_uri, which is its newer name';
    context.addIssue({ code: 'custom', path: ['redirect_uri'], message });
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

export const linkOf = ({ link, redirect_uri }: Given): LinkSettings =>
  readLinkSettings({ ...(redirect_uri !== undefined && { completion_redirect_uri: redirect_uri }), ...link });

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
