// The parts of payment requests that several endpoints share, with Plaid's limits.
import { z } from 'zod';

/** Plaid takes a JSON number. The caller must round it to two digits. */
const value = z.number().refine((amount) => /^\d{1,10}(\.\d{1,2})?$/.test(String(amount)), {
  message: 'must have at most two digits after the point, such as 1.23',
});
const currency = z.enum(['GBP', 'EUR', 'PLN', 'SEK', 'DKK', 'NOK']);

/** "For Poland, Denmark, Sweden and Norway, only the local currency is currently supported." (PaymentAmountCurrency) */
export const countryOf: Record<string, string> = { PLN: 'PL', DKK: 'DK', SEK: 'SE', NOK: 'NO' };

export const amount = z.strictObject({
  currency,
  value: value.refine((amount) => amount >= 1, 'must be at least 1'),
});
export const amountToRefund = z.strictObject({ currency, value: value.refine((amount) => amount > 0, 'must be more') });

export const minorOf = (value: number): number => Math.round(value * 100);
export const shownValue = (minor: number): number => Number((minor / 100).toFixed(2));

export const reference = z.string().regex(/^[A-Za-z0-9]{1,18}$/, 'must be 1 to 18 letters and digits');

export const address = z.strictObject({
  street: z.array(z.string().min(1).max(70)).min(1).max(2),
  city: z.string().min(1).max(35),
  postal_code: z.string().min(1).max(16),
  country: z.string().regex(/^[A-Z]{2}$/),
});

export const bacs = z.strictObject({
  account: z.string().regex(/^\d{1,10}$/, 'must be at most 10 digits'),
  sort_code: z.string().regex(/^\d{6}$/, 'must be 6 digits'),
});

export const iban = z
  .string()
  .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, 'must be an IBAN of 15 to 34 letters and digits')
  .refine(hasRightDigits, 'is not a valid IBAN: its check digits do not fit');

/** ISO 7064 MOD 97-10: the first four characters go to the end, and the letters count from 10. */
function hasRightDigits(text: string): boolean {
  const digits = `${text.slice(4)}${text.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(parseInt(letter, 36)));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}
