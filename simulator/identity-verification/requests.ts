// The parts of the requests that several endpoints share, with Plaid's limits.
import { z } from 'zod';
import type { Verification } from './state.ts';

/** Plaid asks for an id that contains no personal data. */
export const clientUserId = z
  .string()
  .min(1)
  .regex(/^[^@\s]+$/, 'must not be personal, such as an email address');

/** Plaid uses both prefixes and documents neither. */
export const templateId = z
  .string()
  .regex(/^(idvtmp|flwtmp)_\w+$/, 'must be the id of a template, such as idvtmp_52xR9LKo77r1Np');

const text = (max: number) => z.string().regex(/\S/).max(max);

export const user = z.strictObject({
  email_address: z.email({ pattern: z.regexes.html5Email }).optional(),
  phone_number: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number in E.164 format')
    .nullish(),
  date_of_birth: z.iso.date().optional(),
  name: z.strictObject({ given_name: text(100), family_name: text(100) }).nullish(),
  address: z
    .strictObject({
      street: text(80).nullish(),
      street2: text(50).nullish(),
      city: text(100).nullish(),
      region: z
        .string()
        .regex(/^[A-Z0-9]{1,3}$/, 'must be the code of a subdivision, such as NY')
        .nullish(),
      postal_code: z
        .string()
        .regex(/^[A-Za-z0-9]{2,10}$/, 'must be 2 to 10 letters and digits')
        .nullish(),
      country: z.string().regex(/^[A-Z]{2}$/),
    })
    .refine((given) => given.country !== 'US' || !given.postal_code || /^\d{5}$/.test(given.postal_code), {
      error: 'postal_code must be 5 digits in the US',
    })
    .nullish(),
});

export function shownUser(given: z.output<typeof user> | null | undefined): Verification['user'] {
  const address = given?.address && {
    street: given.address.street ?? null,
    street2: given.address.street2 ?? null,
    city: given.address.city ?? null,
    region: given.address.region ?? null,
    postal_code: given.address.postal_code ?? null,
    country: given.address.country,
  };
  return {
    phone_number: given?.phone_number ?? null,
    date_of_birth: given?.date_of_birth ?? null,
    ip_address: null,
    email_address: given?.email_address ?? null,
    name: given?.name ?? null,
    address: address ?? null,
    id_number: null,
  };
}
