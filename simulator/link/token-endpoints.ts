// /link/token/create and /link/token/get
import type { LinkTokenCreateResponse, LinkTokenGetResponse, LinkTokenGetSessionsResponse, Products } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput } from '../errors.ts';
import { findPayment } from '../payment/find.ts';
import { findUser } from '../reports/users.ts';
import type { Wire } from '../wire.ts';
import type { World } from '../world.ts';
import { createRequest } from './create-request.ts';
import { purposeOf } from './purpose.ts';
import type { countryCode } from './requests.ts';
import { createLinkToken, hostedPageSeconds } from './sessions.ts';
import type { LinkSession, LinkToken, SimItem } from './state.ts';
import { checkLinkToken } from './token-rules.ts';

export const linkTokenCreate = endpoint({
  path: '/link/token/create',
  request: createRequest,
  respond: (world, asked): Answer<LinkTokenCreateResponse> => {
    checkLinkToken(asked);
    const { hosted_link: hosted } = asked;
    const user = findUser(world, asked);
    const token = createLinkToken(world, {
      purpose: purposeOf(world, asked),
      client_user_id: asked.user?.client_user_id ?? user?.client_user_id ?? '',
      client_name: asked.client_name,
      link_customization_name: asked.link_customization_name ?? null,
      country_codes: asked.country_codes,
      language: asked.language,
      webhook: asked.webhook ?? null,
      redirect_uri: asked.redirect_uri ?? null,
      android_package_name: asked.android_package_name ?? null,
      hosted: hosted
        ? {
            completion_redirect_uri: hosted.completion_redirect_uri ?? null,
            url_lifetime_seconds: hosted.url_lifetime_seconds ?? hostedPageSeconds,
          }
        : null,
    });
    if (token.purpose.mode === 'payment') {
      const { client_user_id, webhook } = token;
      Object.assign(findPayment(world, token.purpose.payment_id), { client_user_id, webhook });
    }
    return {
      link_token: token.link_token,
      expiration: token.expires_at,
      ...(token.hosted && { hosted_link_url: `${world.origin}/hosted/${token.hosted.key}` }),
    };
  },
});

export const linkTokenGet = endpoint({
  path: '/link/token/get',
  request: z.strictObject({ link_token: z.string().min(1) }),
  respond: (world, asked): Answer<LinkTokenGetResponse> => {
    const token = world.state.link.tokens[asked.link_token];
    if (!token) throw invalidInput('INVALID_LINK_TOKEN', 'invalid link_token provided');
    return {
      link_token: token.link_token,
      created_at: token.created_at,
      expiration: token.expires_at,
      link_sessions: token.sessions
        .filter((session) => isRecent(world, session))
        .map((session) => showSession(world, session)),
      metadata: {
        initial_products: productsOf(token),
        webhook: token.webhook,
        country_codes: token.country_codes as z.output<typeof countryCode>[],
        language: token.language,
        redirect_uri: token.redirect_uri,
        client_name: token.client_name,
      },
    };
  },
});

function productsOf({ purpose }: LinkToken): `${Products}`[] {
  if (purpose.mode === 'payment') return ['payment_initiation'];
  if (purpose.mode === 'income') return ['income_verification'];
  return purpose.mode === 'new' ? purpose.products : [];
}

const resultsLiveMs = 6 * 3_600_000;

/** Plaid keeps the results of a session for six hours. */
const isRecent = (world: World, { finished_at }: LinkSession) =>
  finished_at === null || world.now().getTime() - Date.parse(finished_at) < resultsLiveMs;

function showSession(world: World, session: LinkSession): Wire<LinkTokenGetSessionsResponse> {
  const { link_session_id, started_at, finished_at } = session;
  const shown = { link_session_id, started_at, finished_at, events: session.events };
  if (session.status === 'EXITED') {
    const status = session.events.findLast((event) => event.event_name === 'EXIT')?.event_metadata.exit_status;
    return { ...shown, exit: { error: session.error, metadata: { ...(status && { status }), link_session_id } } };
  }
  if (session.status === null) return shown;
  return { ...shown, results: { item_add_results: addedItems(world, session), ...otherResults } };
}

const otherResults = {
  cra_item_add_results: [],
  cra_update_results: [],
  bank_income_results: [],
  payroll_income_results: [],
  document_income_results: null,
};

const institutionOf = ({ institution_id, institution_name }: SimItem) =>
  institution_id === null || institution_name === null ? null : { institution_id, name: institution_name };

export function addedItems({ state: { link } }: World, { public_token }: LinkSession) {
  const item = link.items[link.public_tokens[public_token ?? '']?.item_id ?? ''];
  if (!item || public_token === null) return [];
  const accounts = item.accounts.map((account) => ({
    id: account.account_id,
    name: account.name,
    mask: account.mask,
    type: 'depository',
    subtype: account.subtype,
    verification_status: account.verification_status,
    class_type: null,
  }));
  return [{ public_token, accounts, institution: institutionOf(item) }];
}
