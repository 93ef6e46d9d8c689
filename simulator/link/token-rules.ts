// Checks the fields of /link/token/create against each other. Plaid documents the rules, but seldom the error: where
// no source is named, INVALID_FIELD is an assumption.
import { invalidRequest } from '../errors.ts';

type Lists = Partial<Record<(typeof namesOfLists)[number], string[] | null | undefined>>;

export type AskedOfLink = Lists & {
  country_codes: string[];
  auth?: Partial<Record<string, unknown>> | undefined;
  access_token?: string | null | undefined;
  user?: unknown;
  user_id?: string | undefined;
  redirect_uri?: string | undefined;
  android_package_name?: string | undefined;
};

export function checkLinkToken(asked: AskedOfLink): void {
  if (asked.user === undefined && asked.user_id === undefined) {
    // LinkTokenCreateRequest, user_id: "One of either the `user_id` or the `user` field is required."
    throw invalidRequest('MISSING_FIELDS', 'the following required fields are missing: user');
  }
  checkLists(asked);
  checkCountries(asked);
  // LinkTokenCreateRequest, redirect_uri
  if (asked.redirect_uri && new URL(asked.redirect_uri).search !== '') {
    throw invalidRequest('INVALID_FIELD', 'redirect_uri must not contain query parameters');
  }
  // LinkTokenCreateRequest: on Android "`redirect_uri` should be left blank", elsewhere the other one "must be".
  if (asked.redirect_uri && asked.android_package_name) {
    throw invalidRequest('INVALID_FIELD', 'redirect_uri and android_package_name exclude each other');
  }
}

const namesOfLists = [
  'products',
  'required_if_supported_products',
  'optional_products',
  'additional_consented_products',
] as const;

function checkLists(asked: AskedOfLink): void {
  const seen = new Map<string, string>();
  for (const name of namesOfLists) {
    for (const product of new Set(asked[name] ?? [])) {
      // https://plaid.com/docs/balance/add-to-app, with the message that users of Plaid have reported.
      if (product === 'balance') {
        throw invalidRequest('INVALID_FIELD', 'provided product is not supported as an initial product: balance');
      }
      const other = seen.get(product);
      if (other) throw invalidRequest('INVALID_FIELD', `${product} must not be in both ${other} and ${name}`);
      seen.set(product, name);
    }
  }
  const needsProducts = asked.required_if_supported_products?.length || asked.optional_products?.length;
  if (!asked.products?.length && needsProducts) throw noProduct();
}

/** https://github.com/plaid/plaid-node/issues/563 */
export const noProduct = () => invalidRequest('INVALID_FIELD', 'must provide at least one product');

/** https://support.plaid.com/hc/en-us/articles/27895826947735 */
const onlyInTheUs = ['transfer', 'signal', 'income_verification'];
/** https://plaid.com/docs/auth/coverage/automated/, .../instant/ and .../same-day/: `country_codes` is ["US"]. */
const flagsOfTheUs = [
  'automated_microdeposits_enabled',
  'instant_microdeposits_enabled',
  'same_day_microdeposits_enabled',
];

/** If a request has a country beside the US, Plaid's Link leaves such a product out. The simulator refuses it. */
function checkCountries(asked: AskedOfLink): void {
  if (asked.country_codes.every((country) => country === 'US')) return;
  const product = namesOfLists.flatMap((name) => asked[name] ?? []).find((one) => onlyInTheUs.includes(one));
  if (product) throw invalidRequest('INVALID_FIELD', `country_codes: ${product} is supported in US only`);
  const flag = flagsOfTheUs.find((name) => asked.auth?.[name] === true);
  if (flag) throw invalidRequest('INVALID_FIELD', `country_codes: auth.${flag} is supported in US only`);
}
