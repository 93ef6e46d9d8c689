// /link/token/create and /link/token/get. Fields of Plaid's that the simulator does not act on count as unknown.
import type { LinkTokenCreateResponse, LinkTokenGetResponse, LinkTokenGetSessionsResponse, Products } from 'plaid';
import { z } from 'zod';
import { authRequest, offered } from '../auth/methods.ts';
import { type Answer, endpoint, type Wire } from '../endpoint.ts';
import { invalidInput, invalidRequest } from '../errors.ts';
import { paymentInitiation, paymentPurpose } from '../payment/link.ts';
import { findPayment } from '../payment/state.ts';
import { incomePurpose, incomeVerification } from '../reports/income-link.ts';
import { namesUser } from '../reports/users.ts';
import { findAuthorization } from '../transfer/state.ts';
import type { World } from '../world.ts';
import { countryCode, language, product } from './requests.ts';
import { createLinkToken, hostedPageSeconds } from './sessions.ts';
import { findItem, type LinkPurpose, type LinkSession, type LinkToken, type SimItem } from './state.ts';

const createRequest = z.strictObject({
  client_name: z.string().min(1),
  language,
  country_codes: z.array(countryCode).min(1),
  user: z.strictObject({
    client_user_id: z.string().min(1),
    legal_name: z.string().optional(),
    phone_number: z.string().optional(),
    email_address: z.string().optional(),
  }),
  products: z.array(z.enum([...product.options, 'payment_initiation', 'income_verification'])).nullish(),
  required_if_supported_products: z.array(product).nullish(),
  optional_products: z.array(product).nullish(),
  additional_consented_products: z.array(product).nullish(),
  webhook: z.url({ protocol: /^https?$/ }).optional(),
  access_token: z.string().min(1).nullish(),
  update: z.strictObject({ account_selection_enabled: z.boolean().optional() }).optional(),
  redirect_uri: z.url().optional(),
  auth: authRequest.optional(),
  transfer: z.strictObject({ authorization_id: z.string().min(1) }).optional(),
  payment_initiation: paymentInitiation.optional(),
  income_verification: incomeVerification.optional(),
  ...namesUser,
  hosted_link: z
    .strictObject({
      completion_redirect_uri: z.url().optional(),
      url_lifetime_seconds: z
        .int()
        .positive()
        .max(21 * 86_400)
        .optional(),
      is_mobile_app: z.boolean().optional(),
    })
    .optional(),
});
type CreateRequest = z.output<typeof createRequest>;

export const linkTokenCreate = endpoint({
  path: '/link/token/create',
  request: createRequest,
  respond: (world, asked): Answer<LinkTokenCreateResponse> => {
    const { hosted_link: hosted } = asked;
    const token = createLinkToken(world, {
      purpose: purposeOf(world, asked),
      client_user_id: asked.user.client_user_id,
      client_name: asked.client_name,
      country_codes: asked.country_codes,
      language: asked.language,
      webhook: asked.webhook ?? null,
      redirect_uri: asked.redirect_uri ?? null,
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

function purposeOf(world: World, asked: CreateRequest): LinkPurpose {
  const products = asked.products ?? [];
  const alone = paymentPurpose(world, asked) ?? incomePurpose(world, asked);
  if (alone) return alone;
  if (asked.transfer) {
    if (asked.access_token) {
      throw invalidRequest('INVALID_FIELD', 'access_token must not be set together with transfer.authorization_id');
    }
    const { authorization } = findAuthorization(world.state, asked.transfer.authorization_id);
    if (authorization.decision !== 'user_action_required') {
      throw invalidRequest('INVALID_FIELD', 'transfer.authorization_id needs no action of the user');
    }
    return { mode: 'authorization', authorization_id: authorization.id };
  }
  if (asked.access_token) {
    if (products.length > 0) {
      throw invalidRequest('INVALID_FIELD', 'products must not be set when access_token is: Link opens in update mode');
    }
    const { item_id } = findItem(world, asked.access_token);
    return { mode: 'update', item_id, choose: asked.update?.account_selection_enabled ?? false };
  }
  if (asked.update) throw invalidRequest('INVALID_FIELD', 'update must not be set without access_token');
  if (products.length === 0) {
    throw invalidRequest('MISSING_FIELDS', 'the following required fields are missing: products');
  }
  const more = [asked.required_if_supported_products, asked.optional_products].flatMap((list) => list ?? []);
  return {
    mode: 'new',
    products: [...new Set([...products, ...more])],
    consented: asked.additional_consented_products ?? [],
    methods: offered(products, asked.auth),
  };
}

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

/** Plaid keeps what a session brought for six hours. */
const isRecent = (world: World, { finished_at }: LinkSession) =>
  finished_at === null || world.now().getTime() - Date.parse(finished_at) < resultsLiveMs;

function showSession(world: World, session: LinkSession): Wire<LinkTokenGetSessionsResponse> {
  const { link_session_id, started_at, finished_at } = session;
  const shown = { link_session_id, started_at, finished_at, events: session.events };
  if (session.status === 'EXITED') {
    const status = session.events.findLast((event) => event.event_name === 'EXIT')?.event_metadata.exit_status;
    return { ...shown, exit: { error: null, metadata: { ...(status && { status }), link_session_id } } };
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

function addedItems({ state: { link } }: World, { public_token }: LinkSession) {
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
