// The settings of Link that a tenant may choose: for all of its cases, and for one case.
import { type PaymentCurrency, rulesOf } from '../payments/currencies.ts';

/** The languages in which Plaid shows Link (LinkTokenCreateRequest, `language`). */
export const linkLanguages = [
  'da',
  'nl',
  'en',
  'et',
  'fr',
  'de',
  'hi',
  'it',
  'lv',
  'lt',
  'no',
  'pl',
  'pt',
  'ro',
  'es',
  'sv',
  'vi',
] as const;
export type LinkLanguage = (typeof linkLanguages)[number];

/** The countries in which Plaid knows banks (CountryCode). */
export const linkCountries = [
  'US',
  'CA',
  'GB',
  'ES',
  'NL',
  'FR',
  'IE',
  'DE',
  'IT',
  'PL',
  'DK',
  'NO',
  'SE',
  'EE',
  'LT',
  'LV',
  'PT',
  'BE',
  'AT',
  'FI',
] as const;
export type LinkCountry = (typeof linkCountries)[number];

/** Past so many characters, Link shows "This Application" instead (LinkTokenCreateRequest, `client_name`). */
export const longestClientName = 30;

/** Null, or a missing field: Gangway's own. In a case, null also takes back what the tenant has set. */
export type LinkSettings = {
  /** The name that the applicant reads in Link. */
  clientName?: string | null;
  language?: LinkLanguage | null;
  /** The countries whose banks Link offers, as far as the rail reaches them. */
  countryCodes?: LinkCountry[] | null;
  /** The name of a customization in Plaid's Dashboard. */
  customizationName?: string | null;
  /** Where Plaid's hosted page sends the applicant at the end. */
  completionRedirectUri?: string | null;
  /** Where a bank with OAuth sends the applicant, if Link is embedded: to a page, or to an Android app. */
  oauthReturn?: { uri: string } | { androidPackage: string } | null;
};

/** Returns the countries whose banks can take part. ACH, and all data of accounts, are of the US alone. */
export const countriesWithin = (currency: PaymentCurrency | null): readonly LinkCountry[] =>
  currency === null ? ['US'] : (rulesOf(currency).banks as readonly LinkCountry[]);

/** Returns the countries that Link offers: the chosen ones within reach, or all of those if none of them was chosen. */
export function countriesOffered(
  currency: PaymentCurrency | null,
  chosen: LinkSettings['countryCodes'],
): LinkCountry[] {
  const within = countriesWithin(currency);
  const both = within.filter((country) => chosen?.includes(country));
  return [...(both.length > 0 ? both : within)];
}
