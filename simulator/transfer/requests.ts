// The parts of transfer requests that several endpoints share, with Plaid's limits.
import { z } from 'zod';

/** A decimal string with exactly two digits after the point, more than zero. */
export const amount = z
  .string()
  .regex(/^(0|[1-9]\d{0,11})\.\d{2}$/, 'must be a decimal string with two digits, such as "10.00"')
  .refine((text) => cents(text) > 0, 'must be more than "0.00"');

export const cents = (decimal: string): number => Number(decimal.replace('.', ''));

export const network = z.enum(['ach', 'same-day-ach', 'rtp', 'wire']);
export type Network = z.output<typeof network>;
export const isAch = (name: string): boolean => name === 'ach' || name === 'same-day-ach';

export const type = z.enum(['debit', 'credit']);
export const achClass = z.enum(['ccd', 'ppd', 'tel', 'web']);
export const idempotencyKey = z.string().min(1).max(50);

const ascii = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
    .regex(/^[\x00-\x7f]*$/, 'must be ASCII');

export const metadata = z
  .record(ascii(40), ascii(500))
  .refine((pairs) => Object.keys(pairs).length <= 50, 'must have at most 50 pairs');

const text = z.string().min(1);

export const user = z.strictObject({
  legal_name: text,
  phone_number: z
    .string()
    .regex(/^\+?[0-9 ().-]+$/, 'must be a phone number')
    .optional(),
  email_address: z.email({ pattern: z.regexes.html5Email }).optional(),
  address: z
    .strictObject({
      street: text.optional(),
      city: text.optional(),
      region: text.optional(),
      postal_code: text.optional(),
      country: z.string().length(2).optional(),
    })
    .optional(),
});

export const device = z.strictObject({ ip_address: text.optional(), user_agent: text.optional() });
