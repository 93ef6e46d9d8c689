// Compares two names, and classifies one.
import { isTelling, isWhole, ownersIn, sidesOf } from './joint-names.ts';
import {
  business,
  fiduciary,
  type KindWords,
  particles,
  placeholderNames,
  placeholders,
  titles,
} from './name-lists.ts';
import { readWords, sameWord, sameWords, similarWord, type Word } from './spelling.ts';

/**
 * Returns 100 for equal words in equal order; 95 in another order. 90: one name has words that the other omits or
 * abbreviates to initials, and at least two whole words are equal. 80: likewise with one equal whole word, as "A.
 * Byron" has with every Byron. Otherwise the share of equal words, at most 69, so that it stays below a match for Plaid
 * (70). If a name is that of several owners, the best of them counts: never the first name of one with the last name of
 * another.
 */
export function nameScore(a: string, b: string): number {
  const [ours, theirs] = [readWords(a), readWords(b)];
  if (ours.length > 0 && sameWords(ours, theirs)) return 100;
  return bestOf(ownersIn(a), ownersIn(b), scoreOfOwners);
}

/** True if the names have a whole word in common, as within a family. */
export const sharesName = (a: string, b: string): boolean => common(wholeWordsOf(a), wholeWordsOf(b), sameWord) > 0;

/** True if a whole word of one is spelt like a word of the other but differs: Mueller and Muller, किरण and करण. */
export function hasSimilarName(a: string, b: string): boolean {
  const [ours, theirs] = [wholeWordsOf(a), wholeWordsOf(b)];
  return common(ours, theirs, similarWord) > common(ours, theirs, sameWord);
}

/** True if the text is a name: not blank, not "N/A", not only initials, digits or signs. */
export function isName(text: string): boolean {
  const words = readWords(text).filter(({ plain }) => /\p{L}/u.test(plain));
  return (
    !isPlaceholder(text) &&
    words.some((word) => !word.initial && !titles.includes(word.plain) && !/^(.)\1+$/u.test(word.plain))
  );
}

/** True for the text of a bank that knows no name: "N/A", "Account holder 1", "Titular de la cuenta". */
export function isPlaceholder(text: string): boolean {
  const words = tokensOf(text).filter((word) => !/^\p{N}+$/u.test(word));
  const others = words.filter((word) => !placeholders.has(word));
  // Al Holder and Le My are names; "the holder" is not.
  const isPerson = words.length === 2 && others.length === 1 && others[0] !== 'the' && others[0] !== 'of';
  if (isPerson && words.some((word) => placeholderNames.has(word))) return false;
  return others.length < Math.max(1, words.length) && others.every((word) => particles.includes(word));
}

/** True for the words by which Plaid recognises a business (NameMatchScore), and for those of other organisations. */
export const isBusinessName = (name: string, other = ''): boolean => isOfKind(business, name, other);

/** True if one person holds the account for another, or for one who died. */
export const isFiduciaryName = (name: string, other = ''): boolean => isOfKind(fiduciary, name, other);

/**
 * Returns the words in lower case, without accents, apostrophes and punctuation: "Renée O'Brien-Smith" is renee obrien
 * smith.
 */
export const tokensOf = (name: string): string[] => readWords(name).map(({ plain }) => plain);

function scoreOfOwners(a: string, b: string): number {
  const [ours, theirs] = [readWords(a), readWords(b)];
  if (ours.length === 0 || theirs.length === 0) return 0;
  if (sameWords(ours, theirs)) return 100;
  const same = common(ours, theirs, sameWord);
  if (same === ours.length && same === theirs.length) return 95;
  return bestOf(sidesOf(a), sidesOf(b), (one, other) => scoreOfParts(readWords(one), readWords(other)));
}

function scoreOfParts(ours: Word[], theirs: Word[]): number {
  const [shorter, longer] = ours.length <= theirs.length ? [ours, theirs] : [theirs, ours];
  const whole = common(ours.filter(isWhole), theirs.filter(isWhole), sameWord);
  if (whole >= 1 && shorter.length >= 2 && fits(shorter, longer)) return whole >= 2 ? 90 : 80;
  const [some, others] = [ours.filter(isTelling), theirs.filter(isTelling)];
  const same = common(some, others, sameWord);
  return same === 0 ? 0 : Math.min(69, Math.round((200 * same) / (some.length + others.length)));
}

const bestOf = (ours: string[], theirs: string[], score: (a: string, b: string) => number): number =>
  Math.max(0, ...ours.flatMap((one) => theirs.map((other) => score(one, other))));

const wholeWordsOf = (name: string): Word[] => readWords(name).filter(isWhole);

/** Returns how many words the two have in common, each counted once. */
function common(a: Word[], b: Word[], same: (a: Word, b: Word) => boolean): number {
  const left = [...b];
  return a.filter((word) => {
    const at = left.findIndex((other) => same(word, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

/** True if every word of the shorter name is in the longer one, in that order, or as an initial. */
function fits(shorter: Word[], longer: Word[]): boolean {
  let from = 0;
  return shorter.every((word) => {
    const at = longer.findIndex((other, index) => index >= from && standsFor(word, other));
    from = at + 1;
    return at >= 0;
  });
}

const standsFor = (a: Word, b: Word): boolean => sameWord(a, b) || isInitialOf(a, b) || isInitialOf(b, a);
const isInitialOf = (letter: Word, word: Word): boolean =>
  letter.initial && letter.spellings.some((one) => word.spellings.some((other) => other.startsWith(one)));

/**
 * A word that is also a personal name counts as one if both names are only a first name and that word. A short form at
 * the end counts as a name if both end with it. Otherwise such words mark an organisation, so that a person reviews the
 * case: that is the safe side.
 */
function isOfKind(
  { anywhere, phrases, atTheEnd, alsoNames, slashed }: KindWords,
  name: string,
  other: string,
): boolean {
  const [ours, theirs] = [withShortForms(name), withShortForms(other)];
  const [words, otherWords] = [ours.flat(), theirs.flat()];
  const text = ` ${words.join(' ')} `;
  const twoWords = [name, other].every((one) => wholeWordsOf(one).length === 2);
  return (
    words.some((word) => anywhere.has(word)) ||
    phrases.some((phrase) => text.includes(` ${phrase} `)) ||
    atTheEnd.some((word) => ours.at(-1)?.includes(word) && !theirs.at(-1)?.includes(word)) ||
    alsoNames.some((word) => words.includes(word) && !(twoWords && otherWords.includes(word))) ||
    name.split(/[^\p{L}/]+/u).some((word) => slashed.includes(word.toLowerCase()))
  );
}

/**
 * Returns for each word the word itself and, after single letters, the short forms that end there: l, l, c ends with lc
 * and llc.
 */
function withShortForms(name: string): string[][] {
  let row = '';
  return tokensOf(name).map((word) => {
    row = word.length === 1 ? row + word : '';
    const forms = [...row].slice(1).map((_, at) => row.slice(row.length - 2 - at));
    return [word, ...forms];
  });
}
