// Several owners in one name: "JANE SMITH AND JOHN DOE".
import { particles, titles } from './name-lists.ts';
import { readWords, type Word } from './spelling.ts';

/** True for a word that distinguishes people: no title, no particle. */
export const isTelling = (word: Word): boolean => !notTelling.has(word.plain);
export const isWhole = (word: Word): boolean => !word.initial && isTelling(word);
const notTelling = new Set([...titles, ...particles.filter((word) => word.length > 1)]);

/** These words join two owners wherever they occur. */
const joining = new Set('& and or with und oder et och eller og oraz lub jt jtwros или και و'.split(' '));
/** These words may be names too. They join if at least two words follow. */
const mayJoin = new Set('y и і та en ou ja ir un és es si și sau ili nebo ve'.split(' '));
/** These words are mostly initials. They join if there are at least two words on both sides. */
const initials = new Set('a e i o u'.split(' '));

/** Returns the owners one by one. In "John & Jane Smith" the first one gets the family name of the last. */
export function ownersIn(name: string): string[] {
  const groups: string[][] = [[]];
  const tokens = name.replace(gaps, ', ').replace(signs, ' & ').split(/\s+/);
  tokens.forEach((token, at) => {
    const before = groups.at(-1) ?? [];
    if (!joins(token, before, tokens.slice(at + 1))) before.push(token);
    else if (before.length > 0) groups.push([]);
  });
  const owners = groups.map((group) => group.join(' ')).filter((owner) => readWords(owner).length > 0);
  const last = owners.at(-1) ?? '';
  const family = readWords(last).filter(isWhole).at(-1);
  if (!family || wholeWords([last]) < 2) return owners;
  return owners.map((owner) => (wholeWords([owner]) === 1 && owner !== last ? `${owner} ${family.plain}` : owner));
}

/** The slash of d/b/a and t/a, and that of a date, joins no owners. */
const signs = /\band\s*\/\s*or\b|[&+;|\n\r]|\/(?!\p{N})(?!(?<=(?<!\p{L})\p{L}\/)\p{L}(?!\p{L}))/giu;

/** A dash, a bracket or a wide gap may separate two owners, as a comma may. */
const gaps = /\s[-–—]\s|[\\*()[\]]|\t|[^\S\n\r]{3,}/g;

function joins(token: string, before: string[], after: string[]): boolean {
  if (token === '&') return true;
  if (before.length === 0) return false;
  const word = token.toLowerCase().replace(/[.,]/g, '');
  if (joining.has(word)) return true;
  // With a full stop it is an initial: "Mary Ann A. Byron King".
  if (!mayJoin.has(word) && (!initials.has(word) || token.endsWith('.'))) return false;
  const end = after.findIndex((one) => joining.has(one.toLowerCase()));
  const next = (end < 0 ? after : after.slice(0, end)).slice(0, near);
  return wholeWords(next) >= 2 && (mayJoin.has(word) || wholeWords(before.slice(-near)) >= 2);
}

/** Names have hardly more words than this. The limit keeps other texts from taking long. */
const near = 8;

/**
 * Returns the names that commas separate. "García Márquez, Gabriel José" is one person, and "JANE SMITH, JOHN DOE" are
 * two: if at least two parts have two words or more, each part is a name.
 */
export function sidesOf(name: string): string[] {
  const sides = name.split(',').filter((side) => wholeWords([side]) > 0);
  if (sides.filter((side) => wholeWords([side]) >= 2).length >= 2) return sides;
  if (sides.length < 4) return [name];
  // "SMITH, JANE, DOE, JOHN"
  return sides.flatMap((side, at) => (at % 2 === 0 ? [`${side} ${sides[at + 1] ?? ''}`] : []));
}

const wholeWords = (words: string[]): number => readWords(words.join(' ')).filter(isWhole).length;
