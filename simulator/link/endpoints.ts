import { sandboxItemSetVerificationStatus } from '../auth/sandbox.ts';
import type { Endpoint } from '../endpoint.ts';
import { accountsGet, authGet, identityGet, identityMatch } from './account-endpoints.ts';
import { itemGet, itemRemove, publicTokenExchange } from './item-endpoints.ts';
import { sandboxItemFireWebhook, sandboxItemResetLogin, sandboxPublicTokenCreate } from './sandbox-endpoints.ts';
import { linkTokenCreate, linkTokenGet } from './token-endpoints.ts';

export const linkEndpoints: Endpoint[] = [
  linkTokenCreate,
  linkTokenGet,
  publicTokenExchange,
  itemGet,
  itemRemove,
  accountsGet,
  authGet,
  identityGet,
  identityMatch,
  sandboxPublicTokenCreate,
  sandboxItemFireWebhook,
  sandboxItemResetLogin,
  sandboxItemSetVerificationStatus,
];
