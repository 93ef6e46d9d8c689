// The languages in which a person reads our texts.
import type { LinkLanguage } from '../bank/link-settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Texts } from './texts.ts';

const texts = { en, es, de, fr } as const satisfies Record<string, Texts>;
export type Language = keyof typeof texts;
export const languages = Object.keys(texts) as [Language, ...Language[]];

/** Returns the language of our texts for a case: that of its Link, or English where we have none in that. */
export const languageOf = (ofLink: LinkLanguage | null | undefined): Language =>
  languages.find((language) => language === ofLink) ?? 'en';

export const textsIn = (language: Language): Texts => texts[language];
