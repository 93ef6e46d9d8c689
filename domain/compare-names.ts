// How alike two names are.

/**
 * 100: the same words in the same order; 95: in another order. 90: one name has words that the other leaves out or has
 * as initials, and two whole words at least are the same. 80: likewise, but one whole word is the same, as "A. Byron" has
 * with every Byron. Else the share of words that are the same, at most 69: what matches for Plaid (70) does not come of it.
 */
export function nameScore(a: string, b: string): number {
  const [ours, theirs] = [wordsOf(a), wordsOf(b)];
  if (ours.length === 0 || theirs.length === 0) return 0;
  if (ours.join(' ') === theirs.join(' ')) return 100;
  const same = common(ours, theirs);
  if (same === ours.length && same === theirs.length) return 95;
  const [shorter, longer] = ours.length <= theirs.length ? [ours, theirs] : [theirs, ours];
  const whole = common(ours.filter(isWhole), theirs);
  if (whole >= 1 && shorter.length >= 2 && fits(shorter, longer)) return whole >= 2 ? 90 : 80;
  return Math.min(69, Math.round((200 * same) / (ours.length + theirs.length)));
}

/** A whole word in common, as within a family. */
export function sharesName(a: string, b: string): boolean {
  return common(wordsOf(a).filter(isWhole), wordsOf(b)) > 0;
}

const businessWords = /\b(inc|incorporated|llc|llp|lp|ltd|limited|corp|corporation|company|dba|pllc|plc|gmbh)\b/;

/** By the words with which Plaid tells a business (NameMatchScore). Many have none of them. */
export function isBusinessName(name: string): boolean {
  return businessWords.test(wordsOf(name).join(' '));
}

/** Lower case, without accents, apostrophes and punctuation: "Renée O'Brien-Smith" is renee obrien smith. */
export function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}'’`]/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => plainLetters[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Letters that Unicode does not take apart. */
const plainLetters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/** How many words the two have in common, each counted once. */
function common(a: string[], b: string[]): number {
  const left = [...b];
  return a.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

/** Whether every word of the shorter name stands in the longer one, in the same order, or as an initial. */
function fits(shorter: string[], longer: string[]): boolean {
  let from = 0;
  return shorter.every((word) => {
    const at = longer.findIndex((other, index) => index >= from && standsFor(word, other));
    from = at + 1;
    return at >= 0;
  });
}

const isWhole = (word: string): boolean => word.length > 1;

const standsFor = (a: string, b: string): boolean =>
  a === b || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
