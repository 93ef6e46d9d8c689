// Dates and amounts in the person's language. Times are in the zone of the banks of the rail, which the text names.
import type { Language } from '../../domain/words/languages.ts';
import type { CaseOnPage } from './case-of-page.ts';

const zones: Record<string, string> = { USD: 'America/New_York', GBP: 'Europe/London' };

export const formatTime = (iso: string, { funding }: Pick<CaseOnPage, 'funding'>, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
    timeZone: zones[funding?.currency ?? 'USD'] ?? 'Europe/Brussels',
  }).format(new Date(iso));

export const formatMoney = ({ amount, currency }: { amount: string; currency: string }, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount as `${number}`);
