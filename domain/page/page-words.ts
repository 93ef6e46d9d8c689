// The words of the person's page, in the language of the case, else of the browser, else in English.
import type { LinkLanguage } from '../bank/link-settings.ts';
import { type Language, languages } from '../words/languages.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { PageTexts } from './page-texts.ts';

const texts: Record<Language, PageTexts> = { en, es, de, fr };

export const pageTextsIn = (language: Language): PageTexts => texts[language];

export const isLanguage = (text: string | null | undefined): text is Language =>
  languages.some((language) => language === text);

/** `chosen`: by the person, on the page. `accepted`: the languages that the browser asks for, best first. */
export function pageLanguageOf({
  chosen,
  ofCase,
  accepted,
}: {
  chosen: string | null;
  ofCase: LinkLanguage | null | undefined;
  accepted: readonly string[];
}): Language {
  const wanted = [chosen, ofCase, ...accepted.map((tag) => tag.toLowerCase().split('-')[0])];
  return wanted.find(isLanguage) ?? 'en';
}
