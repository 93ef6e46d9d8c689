// Compares two postal addresses.
import type { Address } from '../case/onboarding.ts';
import type { OwnerAddress } from './owner.ts';
import { readWords, sameWord, sameWords, type Word } from './spelling.ts';

/** The weight of each part. The street counts most. Without it and the postal code there is no score. */
const weights = { street: 50, postalCode: 25, city: 15, region: 5, country: 5 };

/**
 * Returns the weighted share of the parts that both have, from 0 to 100. Null if neither the street nor the postal code
 * is among them.
 */
export function addressScore(ours: Address, theirs: OwnerAddress): number | null {
  let [score, possible, telling] = [0, 0, false];
  for (const part of Object.keys(weights) as (keyof typeof weights)[]) {
    const [a, b] = [ours[part], theirs[part]];
    if (!isKnown(a) || !isKnown(b)) continue;
    possible += weights[part];
    score += weights[part] * likeness(part, a, b);
    telling ||= part === 'street' || part === 'postalCode';
  }
  return telling ? Math.round((100 * score) / possible) : null;
}

export function samePostalCode(ours: Address, theirs: OwnerAddress): boolean {
  return isKnown(theirs.postalCode) && likeness('postalCode', ours.postalCode, theirs.postalCode) === 1;
}

/** Returns 0 to 1. */
function likeness(part: keyof Address, a: string, b: string): number {
  if (part === 'postalCode') return postalCode(a) === postalCode(b) ? 1 : 0;
  if (part === 'street') return streetLikeness(streetWords(a), streetWords(b));
  return sameWords(readWords(a), readWords(b)) ? 1 : 0;
}

/** False for blank texts, signs alone and "N/A". */
export const isKnown = (text: string | null): text is string =>
  text !== null &&
  !notKnown.has(
    readWords(text)
      .map(({ plain }) => plain)
      .join(' '),
  );
const notKnown = new Set(['', 'n a', 'na', 'none', 'null', 'unknown', 'not available', 'not provided']);

/** Reduces a ZIP+4 to its first five digits, because banks often know no more. */
function postalCode(text: string): string {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return /^\d{9}$/.test(plain) ? plain.slice(0, 5) : plain;
}

/** Returns the share of words in common, and 0 if the house numbers differ. */
function streetLikeness(a: Word[], b: Word[]): number {
  const [numberA, numberB] = [a, b].map((words) => words.find(({ plain }) => /^\d/.test(plain))?.plain);
  if (numberA !== numberB) return 0;
  const shared = (some: Word[], others: Word[]) =>
    some.filter((word) => others.some((one) => sameWord(word, one))).length;
  return (shared(a, b) + shared(b, a)) / (a.length + b.length);
}

const streetWords = (street: string): Word[] =>
  readWords(street).flatMap((word) =>
    readWords(abbreviations[word.plain] ?? '')
      .concat(word)
      .slice(0, 1),
  );

/** The most common ones of the Postal Service, and those of directions (USPS Publication 28, appendices B and C). */
const abbreviations: Record<string, string> = {
  avenue: 'ave',
  boulevard: 'blvd',
  circle: 'cir',
  court: 'ct',
  drive: 'dr',
  highway: 'hwy',
  lane: 'ln',
  parkway: 'pkwy',
  place: 'pl',
  road: 'rd',
  square: 'sq',
  street: 'st',
  terrace: 'ter',
  apartment: 'apt',
  suite: 'ste',
  north: 'n',
  east: 'e',
  south: 's',
  west: 'w',
};
