import { sandboxItemSetVerificationStatus } from '../auth/sandbox.ts';
import type { Endpoint } from '../endpoint.ts';
import { accountsBalanceGet, accountsGet, authGet, identityGet, identityMatch } from './account-endpoints.ts';
import { institutionsGet, institutionsGetById, institutionsSearch } from './institution-endpoints.ts';
import {
  itemAccessTokenInvalidate,
  itemGet,
  itemRemove,
  itemWebhookUpdate,
  publicTokenExchange,
} from './item-endpoints.ts';
import { processorTokenCreate } from './processor-endpoints.ts';
import { sandboxItemFireWebhook, sandboxItemResetLogin, sandboxPublicTokenCreate } from './sandbox-endpoints.ts';
import { linkTokenCreate, linkTokenGet } from './token-endpoints.ts';

export const linkEndpoints: Endpoint[] = [
  linkTokenCreate,
  linkTokenGet,
  publicTokenExchange,
  itemGet,
  itemRemove,
  itemWebhookUpdate,
  itemAccessTokenInvalidate,
  institutionsGet,
  institutionsGetById,
  institutionsSearch,
  accountsGet,
  accountsBalanceGet,
  authGet,
  identityGet,
  identityMatch,
  processorTokenCreate,
  sandboxPublicTokenCreate,
  sandboxItemFireWebhook,
  sandboxItemResetLogin,
  sandboxItemSetVerificationStatus,
];
