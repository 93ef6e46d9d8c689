// Compares two phone numbers, in whatever form a bank writes them.
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * Takes `given` in E.164 form. Banks mostly omit the country code: then the one of `given` counts. Ignores extensions.
 * Null if `bank` holds no number.
 */
export function samePhone(given: string, bank: string): boolean | null {
  if (!/\p{N}/u.test(bank)) return null;
  const ours = parsePhoneNumberFromString(given);
  if (!ours) return digitsOf(given) === digitsOf(bank);
  const read = (text: string) => parsePhoneNumberFromString(text, { defaultCallingCode: ours.countryCallingCode });
  // Many banks, in any country, write 00 for the plus. The library does not see a number before a word that it does not
  // know.
  const text = bank.replace(/^\D*00(?=\s*[1-9])/, '+');
  const theirs = read(text) ?? read(text.replace(/(?<=\d{4}\W*)[\p{L}/].*$/su, ''));
  return theirs?.number === ours.number;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');
