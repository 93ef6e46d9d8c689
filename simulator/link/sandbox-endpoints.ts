// The endpoints of /sandbox that create and break Items and fire their webhooks.
import type {
  SandboxItemFireWebhookResponse,
  SandboxItemResetLoginResponse,
  SandboxPublicTokenCreateResponse,
} from 'plaid';
import { z } from 'zod';
import { isTypedIn, methodOf } from '../auth/methods.ts';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput, invalidRequest, loginRequired, notSimulated, PlaidError, permissionRevoked } from '../errors.ts';
import { findScenario } from '../scenarios/index.ts';
import { findItem } from './find.ts';
import { findInstitution } from './institutions.ts';
import { breakLogin, createItem, sendWebhook } from './items.ts';
import { product } from './requests.ts';
import type { SimItem } from './state.ts';

export const sandboxPublicTokenCreate = endpoint({
  path: '/sandbox/public_token/create',
  request: z.strictObject({
    institution_id: z.string().min(1),
    initial_products: z.array(product).min(1),
    options: z
      .strictObject({
        webhook: z.url({ protocol: /^https?$/ }).optional(),
        override_username: z.string().nullish(),
        override_password: z.string().nullish(),
      })
      .optional(),
  }),
  respond: (world, asked): Answer<SandboxPublicTokenCreateResponse> => {
    const institution = findInstitution(asked.institution_id);
    if (!institution) throw invalidInput('INVALID_INSTITUTION', 'invalid institution_id provided');
    // As in /link/token/create.
    if (asked.initial_products.includes('balance')) {
      throw invalidRequest('INVALID_FIELD', 'provided product is not supported as an initial product: balance');
    }
    const scenario = findScenario(asked.options?.override_username ?? 'user_good');
    if (!scenario) throw invalidInput('INVALID_CREDENTIALS', 'options.override_username names no test user');
    const { publicToken } = createItem(world, {
      scenario,
      where: isTypedIn(methodOf(scenario)) ? { holder: scenario.owner.names[0] ?? '' } : { institution, account: null },
      client_user_id: null,
      person: null,
      webhook: asked.options?.webhook ?? null,
      products: asked.initial_products,
    });
    return { public_token: publicToken.public_token };
  },
});

export const sandboxItemResetLogin = endpoint({
  path: '/sandbox/item/reset_login',
  request: z.strictObject({ access_token: z.string().min(1) }),
  respond: (world, asked): Answer<SandboxItemResetLoginResponse> => {
    breakLogin(world, findItem(world, asked.access_token));
    return { reset_login: true };
  },
});

const defaultUpdateOfAuth = (item: SimItem) => ({
  webhook_type: 'AUTH',
  account_ids_with_new_auth: [],
  account_ids_with_updated_auth: Object.fromEntries(
    item.accounts.map((account) => [account.account_id, ['ACCOUNT_NUMBER']]),
  ),
  error: null,
});

/** The fields of each webhook beside its code and the item id. The Item itself does not change. */
const webhooks = {
  ERROR: () => ({ webhook_type: 'ITEM', error: { ...loginRequired().body, status: 400 } }),
  LOGIN_REPAIRED: () => ({ webhook_type: 'ITEM' }),
  NEW_ACCOUNTS_AVAILABLE: () => ({ webhook_type: 'ITEM', error: null }),
  PENDING_DISCONNECT: (_item, now) => ({
    webhook_type: 'ITEM',
    reason: 'INSTITUTION_MIGRATION',
    disconnect_time: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  }),
  USER_PERMISSION_REVOKED: () => ({ webhook_type: 'ITEM', error: { ...permissionRevoked().body, status: 400 } }),
  USER_ACCOUNT_REVOKED: (item) => ({ webhook_type: 'ITEM', account_id: item.accounts[0]?.account_id }),
  DEFAULT_UPDATE: (item, _now, asked) =>
    asked === 'TRANSACTIONS'
      ? { webhook_type: 'TRANSACTIONS', error: null, new_transactions: 0 }
      : defaultUpdateOfAuth(item),
  SMS_MICRODEPOSITS_VERIFICATION: (item) => ({
    webhook_type: 'AUTH',
    account_id: item.accounts[0]?.account_id,
    status: 'MANUALLY_VERIFIED',
  }),
  SYNC_UPDATES_AVAILABLE: () => ({
    webhook_type: 'TRANSACTIONS',
    initial_update_complete: true,
    historical_update_complete: true,
  }),
} satisfies Record<string, (item: SimItem, now: Date, asked: string | undefined) => { webhook_type: string }>;

/** The webhooks of products that the simulator does not have. */
const leftOut = {
  types: ['HOLDINGS', 'INVESTMENTS_TRANSACTIONS', 'LIABILITIES', 'ASSETS'],
  codes: ['AUTHORIZATION_GRANTED', 'RECURRING_TRANSACTIONS_UPDATE', 'PRODUCT_READY'],
} as const;
const codesHere = Object.keys(webhooks) as [keyof typeof webhooks];

export const sandboxItemFireWebhook = endpoint({
  path: '/sandbox/item/fire_webhook',
  request: z.strictObject({
    access_token: z.string().min(1),
    webhook_type: z.enum(['ITEM', 'AUTH', 'TRANSACTIONS', ...leftOut.types]).optional(),
    webhook_code: z.enum([...codesHere, ...leftOut.codes]),
  }),
  respond: (world, asked): Answer<SandboxItemFireWebhookResponse> => {
    const item = findItem(world, asked.access_token);
    const code = codesHere.find((here) => here === asked.webhook_code);
    const type = asked.webhook_type;
    if (!code || (type && leftOut.types.some((left) => left === type))) {
      throw notSimulated(`${type ?? 'webhook'} ${asked.webhook_code}`);
    }
    const body = webhooks[code](item, world.now(), type);
    if (asked.webhook_type && asked.webhook_type !== body.webhook_type) {
      throw invalidInput(
        'INVALID_FIELD',
        `webhook_code ${asked.webhook_code} does not belong to ${asked.webhook_type}`,
      );
    }
    if (item.webhook === null) {
      throw new PlaidError(400, 'SANDBOX_ERROR', 'SANDBOX_WEBHOOK_INVALID', 'a webhook for the item is not set');
    }
    sendWebhook(world, item, { ...body, webhook_code: asked.webhook_code });
    return { webhook_fired: true };
  },
});
