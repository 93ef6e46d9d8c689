// Items as they come to be, break, are repaired and are shown.
import type { Item } from 'plaid';
import type { Wire } from '../endpoint.ts';
import { loginRequired } from '../errors.ts';
import { newId, newToken } from '../ids.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { World } from '../world.ts';
import { accountsOf } from './accounts.ts';
import type { Institution } from './institutions.ts';
import { brokenBy, type PublicToken, type SimItem } from './state.ts';

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
  const isShared = (_: unknown, n: number) => made.account === null || n === made.account;
  const item: SimItem = {
    item_id: newId(),
    access_token: newToken('access'),
    institution_id: institution.institution_id,
    institution_name: institution.name,
    username: scenario.username,
    client_user_id: made.client_user_id,
    webhook: made.webhook,
    products: made.products,
    accounts: accounts.filter(isShared),
    other_accounts: accounts.filter((account, n) => !isShared(account, n)),
    login_required: false,
    permission_revoked: false,
    ends: null,
    removed: false,
    story_told: false,
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

/** The person signs in and agrees anew. */
export function repairLogin(world: World, item: SimItem): void {
  item.login_required = false;
  item.permission_revoked = false;
  item.ends = null;
  world.changed();
}

/** Sends the Item's webhook, if it has one. */
export function tell(world: World, item: SimItem, body: Parameters<World['send']>[1]): void {
  if (item.webhook !== null) world.send(item.webhook, { ...body, item_id: item.item_id });
}

export function showItem(item: SimItem): Wire<Item> {
  return {
    item_id: item.item_id,
    institution_id: item.institution_id,
    institution_name: item.institution_name,
    webhook: item.webhook,
    error: brokenBy(item)?.body ?? null,
    available_products: [],
    billed_products: item.products,
    products: item.products,
    consent_expiration_time: item.ends?.announced_as === 'PENDING_EXPIRATION' ? item.ends.at : null,
    update_type: 'background',
  };
}
