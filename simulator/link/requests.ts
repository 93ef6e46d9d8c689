// The parts of requests that several endpoints share.
import { z } from 'zod';

/** The products of a bank account in the US. The SDK has many more. */
export const product = z.enum(['assets', 'auth', 'balance', 'identity', 'signal', 'transactions', 'transfer']);

export const countryCode = z.enum([
  'US',
  'CA',
  'GB',
  'ES',
  'NL',
  'FR',
  'IE',
  'DE',
  'IT',
  'PL',
  'DK',
  'NO',
  'SE',
  'EE',
  'LT',
  'LV',
  'PT',
  'BE',
  'AT',
  'FI',
]);

// https://plaid.com/docs/api/link/#link-token-create-request-language
export const language = z.enum(
  'da nl en et fr de hi it lv lt no pl pt ro es sv vi'.split(' ') as [string, ...string[]],
);
