// Link: the page on which the applicant connects or repairs their bank.

import { type CountryCode, IncomeVerificationSourceType, type LinkTokenCreateRequest, Products } from 'plaid';
import { z } from 'zod';
import { chooseAccount } from '../domain/bank/account.ts';
import { type ShownAccount, shownAccount } from '../domain/bank/duplicates.ts';
import { countriesOffered, type LinkSettings } from '../domain/bank/link-settings.ts';
import type { DataProduct } from '../domain/data/data-product.ts';
import { Failure } from '../domain/failure.ts';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { LinkPurpose, LinkResult, LinkToken, PlaidGateway } from './gateway.ts';
import { ended, needsNewLink, sessionOutcome, succeeded } from './link-outcome.ts';
import { hostedUrlLifetimeSeconds, olderClientsHaveUserTokens } from './quirks.ts';

const createdToken = z.object({
  link_token: z.string(),
  hosted_link_url: z.string(),
  expiration: z.iso.datetime({ offset: true }),
});

export async function createLinkToken(
  ask: Ask,
  { purpose, products, clientUserId, webhookUrl, settings }: Parameters<PlaidGateway['createLinkToken']>[0],
): Promise<LinkToken> {
  const answer = await ask({
    endpoint: '/link/token/create',
    answer: createdToken,
    send: (api, options) =>
      api.linkTokenCreate(
        {
          client_name: settings.clientName ?? 'Gangway',
          language: settings.language ?? 'en',
          country_codes: countriesOf(purpose, settings),
          ...(settings.customizationName && { link_customization_name: settings.customizationName }),
          ...oauthReturnOf(settings),
          user: { client_user_id: clientUserId },
          ...(webhookUrl && { webhook: webhookUrl }),
          // One token serves the hosted page and an embedded Link: the address there "will only occur in Hosted Link
          // sessions, not in other implementation methods" (LinkTokenCreateHostedLink).
          hosted_link: {
            url_lifetime_seconds: hostedUrlLifetimeSeconds[purpose.mode],
            // Link calls it on exit and on success: it brings the applicant back and proves nothing.
            ...(settings.completionRedirectUri && {
              completion_redirect_uri: withHint(settings.completionRedirectUri, clientUserId),
            }),
          },
          ...requestOf(purpose, products),
        },
        options,
      ),
  });
  return {
    token: new Secret(answer.link_token),
    hostedUrl: answer.hosted_link_url,
    expiresAt: new Date(answer.expiration),
  };
}

/**
 * Returns the address to which Link sends the applicant, with the onboarding as a hint, so that the tenant knows which
 * Link to ask about. The id opens nothing without an API key. Appended as text: the tenant's address stays as it is.
 */
const withHint = (uri: string, onboardingId: string) =>
  `${uri}${uri.includes('?') ? '&' : '?'}onboarding_id=${encodeURIComponent(onboardingId)}`;

/** Plaid takes one of the two: `android_package_name` "must be left blank" on other platforms, and the reverse. */
function oauthReturnOf({ oauthReturn }: LinkSettings): Partial<LinkTokenCreateRequest> {
  if (!oauthReturn) return {};
  return 'uri' in oauthReturn
    ? { redirect_uri: oauthReturn.uri }
    : { android_package_name: oauthReturn.androidPackage };
}

/**
 * Returns the products that Link asks for.
 * `transfer` stands alone in `products`, because any other product there (identity above all) rules out same-day
 * micro-deposits (https://plaid.com/docs/auth/coverage/same-day), which are off by default, as the other two kinds are.
 * Numbers and owners are requested if the bank has them.
 * Assets can only be added to an Item in Link, so they are optional there: Plaid bills per report, and makes the Item
 * without them too. Transactions begin with the first read and would be billed from the Item on, so Link asks for the
 * consent only (https://plaid.com/docs/link/initializing-products).
 * Income is shared in a Link of its own: "Payroll Income cannot be used in the same Link session as any other Plaid
 * products" (https://plaid.com/docs/income/payroll-income), nor can documents.
 * A payment stands alone, too (https://plaid.com/docs/api/link/#link-token-create-request-payment-initiation).
 * Update mode and a repair for an authorization take no products. `additional_consented_products` asks for missing
 * consent: for all data that the case reads, because Plaid does not say which part is missing. Assets are not among it:
 * "Credit products" have a consent of their own (https://plaid.com/docs/link/update-mode).
 */
