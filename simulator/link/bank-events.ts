// Changes an Item at its bank while the caller does nothing, and sends Plaid's webhook about the change.
import type { AuthUpdateTypes, IdentityUpdateTypes } from 'plaid';
import type { z } from 'zod';
import { permissionRevoked } from '../errors.ts';
import { randomDigits } from '../ids.ts';
import { type BankEvent, bankEvent } from '../scenarios/bank-event.ts';
import { scenarioOf } from '../scenarios/index.ts';
import type { World } from '../world.ts';
import { newAccount } from './accounts.ts';
import { findInstitution, firstPlatypus } from './institutions.ts';
import { breakLogin, sendWebhook } from './items.ts';
import type { SimItem } from './state.ts';

type Parsed<Event extends BankEvent['event']> = Extract<z.output<typeof bankEvent>, { event: Event }>;

/** The webhook about the event. Null when Plaid sends none, or when it has been sent already. */
type Webhook = { webhook_type: string; webhook_code: string } & Record<string, unknown>;

const happenings: {
  [Event in BankEvent['event']]: (world: World, item: SimItem, event: Parsed<Event>) => Webhook | null;
} = {
  login_broken(world, item) {
    breakLogin(world, item);
    return null;
  },
  account_opened(_world, item, { owner }) {
    const scenario = scenarioOf(item);
    const number = item.accounts.length + item.other_accounts.length;
    const opened = newAccount(
      { scenario, person: item.person },
      findInstitution(item.institution_id ?? '') ?? firstPlatypus,
      number,
    );
    if (owner !== undefined) opened.owners = [{ ...scenario.owner, names: [owner] }];
    item.other_accounts.push(opened);
    return { webhook_type: 'ITEM', webhook_code: 'NEW_ACCOUNTS_AVAILABLE', error: null };
  },
  disconnect_announced(world, item, { seconds: left, reason }) {
    const at = end(world, item, left, 'PENDING_DISCONNECT');
    return { webhook_type: 'ITEM', webhook_code: 'PENDING_DISCONNECT', reason, disconnect_time: at };
  },
  expiration_announced(world, item, { seconds: left }) {
    const at = end(world, item, left, 'PENDING_EXPIRATION');
    return { webhook_type: 'ITEM', webhook_code: 'PENDING_EXPIRATION', consent_expiration_time: at };
  },
  /** https://support.plaid.com/hc/en-us/articles/360052463553 */
  permission_revoked(_world, item, { at }) {
    if (at === 'plaid') item.removed = true;
    else item.permission_revoked = true;
    const error = { ...permissionRevoked().body, status: 400 };
    return { webhook_type: 'ITEM', webhook_code: 'USER_PERMISSION_REVOKED', error };
  },
  account_revoked(_world, item) {
    const [revoked] = item.accounts.splice(0, 1);
    if (!revoked) return null;
    item.other_accounts.push(revoked);
    return { webhook_type: 'ITEM', webhook_code: 'USER_ACCOUNT_REVOKED', account_id: revoked.account_id };
  },
  consent_withdrawn(_world, item, { products }) {
    item.not_consented = [...new Set([...item.not_consented, ...products])];
    return null;
  },
  numbers_changed(_world, item, { webhook_type }) {
    for (const account of item.accounts) {
      account.account_number = randomDigits(16);
      account.numbers_read = false;
    }
    return {
      webhook_type,
      webhook_code: 'DEFAULT_UPDATE',
      account_ids_with_new_auth: [],
      account_ids_with_updated_auth: changed<`${AuthUpdateTypes}`>(item, 'ACCOUNT_NUMBER'),
      error: null,
    };
  },
  owner_renamed(_world, item, { owner }) {
    for (const account of item.accounts) account.owners = account.owners.map((one) => ({ ...one, names: [owner] }));
    return {
      webhook_type: 'IDENTITY',
      webhook_code: 'DEFAULT_UPDATE',
      account_ids_with_updated_identity: changed<`${IdentityUpdateTypes}`>(item, 'NAMES'),
      error: null,
    };
  },
};

export function happen(world: World, item: SimItem, event: BankEvent, notify = true): void {
  const parsed = bankEvent.parse(event);
  const happening = happenings[parsed.event] as (world: World, item: SimItem, event: BankEvent) => Webhook | null;
  const webhook = happening(world, item, parsed);
  world.changed();
  if (webhook && notify) sendWebhook(world, item, webhook);
}

/** Lets the event of the Item's story happen, once, if this is its moment. */
export function playStory(world: World, item: SimItem, moment: 'exchange' | 'numbers' | 'owner'): void {
  const story = scenarioOf(item).at_bank;
  if (item.story_told || story?.after !== moment) return;
  item.story_told = true;
  happen(world, item, story.happens);
}

function end(world: World, item: SimItem, left: number, announced_as: NonNullable<SimItem['ends']>['announced_as']) {
  const at = new Date(world.now().getTime() + left * 1000).toISOString();
  item.ends = { at, announced_as };
  return at;
}

const changed = <Attribute extends string>(item: SimItem, attribute: Attribute) =>
  Object.fromEntries(item.accounts.map((account) => [account.account_id, [attribute]]));
