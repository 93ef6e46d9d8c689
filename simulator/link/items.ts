// Items as they come to be, break, are repaired and are shown.
import type { AccountBase, Item, PlaidError as PlaidErrorBody } from 'plaid';
import type { Wire } from '../endpoint.ts';
import { loginRequired } from '../errors.ts';
import { newId, newToken } from '../ids.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { World } from '../world.ts';
import type { Institution } from './institutions.ts';
import type { PublicToken, SimAccount, SimItem } from './state.ts';

const publicTokenMinutes = 30;

export type Linked = { item: SimItem; publicToken: PublicToken };

export function createItem(
  world: World,
  made: Pick<SimItem, 'client_user_id' | 'webhook' | 'products'> & {
    scenario: Scenario;
    institution: Institution;
    /** Which account the person chose; null for all. */
    account: number | null;
  },
): Linked {
  const { scenario, institution } = made;
  const accounts = accountsOf(scenario, institution);
  const item: SimItem = {
    item_id: newId(),
    access_token: newToken('access'),
    institution_id: institution.institution_id,
    institution_name: institution.name,
    username: scenario.username,
    client_user_id: made.client_user_id,
    webhook: made.webhook,
    products: made.products,
    accounts: made.account === null ? accounts : accounts.slice(made.account, made.account + 1),
    login_required: false,
    removed: false,
    not_ready: scenario.link?.not_ready ?? 0,
    created_at: world.now().toISOString(),
  };
  const publicToken: PublicToken = {
    public_token: newToken('public'),
    item_id: item.item_id,
    expires_at: new Date(world.now().getTime() + publicTokenMinutes * 60_000).toISOString(),
    asked: 0,
    exchanged: false,
  };
  const { link } = world.state;
  for (const older of Object.values(link.items))
    if (institution.oauth && isSamePerson(older, item)) breakLogin(world, older);
  link.items[item.item_id] = item;
  link.access[item.access_token] = item.item_id;
  link.public_tokens[publicToken.public_token] = publicToken;
  world.changed();
  return { item, publicToken };
}

/** Whose older login a new one at the same bank replaces (https://plaid.com/docs/link/duplicate-items/). */
const isSamePerson = (a: SimItem, b: SimItem) =>
  a.client_user_id !== null &&
  a.client_user_id === b.client_user_id &&
  a.username === b.username &&
  a.institution_id === b.institution_id &&
  !a.removed;

/** The accounts that a person of this story has at the bank, in the order in which the hosted page offers them. */
export function accountsOf(scenario: Scenario, institution: Institution): [SimAccount, ...SimAccount[]] {
  const shared = {
    verification_status: scenario.verification_status,
    owners: [scenario.owner],
    routing_number: institution.routing_number,
    tokenized: institution.oauth,
  };
  return [
    {
      ...shared,
      ...accountId(institution),
      mask: '0000',
      name: 'Plaid Checking',
      official_name: 'Plaid Gold Standard 0% Interest Checking',
      subtype: 'checking',
      balance_cents: scenario.balance_cents,
      rtp: institution.rtp,
      account_number: '1111222233330000',
    },
    {
      ...shared,
      ...accountId(institution),
      mask: '1111',
      name: 'Plaid Saving',
      official_name: 'Plaid Silver Standard 0.1% Interest Saving',
      subtype: 'savings',
      balance_cents: scenario.balance_cents * 2,
      rtp: false,
      account_number: '1111222233331111',
    },
  ];
}

const accountId = (institution: Institution) => ({
  account_id: newId(),
  persistent_account_id: institution.oauth ? newId() : null,
});

/** The bank asks for a new login. Plaid tells the client once, by webhook. */
export function breakLogin(world: World, item: SimItem): void {
  if (item.login_required) return;
  item.login_required = true;
  world.changed();
  tell(world, item, { webhook_type: 'ITEM', webhook_code: 'ERROR', error: { ...loginRequired().body, status: 400 } });
}

/** Repaired where the client did not see it. After its own update mode Plaid sends no LOGIN_REPAIRED. */
export function repairElsewhere(world: World, item: SimItem): void {
  if (!item.login_required) return;
  repairLogin(world, item);
  tell(world, item, { webhook_type: 'ITEM', webhook_code: 'LOGIN_REPAIRED' });
}

export function repairLogin(world: World, item: SimItem): void {
  item.login_required = false;
  world.changed();
}

/** Sends the Item's webhook, if it has one. */
export function tell(world: World, item: SimItem, body: Parameters<World['send']>[1]): void {
  if (item.webhook !== null) world.send(item.webhook, { ...body, item_id: item.item_id });
}

export function showItem(item: SimItem): Wire<Item> {
  const error: Wire<PlaidErrorBody> | null = item.login_required ? loginRequired().body : null;
  return {
    item_id: item.item_id,
    institution_id: item.institution_id,
    institution_name: item.institution_name,
    webhook: item.webhook,
    error,
    available_products: [],
    billed_products: item.products,
    products: item.products,
    consent_expiration_time: null,
    update_type: 'background',
  };
}

export function showAccount(account: SimAccount): Wire<AccountBase> {
  return {
    account_id: account.account_id,
    balances: {
      available: account.balance_cents / 100,
      current: account.balance_cents / 100,
      limit: null,
      iso_currency_code: 'USD',
      unofficial_currency_code: null,
    },
    mask: account.mask,
    name: account.name,
    official_name: account.official_name,
    type: 'depository',
    subtype: account.subtype,
    ...(account.verification_status !== null && { verification_status: account.verification_status }),
    ...(account.persistent_account_id !== null && { persistent_account_id: account.persistent_account_id }),
    holder_category: 'personal',
  };
}
