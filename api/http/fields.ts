// Schemas of fields that several requests share. They accept the texts that banks and Plaid can use.
import { domainToASCII } from 'node:url';
import { iso31661, iso31662 } from 'iso-3166';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { parseAmount } from '../../domain/money.ts';
import { isKnown } from '../../domain/owner/compare-addresses.ts';
import { isName } from '../../domain/owner/compare-names.ts';
import { readWords } from '../../domain/owner/spelling.ts';

/** Tabs, line breaks and other controls, and the marks that change the direction of the text after them. */
const notInALine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
/** Without modifier letters, such as the lengthening sign of kana, because they only stand beside others. */
const letter = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u;

const hasLetter = (text: string): boolean => readWords(text).some(({ plain }) => letter.test(plain));

/** Text of one line. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { abort: true })
    .max(max)
    .refine((text) => !notInALine.test(text), { error: 'must be one line without control characters', abort: true });

const lettersAndMore = { error: 'must contain letters and say more than "N/A" or "unknown"', abort: true };

/** The tenant's own id of a person or a system. Operators see it. */
export const opaqueId = (of: string) =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
      `must be your own opaque id of ${of}: 1 to 64 letters, digits, ".", "_", ":" or "-"; no email address`,
    );

/** A name of a business or the like. Signs, digits and emoji alone are no name. */
export const words = (max: number) => line(max).refine((text) => hasLetter(text) && isKnown(text), lettersAndMore);

/** A name of a town. "None" is allowed, because it is a town in Piedmont. */
export const city = (max: number) =>
  line(max).refine((text) => text === 'None' || (hasLetter(text) && isKnown(text)), lettersAndMore);

/** A street or the like. A number alone is allowed. */
export const wordsOrNumber = (max: number) =>
  line(max).refine((text) => (hasLetter(text) || /\p{N}/u.test(text)) && isKnown(text), {
    error: 'must contain letters or digits and say more than "N/A" or "unknown"',
    abort: true,
  });

export const personName = words(100).refine(
  isName,
  'must be the name of the applicant, not only initials, a title, or words such as "N/A" or "account holder"',
);

/** A time with an offset, or a day, which begins in UTC. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be a time such as "2026-05-04T12:00:00Z", or a day such as "2026-05-04"',
  })
  .transform((text) => new Date(text));

const longestDays = 366;

/** Whether a period may be added up or exported at once. */
export const isPeriod = ({ from, to }: { from: Date; to: Date }): boolean =>
  to > from && to.getTime() - from.getTime() <= longestDays * 86_400_000;
export const noPeriod = { path: ['to'], error: `must be after from, by at most ${longestDays} days` };

/** Text of several lines. A text of blanks and invisible characters alone is refused. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text), {
      error: 'must contain visible text; leave the field out if there is nothing to say',
    });

/** No country uses other signs. We do not check the form of each country, because a wrong one only compares badly. */
export const postalCode = line(16).refine(
  (text) => /^[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*$/.test(text),
  'must be letters A to Z and digits, with single blanks or hyphens between them',
);

const countries = new Set(iso31661.map(({ alpha2 }) => alpha2));

export const country = z
  .string()
  .meta({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2, such as "US".' })
  .refine(
    (code) => countries.has(code),
    'must be a country code of two capital letters that ISO 3166-1 assigns, such as "US", or "GB" for the United Kingdom',
  );

/** With the armed forces' addresses, which the Postal Service treats as states (USPS Publication 28, appendix B). */
const states = new Set([
  'AA',
  'AE',
  'AP',
  ...iso31662.filter(({ parent }) => parent === 'US').map(({ code }) => code.slice(3)),
]);

export const isStateOfTheUs = (code: string): boolean => states.has(code);

/**
 * Follows the rule of HTML (WHATWG, "valid email address"), and what SMTP and the Domain Name System require beyond it:
 * lengths, dots, and a possible domain. Without SMTPUTF8, because many servers do not support it. A domain in other
 * letters has a form in xn--, a local part in other letters has none.
 */
export const email = z
  .string()
  .max(254)
  .meta({ format: 'email' })
  .refine(
    isEmail,
    'must be an email address in ASCII, such as "name@example.com"; send a domain in other letters in its xn-- form',
  );

function isEmail(text: string): boolean {
  const [local = '', domain = ''] = text.split('@');
  return (
    z.regexes.html5Email.test(text) &&
    local.length <= 64 &&
    !/^\.|\.\.|\.$/.test(local) &&
    // The last label is never a number, because such a domain would be an IPv4 address.
    /\.(?=[^.]*[a-z])[^.]{2,}$/i.test(domain) &&
    domainToASCII(domain) !== ''
  );
}

/** Checks that the country has numbers of this length. Only a call could show whether the number is in use. */
export const phone = z
  .string()
  .meta({ pattern: '^\\+[1-9]\\d{6,14}$', description: 'E.164, such as "+14155550100".' })
  .refine(
    (text) => /^\+[1-9]\d{6,14}$/.test(text) && parsePhoneNumberFromString(text)?.isPossible() === true,
    'must be a possible phone number in E.164 form, such as "+14155550100"',
  );

export const amount = z
  .string({ error: 'must be a decimal string with two digits of cents, such as "25.00"; never a JSON number' })
  .meta({ pattern: '^(0|[1-9]\\d{0,9})\\.\\d{2}$', description: 'A decimal string, such as "25.00".' })
  .refine(
    (text) => parseAmount(text) !== null,
    'must be a positive amount such as "25.00": digits 0 to 9, a point, two digits of cents, and nothing else',
  );
