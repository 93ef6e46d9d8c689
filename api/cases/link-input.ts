// The settings of Link in requests, and their translation into the domain's type.
import { z } from 'zod';
import type { Db } from '../../db/pool.ts';
import type { AddressUse } from '../../db/tenant-addresses.ts';
import {
  countriesWithin,
  type LinkSettings,
  linkCountries,
  linkLanguages,
  longestClientName,
} from '../../domain/bank/link-settings.ts';
import type { PaymentCurrency } from '../../domain/payments/currencies.ts';
import type { Deps } from '../context.ts';
import { browserAddress } from '../http/browser-address.ts';
import { wordsOrNumber } from '../http/fields.ts';
import { assertRegistered, isAllowed } from './registered-address.ts';

/** LinkTokenCreateRequest, `redirect_uri`: "should not contain any query parameters". */
export const oauthRedirectUri = browserAddress.refine(
  (uri) => !uri.includes('?'),
  'must have no query: Plaid refuses one, and adds its own',
);

/** https://developer.android.com/build/configure-app-module#set-application-id */
export const androidPackageName = z
  .string()
  .max(255)
  .regex(
    /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/,
    'must be the name of an Android package, such as "com.example.app": two parts or more, each from a letter on',
  );

export const linkFields = {
  client_name: wordsOrNumber(longestClientName)
    .nullish()
    .describe('The name that the applicant reads in Link. Default: "Gangway".'),
  language: z.enum(linkLanguages).nullish().describe('The language of Link. Default: "en".'),
  country_codes: z
    .array(z.enum(linkCountries))
    .min(1)
    .refine((all) => new Set(all).size === all.length, 'must name each country once')
    .nullish()
    .describe('The countries whose banks Link offers. Default: all that the rail reaches.'),
  customization_name: wordsOrNumber(100)
    .nullish()
    .describe("The name of a customization of Link in Plaid's Dashboard. Default: Plaid's own."),
  completion_redirect_uri: browserAddress
    .nullish()
    .describe('Where the hosted page of Link (`url`) sends the applicant at the end. Registered as `return`.'),
  oauth_redirect_uri: oauthRedirectUri
    .nullish()
    .describe('Where a bank with OAuth sends the applicant, if you embed Link. Registered as `oauth`.'),
  android_package_name: androidPackageName
    .nullish()
    .describe('Your Android app, if it embeds Link, in place of oauth_redirect_uri. Registered as `android`.'),
};

export const linkSchema = z
  .strictObject(linkFields)
  .refine(({ oauth_redirect_uri, android_package_name }) => !oauth_redirect_uri || !android_package_name, {
    path: ['android_package_name'],
    error: 'must be left out beside oauth_redirect_uri: Plaid takes one of the two',
  });
type GivenLink = z.output<typeof linkSchema>;

/** Gangway knows the rail of a case, and so the banks that can take part: a wish beyond them is a mistake. */
export function refuseCountriesOutside(
  currency: PaymentCurrency | null,
  { country_codes }: GivenLink,
  context: z.core.$RefinementCtx,
): void {
  const within = countriesWithin(currency);
  if (!country_codes || country_codes.every((code) => within.includes(code))) return;
  const path = ['link', 'country_codes'];
  const message =
    currency === null
      ? 'must be ["US"]: ACH, and the data of accounts, are of banks in the United States alone'
      : `must name only countries whose banks pay in ${currency}: ${within.join(', ')}`;
  context.addIssue({ code: 'custom', path, message });
}

/** For requests about linked accounts. */
export const ofTheUs = ({ link }: { link?: GivenLink | undefined }, context: z.core.$RefinementCtx): void => {
  if (link) refuseCountriesOutside(null, link, context);
};

/** Without the fields that the request leaves out: for these, the settings below count. */
export function readLinkSettings(given: GivenLink = {}): LinkSettings {
  const settings: LinkSettings = {};
  if (given.client_name !== undefined) settings.clientName = given.client_name;
  if (given.language !== undefined) settings.language = given.language;
  if (given.country_codes !== undefined) settings.countryCodes = given.country_codes;
  if (given.customization_name !== undefined) settings.customizationName = given.customization_name;
  if (given.completion_redirect_uri !== undefined) settings.completionRedirectUri = given.completion_redirect_uri;
  const { oauth_redirect_uri: uri, android_package_name: androidPackage } = given;
  if (androidPackage) settings.oauthReturn = { androidPackage };
  else if (uri) settings.oauthReturn = { uri };
  else if (uri === null || androidPackage === null) settings.oauthReturn = null;
  return settings;
}

const registered = [
  { name: 'completion_redirect_uri', use: 'return' },
  { name: 'oauth_redirect_uri', use: 'oauth' },
  { name: 'android_package_name', use: 'android' },
] as const;

/** Throws unless an operator has registered each address. `at`: where the settings stand in the request. */
export async function assertLinkAddresses(
  deps: Pick<Deps, 'plaidEnvironment'>,
  db: Db,
  tenantId: string,
  { given = {}, at }: { given: GivenLink | undefined; at: string },
): Promise<void> {
  for (const { name, use } of registered) {
    const address = given[name];
    if (address) await assertRegistered(deps, db, tenantId, { use, address, field: `${at}/${name}` });
  }
}

/** Without addresses that are registered no more: a case keeps its own, but hands none of these on. */
export async function keepAllowedAddresses(
  deps: Pick<Deps, 'plaidEnvironment'>,
  db: Db,
  tenantId: string,
  { completionRedirectUri: page, oauthReturn, ...settings }: LinkSettings,
): Promise<LinkSettings> {
  const allowed = (use: AddressUse, address: string) => isAllowed(deps, db, tenantId, { use, address });
  const allowsReturn =
    oauthReturn &&
    ('uri' in oauthReturn
      ? await allowed('oauth', oauthReturn.uri)
      : await allowed('android', oauthReturn.androidPackage));
  return {
    ...settings,
    ...(page && (await allowed('return', page)) && { completionRedirectUri: page }),
    ...(allowsReturn && { oauthReturn }),
  };
}
