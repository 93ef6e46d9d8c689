// The `funding` of POST /v1/onboardings: one shape for each rail.
import { z } from 'zod';
import {
  type AchClass,
  type AchFunding,
  achClasses,
  type Direction,
  directions,
  type Network,
  networks,
} from '../../domain/case/onboarding.ts';
import { parseAmount } from '../../domain/money.ts';
import { leastPayment, type PaymentCurrency, paymentCurrencies, rulesOf } from '../../domain/payments/currencies.ts';
import type { Recipient } from '../../domain/payments/recipient.ts';
import { amount, city, country, postalCode, words, wordsOrNumber } from '../http/fields.ts';
import { isIban, isPaidIn } from './iban.ts';
import { misleads } from './statement-words.ts';

/**
 * Largest amount per transfer and longest statement text, by network (Plaid, Transfer limits and
 * TransferCreateRequest).
 */
const networkRules: Record<Network, { maxCents: number; maxDescription: number }> = {
  ach: { maxCents: 10_000_000_00, maxDescription: 10 },
  'same-day-ach': { maxCents: 1_000_000_00, maxDescription: 10 },
  rtp: { maxCents: 1_000_000_00, maxDescription: 15 },
};

/** The entry classes that Plaid takes, by direction (Plaid, ACHClass). */
const classesOf: Record<Direction, AchClass[]> = { debit: ['ccd', 'ppd', 'tel', 'web'], credit: ['ccd', 'ppd'] };

/** The fields of an ACH transfer, on the account of an onboarding or on a linked one. */
export const achFields = {
  direction: z.enum(directions),
  amount,
  currency: z.literal('USD').default('USD'),
  network: z.enum(networks).default('ach'),
  ach_class: z.enum(achClasses).nullish().describe('Default: web for a debit, ppd for a credit. None on rtp.'),
  description: z
    .string()
    .trim()
    .regex(/^[\x20-\x7e]+$/, { error: 'must be printable ASCII, as bank statements show it', abort: true })
    .default('GANGWAY')
    .describe('The text on the bank statement: at most 10 characters, 15 on rtp.'),
};
type GivenFields = z.output<z.ZodObject<typeof achFields>>;

export function refuseOnNetwork(given: GivenFields, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  const rules = networkRules[given.network];
  if ((parseAmount(given.amount) ?? 0) > rules.maxCents) {
    refuse('amount', `must be at most ${rules.maxCents / 100} USD on ${given.network}`);
  }
  if (given.description.length > rules.maxDescription) {
    refuse('description', `must be at most ${rules.maxDescription} characters long on ${given.network}`);
  }
  const misleading = misleads(given.description, { direction: given.direction, achClass: given.ach_class ?? null });
  if (misleading) refuse('description', misleading);
  if (given.network !== 'rtp') {
    const classes = classesOf[given.direction];
    if (given.ach_class && !classes.includes(given.ach_class)) {
      refuse('ach_class', `must be ${classes.join(' or ')} where direction is "${given.direction}"`);
    }
    return;
  }
  if (given.direction !== 'credit')
    refuse('network', 'must not be "rtp" for a debit: RTP only pays out; use direction "credit", or network "ach"');
  if (given.ach_class) refuse('ach_class', 'is not used on rtp; remove it');
}

const achSchema = z.strictObject({ rail: z.literal('ach'), ...achFields }).superRefine(refuseOnNetwork);

const recipient = z.strictObject({
  name: words(70),
  iban: z
    .string()
    .transform((text) => text.replaceAll(' ', ''))
    .refine(isIban, {
      error: 'must be an IBAN whose country, length and check digits fit, such as "NL02ABNA0123456789"',
      abort: true,
    })
    .optional(),
  // We cannot check that a bank has this account: that takes a table of Pay.UK that changes every few weeks.
  bacs: z
    .strictObject({
      account: z.string().regex(/^(?!0+$)\d{8}$/, 'must be the 8 digits of the account'),
      sort_code: z.string().regex(/^(?!0+$)\d{6}$/, 'must be 6 digits without dashes'),
    })
    .optional(),
  address: z.strictObject({ street: wordsOrNumber(70), city: city(35), postal_code: postalCode, country }).nullish(),
});

const elsewhere = (currency: PaymentCurrency, recipients: string) =>
  recipients === 'SEPA'
    ? 'must belong to a country in SEPA, because the bank sends euros by SEPA'
    : `must begin with ${recipients}, because ${currency} goes by a scheme of that country; pay abroad in EUR`;

const payment = z
  .strictObject({
    rail: z.literal('payment-initiation'),
    amount: amount.refine((text) => (parseAmount(text) ?? leastPayment) >= leastPayment, 'must be at least "1.00"'),
    currency: z.enum(paymentCurrencies),
    recipient,
    reference: z
      .string()
      .regex(/^[A-Za-z0-9]{1,12}$/, 'must be 1 to 12 letters and digits; Gangway adds six more')
      .nullish(),
  })
  .superRefine(({ currency, recipient }, context) => {
    const { numbers: needed, recipients } = rulesOf(currency);
    const other = needed === 'bacs' ? 'iban' : 'bacs';
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['recipient', field], message });
    if (!recipient[needed]) refuse(needed, `is required to pay in ${currency}`);
    if (recipient[other]) refuse(other, `is not used to pay in ${currency}; remove it`);
    else if (recipient.iban && !isPaidIn(recipient.iban, recipients)) refuse('iban', elsewhere(currency, recipients));
  });

export const fundingSchema = z.discriminatedUnion('rail', [achSchema, payment], {
  error: (issue) => (issue.code === 'invalid_union' ? 'must be "ach" or "payment-initiation"' : undefined),
});
export type GivenAch = z.output<typeof achSchema>;
export type GivenPayment = z.output<typeof payment>;

export const centsOf = (given: GivenAch | GivenPayment): number => {
  const cents = parseAmount(given.amount);
  if (cents === null) throw new TypeError('the schema lets no such amount pass');
  return cents;
};

export function achFundingOf(given: GivenAch): AchFunding {
  // Consumer debits authorized online are WEB; credits to consumers are PPD (Plaid, ACHClass).
  const usual = given.direction === 'debit' ? 'web' : 'ppd';
  return {
    rail: given.rail,
    direction: given.direction,
    amountCents: centsOf(given),
    currency: given.currency,
    network: given.network,
    achClass: given.network === 'rtp' ? null : (given.ach_class ?? usual),
    description: given.description,
  };
}

export function recipientOf({ recipient: { name, iban, bacs, address } }: GivenPayment): Recipient {
  return {
    name,
    numbers: bacs ? { bacs: { account: bacs.account, sortCode: bacs.sort_code } } : { iban: iban ?? '' },
    address: address
      ? { street: address.street, city: address.city, postalCode: address.postal_code, country: address.country }
      : null,
  };
}
