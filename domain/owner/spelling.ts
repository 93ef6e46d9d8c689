// Compares two words in different spellings. Banks write names in capitals, without accents, or as a passport does.
import anyAscii from 'any-ascii';

export type Word = {
  /** Lower case, without accents. */
  plain: string;
  /** Every way to write the word in letters without accents: `müller` is muller and mueller. */
  spellings: string[];
  /** One letter of an alphabet. A single Chinese character is a word of its own. */
  initial: boolean;
};

export function readWords(text: string): Word[] {
  return unaccented(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => {
      const spellings = spellingsOf(word);
      const initial = [...word].length === 1 && word.toUpperCase() !== word.toLowerCase();
      return { plain: spellings[0] ?? word, spellings, initial };
    });
}

export const sameWord = (a: Word, b: Word): boolean => a.spellings.some((spelling) => b.spellings.includes(spelling));

/** True for equal words in equal order. */
export const sameWords = (a: Word[], b: Word[]): boolean =>
  a.length === b.length && a.every((word, at) => b.slice(at, at + 1).some((other) => sameWord(word, other)));

/** True if two different words may be spellings of one name. That is never enough for a match. */
export function similarWord(a: Word, b: Word): boolean {
  const [ours, theirs] = [soundOf(a.plain), soundOf(b.plain)];
  return ours !== '' && ours === theirs;
}

/**
 * Returns lower case, with accents only on Latin letters, where they may stand for a second letter. Drops the optional
 * marks of Greek, Cyrillic, Hebrew and Arabic. In other scripts (Devanagari, Thai, kana) a mark is part of the name:
 * किरण is not करण.
 */
function unaccented(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(apostrophes, '');
  return text
    .replace(apostrophes, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(apostrophes, '')
    .replace(invisible, '')
    .replace(/\p{Script=Greek}/gu, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(marksToDrop, '')
    .replace(arabicVowels, '')
    .replace(/[ёѐѝςأإآٱىیکة]/gu, (letter) => sameLetters[letter] ?? letter);
}

/** Also the okina, the geresh and the marks with which a soft sign is romanised. */
const apostrophes = /['`´‘’‛′ʹʻʼʽʾʿ＇׳״]/gu;
const marksToDrop = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}]\p{M}*)\p{M}+/gu;
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const arabicVowels = /[\u064B-\u0652\u0670\u0640]/gu;
/** Letters that their own readers write either way. й stays: it is another letter than и. */
const sameLetters: Record<string, string> = {
  ё: 'е',
  ѐ: 'е',
  ѝ: 'и',
  ς: 'σ',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
};

/** Returns the plain spelling first. A word with many such letters does not get every combination. */
function spellingsOf(word: string): string[] {
  if (isAscii(word)) return [word];
  let spellings = [''];
  for (const letter of word) {
    const plain = plainLetter(letter);
    const ways = spellings.length <= 16 ? [plain, ...(otherWays[letter] ?? [])] : [plain];
    spellings = ways.flatMap((way) => spellings.map((start) => start + way));
  }
  return spellings;
}

const isAscii = (text: string): boolean => /^[\p{ASCII}]*$/u.test(text);

function plainLetter(letter: string): string {
  if (isAscii(letter) || !/\p{Script=Latin}/u.test(letter)) return letter;
  return romanised(letter).toLowerCase();
}

/**
 * Spellings beside the letter without its accent: those of passports (ICAO Doc 9303, part 3, section 6) and of everyday
 * use.
 */
const otherWays: Record<string, string[]> = {
  ä: ['ae'],
  ö: ['oe'],
  ő: ['oe'],
  ü: ['ue'],
  ű: ['ue'],
  å: ['aa'],
  ø: ['oe'],
  ð: ['dh'],
  đ: ['dj'],
  ə: ['a', 'ae'],
  ŋ: ['n'],
  ĸ: ['k'],
  ş: ['sh'],
  ç: ['ch'],
  ğ: ['gh'],
};

const romanised = (text: string): string => (isAscii(text) ? text : anyAscii(text.normalize('NFD').replace(signs, '')));

/** Marks, and the vowels of Thai and Lao that Unicode calls letters. */
const signs = /[\p{M}\u0E30-\u0E4E\u0EB0-\u0EC6]/gu;

/** Equal if two words differ only by romanisation, by the spelling of an umlaut, or by omitted signs. */
function soundOf(plain: string): string {
  return romanised(plain)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/aa|ae|oe|ue/g, (two) => two.charAt(0))
    .replace(/[yj]/g, 'i')
    .replace(/w/g, 'v')
    .replace(/x/g, 'ks')
    .replace(/ph/g, 'f')
    .replace(/([kgd])h/g, '$1')
    .replace(/shch/g, 'sch')
    .replace(/(.)\1+/g, '$1');
}

const scripts = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Syriac', 'Thaana', 'Ethiopic'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer', 'Mongolian', 'Han', 'Hiragana', 'Katakana', 'Hangul'],
].map((name) => new RegExp(`(?=\\p{Script=${name}})\\p{L}`, 'u'));
const otherScripts = new RegExp(`(?!${scripts.map(({ source }) => source).join('|')})\\p{L}`, 'u');

const scriptsOf = (text: string): RegExp[] => {
  const plain = unaccented(text);
  return [...scripts, otherScripts].filter((script) => script.test(plain));
};

/** True if both have letters of one script. */
export function shareScript(a: string, b: string): boolean {
  const theirs = scriptsOf(b);
  return scriptsOf(a).some((script) => theirs.includes(script));
}

/** True if every letter of one is in a script of the other. */
export function sameScripts(a: string, b: string): boolean {
  const [ours, theirs] = [scriptsOf(a), scriptsOf(b)];
  return ours.length === theirs.length && ours.every((script) => theirs.includes(script));
}
