// A Link token for a payment: the fields of its request, and the payment that the person sees.
import { z } from 'zod';
import { invalidRequest } from '../errors.ts';
import type { LinkPurpose } from '../link/state.ts';
import { findUser } from '../reports/users.ts';
import type { World } from '../world.ts';
import { findPayment, findRecipient } from './find.ts';
import { countryOf } from './requests.ts';

export const paymentInitiation = z.strictObject({ payment_id: z.string().min(1) });

type Asked = {
  products?: string[] | null | undefined;
  required_if_supported_products?: string[] | null | undefined;
  optional_products?: string[] | null | undefined;
  additional_consented_products?: string[] | null | undefined;
  payment_initiation?: z.output<typeof paymentInitiation> | undefined;
  country_codes: string[];
  access_token?: string | null | undefined;
  user_token?: string | undefined;
  user_id?: string | undefined;
};

/** Null when the token is for something else. The error codes are assumptions. */
export function paymentPurpose(world: World, asked: Asked): LinkPurpose | null {
  const { products, payment_initiation: about } = asked;
  if (!products?.includes('payment_initiation')) {
    if (!about) return null;
    throw invalidRequest('INVALID_FIELD', 'payment_initiation must not be set without the product of that name');
  }
  if (!about) throw invalidRequest('MISSING_FIELDS', 'the following required fields are missing: payment_initiation');
  const others = [asked.required_if_supported_products, asked.optional_products, asked.additional_consented_products];
  if (products.length > 1 || asked.access_token || others.some((list) => list?.length)) {
    throw invalidRequest('INVALID_FIELD', 'payment_initiation must be the only product, and takes no access_token');
  }
  if (asked.country_codes.some((country) => country === 'US' || country === 'CA')) {
    throw invalidRequest('INVALID_FIELD', 'country_codes: payment_initiation is not supported in US and CA');
  }
  // Plaid requires it of new integrations (LinkTokenCreateRequest).
  if (!findUser(world, asked))
    throw invalidRequest('MISSING_FIELDS', 'the following required fields are missing: user_id');
  const { payment } = findPayment(world, about.payment_id);
  if (payment.status !== 'PAYMENT_STATUS_INPUT_NEEDED') {
    throw invalidRequest('INVALID_FIELD', `payment_id needs no input: it is ${payment.status}`);
  }
  checkCountries(asked.country_codes, payment.amount.currency);
  return { mode: 'payment', payment_id: payment.payment_id };
}

/** A bank that cannot pay in the currency must not be on offer. */
function checkCountries(countries: string[], currency: string): void {
  const own = countryOf[currency];
  const local = Object.values(countryOf).filter((country) => country !== own);
  if (countries.some((country) => local.includes(country)) || (own && countries.some((country) => country !== own))) {
    throw invalidRequest('INVALID_FIELD', `country_codes: payments in ${currency} are not supported in all of them`);
  }
}

/** Returns the payment that the bank asks the person to agree to. Null when Link is for something else. */
export function shownPayment(world: World, purpose: LinkPurpose) {
  if (purpose.mode !== 'payment') return null;
  const { payment } = findPayment(world, purpose.payment_id);
  const { amount, reference, recipient_id } = payment;
  const { name, bacs, iban } = findRecipient(world, recipient_id).recipient;
  return {
    to: name,
    account: bacs ? [bacs.sort_code?.match(/../g)?.join('-'), bacs.account].join(' ') : (iban ?? ''),
    amount: `${amount.value.toFixed(2)} ${amount.currency}`,
    reference,
  };
}
export type ShownPayment = NonNullable<ReturnType<typeof shownPayment>>;
