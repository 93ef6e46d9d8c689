// Finds the Item and the account that a request names, and refuses what the Item does not allow.
import type { Products } from 'plaid';
import {
  consentRequired,
  invalidInput,
  itemError,
  loginRequired,
  type PlaidError,
  permissionRevoked,
} from '../errors.ts';
import type { World } from '../world.ts';
import type { SimAccount, SimItem } from './state.ts';

export function findItem(world: World, accessToken: string): SimItem {
  const itemId = world.state.link.access[accessToken];
  const item = itemId === undefined ? undefined : world.state.link.items[itemId];
  if (!item) {
    throw invalidInput('INVALID_ACCESS_TOKEN', 'could not find matching access token');
  }
  if (item.removed) {
    throw itemError('ITEM_NOT_FOUND', 'The Item you requested cannot be found. It may have been removed.');
  }
  if (item.ends && item.ends.at <= world.now().toISOString()) {
    item.login_required = true;
    item.ends = null;
    world.changed();
  }
  return item;
}

/** Throws unless the person consents to the product. Each endpoint that reads its data calls this first. */
export function needConsent(item: SimItem, product: `${Products}`): void {
  if (item.not_consented.includes(product)) throw consentRequired(product);
}

/** Returns the error that answers every read of the bank's data while the Item is broken. Null when it works. */
export function brokenBy(item: SimItem): PlaidError | null {
  if (item.permission_revoked) return permissionRevoked();
  return item.login_required ? loginRequired() : null;
}

export function findAccount(item: SimItem, accountId: string): SimAccount {
  const account = item.accounts.find((candidate) => candidate.account_id === accountId);
  if (!account) {
    throw invalidInput('INVALID_ACCOUNT_ID', 'failed to find requested account ID for requested item');
  }
  return account;
}
