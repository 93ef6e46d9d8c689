// Creates, breaks, repairs and shows Items.
import type { Item } from 'plaid';
import { planDeposit } from '../auth/deposit-plan.ts';
import { typedInAccount } from '../auth/typed-in.ts';
import { loginRequired } from '../errors.ts';
import { newId, newToken } from '../ids.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { lookUp } from '../store/look-up.ts';
import { collect } from '../transactions/collect.ts';
import type { Wire } from '../wire.ts';
import type { World } from '../world.ts';
import { accountsOf, type Holder } from './accounts.ts';
import { brokenBy } from './find.ts';
import { findInstitution, type Institution } from './institutions.ts';
import type { PublicToken, SimItem } from './state.ts';

const publicTokenMinutes = 30;

/** The bank at which the person signed in and the account they chose (null: all), or the name that they typed in. */
export type Where = { institution: Institution; account: number | null } | { holder: string };

export type Linked = { item: SimItem; publicToken: PublicToken };

export function createItem(
  world: World,
  made: Pick<SimItem, 'client_user_id' | 'person' | 'webhook' | 'products'> & {
    scenario: Scenario;
    where: Where;
    consented?: SimItem['consented_products'];
  },
): Linked {
  const { scenario, where, person } = made;
  const institution = 'institution' in where ? where.institution : null;
  const auth = scenario.auth ?? { method: 'INSTANT_AUTH' };
  const item: SimItem = {
    item_id: newId(),
    access_token: newToken('access'),
    institution_id: institution?.institution_id ?? null,
    institution_name: institution?.name ?? null,
    auth_method: auth.method,
    deposit: planDeposit(auth, world.now()),
    username: scenario.username,
    client_user_id: made.client_user_id,
    person,
    webhook: made.webhook,
    products: made.products,
    consented_products: made.consented ?? [],
    not_consented: [],
    ...accountsAt(where, { scenario, person }),
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
  endOtherLogins(world, item);
  link.items[item.item_id] = item;
  link.access[item.access_token] = item.item_id;
  link.public_tokens[publicToken.public_token] = publicToken;
  if (item.products.includes('transactions')) collect(world, item, world.now());
  world.changed();
  return { item, publicToken };
}

function accountsAt(where: Where, holder: Holder): Pick<SimItem, 'accounts' | 'other_accounts'> {
  if ('holder' in where) {
    const { scenario } = holder;
    if (!scenario.auth) throw new Error(`In the story of ${scenario.username} the person types no numbers`);
    return { accounts: [typedInAccount(scenario, scenario.auth, where.holder)], other_accounts: [] };
  }
  const all = accountsOf(holder, where.institution);
  const isShared = (_: unknown, n: number) => where.account === null || n === where.account;
  return { accounts: all.filter(isShared), other_accounts: all.filter((account, n) => !isShared(account, n)) };
}

/**
 * A bank with OAuth keeps one login per person and client, so a new login ends the person's others
 * (https://plaid.com/docs/link/duplicate-items/). Plaid does not document this of update mode: here it does so, too.
 */
export function endOtherLogins(world: World, item: SimItem): void {
  const login = loginOf(item);
  if (login === null || !findInstitution(item.institution_id ?? '')?.oauth) return;
  for (const other of lookUp(world.state.link.items, loginOf, login)) {
    if (other.item_id !== item.item_id && !other.removed) breakLogin(world, other);
  }
}

/** Null when the Item has no person of its own. */
const loginOf = ({ person, username, institution_id }: SimItem) =>
  person === null ? null : JSON.stringify([person, username, institution_id]);

/** Lets the bank ask for a new login. Plaid sends one webhook about it. */
export function breakLogin(world: World, item: SimItem): void {
  if (item.login_required) return;
  item.login_required = true;
  world.changed();
  sendWebhook(world, item, {
    webhook_type: 'ITEM',
    webhook_code: 'ERROR',
    error: { ...loginRequired().body, status: 400 },
  });
}

/** Repairs the login in another app. Plaid sends no LOGIN_REPAIRED when the caller's own update mode repairs it. */
export function repairElsewhere(world: World, item: SimItem): void {
  if (!item.login_required) return;
  repairLogin(world, item);
  sendWebhook(world, item, { webhook_type: 'ITEM', webhook_code: 'LOGIN_REPAIRED' });
}

/** The person signs in and agrees again. */
export function repairLogin(world: World, item: SimItem): void {
  item.login_required = false;
  item.permission_revoked = false;
  item.ends = null;
  world.changed();
}

/** Sends a webhook about the Item, if the Item has a webhook URL. */
export function sendWebhook(world: World, item: SimItem, body: Parameters<World['send']>[1]): void {
  if (item.webhook !== null) world.send(item.webhook, { ...body, item_id: item.item_id });
}

export function showItem(item: SimItem): Wire<Item> {
  return {
    item_id: item.item_id,
    institution_id: item.institution_id,
    institution_name: item.institution_name,
    auth_method: item.auth_method,
    webhook: item.webhook,
    error: brokenBy(item)?.body ?? null,
    available_products: [],
    billed_products: item.products,
    products: item.products,
    consent_expiration_time: item.ends?.announced_as === 'PENDING_EXPIRATION' ? item.ends.at : null,
    update_type: 'background',
  };
}