function requestOf(purpose: LinkPurpose, products: DataProduct[]): Partial<LinkTokenCreateRequest> {
  switch (purpose.mode) {
    case 'new':
      return {
        products: [Products.Transfer],
        auth: {
          automated_microdeposits_enabled: true,
          instant_microdeposits_enabled: true,
          same_day_microdeposits_enabled: true,
        },
        required_if_supported_products: [Products.Auth, Products.Identity],
        ...(products.includes('assets') && { optional_products: [Products.Assets] }),
        ...(products.includes('transactions') && { additional_consented_products: [Products.Transactions] }),
      };
    case 'update':
      return { access_token: purpose.accessToken.reveal() };
    case 'accounts':
      return { access_token: purpose.accessToken.reveal(), update: { account_selection_enabled: true } };
    case 'consent':
      return {
        access_token: purpose.accessToken.reveal(),
        additional_consented_products: [
          ...[Products.Auth, Products.Identity, Products.Transfer],
          ...(products.includes('transactions') ? [Products.Transactions] : []),
        ],
      };
    case 'income':
      return {
        products: [Products.IncomeVerification],
        income_verification: { income_source_types: [IncomeVerificationSourceType.Payroll] },
        ...olderClientsHaveUserTokens(purpose.user),
      };
    case 'payment':
      return {
        products: [Products.PaymentInitiation],
        payment_initiation: { payment_id: purpose.paymentId },
        // Plaid requires it of new integrations (LinkTokenCreateRequest).
        ...olderClientsHaveUserTokens(purpose.user),
      };
    case 'authorization':
      return { transfer: { authorization_id: purpose.authorizationId } };
  }
}

const countriesOf = (purpose: LinkPurpose, { countryCodes }: LinkSettings) =>
  countriesOffered(purpose.mode === 'payment' ? purpose.currency : null, countryCodes) as CountryCode[];

const addedItem = z.object({
  public_token: z.string(),
  institution: z.object({ institution_id: z.string().nullish() }).nullish(),
  accounts: z
    .array(
      z.object({
        name: z.string().nullish(),
        mask: z.string().nullish(),
        // An account without a type cannot move money.
        type: z
          .string()
          .nullish()
          .transform((type) => type ?? 'other'),
        subtype: z.string().nullish(),
      }),
    )
    .default([]),
});

const sessions = z.object({
  link_sessions: z
    .array(
      z.object({
        ...sessionOutcome,
        results: z.looseObject({ item_add_results: z.array(addedItem).default([]) }).nullish(),
      }),
    )
    .default([]),
});

/**
 * Returns the result of a token's sessions. Plaid keeps it for six hours; a token that it has forgotten gives an empty
 * result.
 */
export async function readLinkResult(ask: Ask, token: Secret): Promise<LinkResult> {
  const { link_sessions } = await ask({
    endpoint: '/link/token/get',
    answer: sessions,
    send: (api, options) => api.linkTokenGet({ link_token: token.reveal() }, options),
  }).catch((error: unknown) => {
    if (error instanceof Failure && error.kind === 'missing') return { link_sessions: [] };
    throw error;
  });
  const added = link_sessions.flatMap((session) => session.results?.item_add_results ?? []);
  const legacy = link_sessions.flatMap(({ on_success }) => on_success ?? []);
  const shown = added[0] && shownOf(added[0]);
  const finished = link_sessions.some(succeeded);
  return {
    finished,
    publicTokens: [...added, ...legacy].map((result) => new Secret(result.public_token)),
    ...(shown && { shown }),
    ...(!finished && link_sessions.some(ended) && { left: true }),
    ...(!finished && link_sessions.some(needsNewLink) && { needsNewLink: true }),
  };
}

function shownOf({ institution, accounts }: z.output<typeof addedItem>): ShownAccount | null {
  return shownAccount(institution?.institution_id, chooseAccount(accounts));
}
