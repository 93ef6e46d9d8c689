// The tenant's own strings on an onboarding, a transfer or a linked account: as requests give them, and as answers show
// them.
import { z } from 'zod';
import type { MetadataPair } from '../../db/metadata.ts';
import { line } from '../http/fields.ts';
import { Problem } from '../http/problem.ts';
import { isIban } from './iban.ts';

/** Lists show all metadata of each entry. */
const mostKeys = 20;

const key = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,39}$/,
    'must be named by 1 to 40 letters, digits, ".", "_", ":" or "-", and begin with a letter or a digit',
  );

/**
 * Forms that are hardly anything else: an email address, a phone number with its country, a social security number. Not
 * digits alone, because order numbers look like account numbers.
 */
const personal = [/\S@\S+\.\S/, /(?<!\S)\+\d(?:[ ().-]*\d){6,}/, /(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)/];

const isPersonal = (text: string): boolean =>
  personal.some((form) => form.test(text)) || isIban(text.replace(/\s/g, '').toUpperCase());

const value = line(200).refine((text) => !isPersonal(text), {
  error: 'looks like personal data, such as an email address or a phone number; send an id of your own instead',
});

const about = `At most ${mostKeys} strings of your own, under names of your own. Never personal data: they are not encrypted.`;
const tooMany = `must have at most ${mostKeys} keys`;

/** On a request that makes an object. */
export const metadataSchema = z
  .record(key, value)
  .refine((given) => Object.keys(given).length <= mostKeys, tooMany)
  .meta({ maxProperties: mostKeys, description: about })
  .optional();

export const metadataChangeSchema = z.strictObject({
  metadata: z
    .record(key, value.nullable())
    .describe('The keys to set. A key with null is removed, and keys that you leave out stay.'),
});

/** Throws if a change has left too many keys. */
export function refuseTooMany(keys: number): void {
  if (keys <= mostKeys) return;
  const detail = 'The metadata would have too many keys. Remove some with null in the same request.';
  throw new Problem(422, 'invalid_input', detail, { errors: [{ pointer: '/metadata', message: tooMany }] });
}

/** On a list: `?metadata[key]=value`. */
export const metadataFilter = z
  .record(key, line(200), { error: 'must name a key, as in ?metadata[order]=7' })
  .transform((given, context): MetadataPair => {
    const [[key, value] = ['', ''], ...others] = Object.entries(given);
    if (key !== '' && others.length === 0) return { key, value };
    context.addIssue({ code: 'custom', message: 'must name one key; filter by others yourself' });
    return z.NEVER;
  })
  .meta({
    maxProperties: 1,
    description: 'Shows only entries that have this value under this key: `?metadata[order]=7`.',
  })
  .optional();

export const metadataAnswer = z.record(z.string(), z.string()).describe('Your own strings. Empty if there are none.');
