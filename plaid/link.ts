// Link: the page on which the person connects or repairs their bank.

import { CountryCode, IncomeVerificationSourceType, type LinkTokenCreateRequest, Products } from 'plaid';
import { z } from 'zod';
import { chooseAccount } from '../domain/account.ts';
import type { DataProduct } from '../domain/data-product.ts';
import { type ShownAccount, shownAccount } from '../domain/duplicates.ts';
import { Failure } from '../domain/failure.ts';
import type { PaymentCurrency } from '../domain/onboarding.ts';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { LinkPurpose, LinkResult, LinkToken, PlaidGateway } from './gateway.ts';
import { hostedUrlLifetimeSeconds, olderClientsHaveUserTokens } from './quirks.ts';

const createdToken = z.object({
  link_token: z.string(),
  hosted_link_url: z.string(),
  expiration: z.iso.datetime({ offset: true }),
});

export async function createLinkToken(
  ask: Ask,
  { purpose, products, clientUserId, webhookUrl, redirectUri }: Parameters<PlaidGateway['createLinkToken']>[0],
): Promise<LinkToken> {
  const answer = await ask({
    endpoint: '/link/token/create',
    answer: createdToken,
    send: (api, options) =>
      api.linkTokenCreate(
        {
          // Past 30 characters Link shows "This Application" instead.
          client_name: 'Gangway',
          language: 'en',
          country_codes: countriesOf(purpose),
          user: { client_user_id: clientUserId },
          ...(webhookUrl && { webhook: webhookUrl }),
          hosted_link: {
            url_lifetime_seconds: hostedUrlLifetimeSeconds(purpose.mode),
            // Called on exit as well as on success: it brings the person back and proves nothing.
            ...(redirectUri && { completion_redirect_uri: redirectUri }),
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
 * `transfer` stands alone in `products`, because any other product there (identity above all) takes same-day
 * micro-deposits away (https://plaid.com/docs/auth/coverage/same-day), which is off unless asked for, as the other two
 * kinds are. Numbers and owners are asked for where the bank has them.
 *
 * Assets can only be added to an Item in Link, so they are optional there: billed per report, and an Item comes about
 * without them too. Transactions begin with the first read and would be billed from the Item on, so Link asks for no
 * more than the consent (https://plaid.com/docs/link/initializing-products).
 *
 * Income is shared in a Link of its own: "Payroll Income cannot be used in the same Link session as any other Plaid
 * products" (https://plaid.com/docs/income/payroll-income), nor can documents.
 *
 * A payment stands alone, too (https://plaid.com/docs/api/link/#link-token-create-request-payment-initiation).
 *
 * Update mode and a repair for an authorization take no products (https://plaid.com/docs/link/update-mode).
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
      };
    case 'authorization':
      return { transfer: { authorization_id: purpose.authorizationId } };
  }
}

/** Whose banks Link offers: of the countries that have the currency, those in which Plaid initiates payments. */
const paymentCountries: Record<PaymentCurrency, CountryCode[]> = {
  GBP: [CountryCode.Gb],
  EUR: [
    CountryCode.De,
    CountryCode.Es,
    CountryCode.Fr,
    CountryCode.Ie,
    CountryCode.It,
    CountryCode.Nl,
    CountryCode.At,
    CountryCode.Be,
    CountryCode.Ee,
    CountryCode.Fi,
    CountryCode.Lt,
    CountryCode.Lv,
    CountryCode.Pt,
  ],
};

const countriesOf = (purpose: LinkPurpose): CountryCode[] =>
  purpose.mode === 'payment' ? paymentCountries[purpose.currency] : [CountryCode.Us];

const addedItem = z.object({
  public_token: z.string(),
  institution: z.object({ institution_id: z.string() }).nullish(),
  accounts: z
    .array(
      z.object({
        name: z.string().nullish(),
        mask: z.string().nullish(),
        type: z.string(),
        subtype: z.string().nullish(),
      }),
    )
    .default([]),
});

const sessions = z.object({
  link_sessions: z
    .array(
      z.object({
        finished_at: z.string().nullish(),
        results: z.object({ item_add_results: z.array(addedItem).default([]) }).nullish(),
      }),
    )
    .default([]),
});

/** What became of a token's sessions. Plaid keeps this for six hours; a token that it has forgotten brings nothing more. */
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
  const shown = added[0] && shownOf(added[0]);
  return {
    finished: link_sessions.some((session) => session.finished_at),
    publicTokens: added.map((result) => new Secret(result.public_token)),
    ...(shown && { shown }),
  };
}

function shownOf({ institution, accounts }: z.output<typeof addedItem>): ShownAccount | null {
  return shownAccount(institution?.institution_id, chooseAccount(accounts));
}
