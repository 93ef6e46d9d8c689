// How alike two postal addresses are.
import { wordsOf } from './compare-names.ts';
import type { Address } from './onboarding.ts';
import type { OwnerAddress } from './owner.ts';

/** What each part counts. The street tells most; without it and the postal code nothing is told at all. */
const weights = { street: 50, postalCode: 25, city: 15, region: 5, country: 5 };

/** The weighted share of the parts that both have. Null where neither the street nor the postal code is among them. */
export function addressScore(ours: Address, theirs: OwnerAddress): number | null {
  let [score, possible, telling] = [0, 0, false];
  for (const part of Object.keys(weights) as (keyof typeof weights)[]) {
    const [a, b] = [ours[part], theirs[part]];
    if (!a?.trim() || !b?.trim()) continue;
    possible += weights[part];
    score += weights[part] * likeness(part, a, b);
    telling ||= part === 'street' || part === 'postalCode';
  }
  return telling ? Math.round((100 * score) / possible) : null;
}

export function samePostalCode(ours: Address, theirs: OwnerAddress): boolean {
  return theirs.postalCode !== null && likeness('postalCode', ours.postalCode, theirs.postalCode) === 1;
}

/** 0 to 1. */
function likeness(part: keyof Address, a: string, b: string): number {
  if (part === 'postalCode') return postalCode(a) === postalCode(b) ? 1 : 0;
  if (part === 'street') return streetLikeness(streetWords(a), streetWords(b));
  return wordsOf(a).join(' ') === wordsOf(b).join(' ') ? 1 : 0;
}

/** Of a ZIP+4 the first five digits; banks often know no more. */
function postalCode(text: string): string {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return /^\d{9}$/.test(plain) ? plain.slice(0, 5) : plain;
}

/** The share of words in common; nothing where the house numbers differ. */
function streetLikeness(a: string[], b: string[]): number {
  const [numberA, numberB] = [a, b].map((words) => words.find((word) => /^\d/.test(word)));
  if (numberA !== numberB) return 0;
  const same = new Set(a.filter((word) => b.includes(word))).size;
  return (2 * same) / (new Set(a).size + new Set(b).size);
}

const streetWords = (street: string): string[] => wordsOf(street).map((word) => abbreviations[word] ?? word);

/** The commonest of the Postal Service's, and those of directions (USPS Publication 28, appendices B and C). */
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
