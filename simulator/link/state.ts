// What the simulated Plaid knows about Link tokens, Items and accounts.
import type { AccountVerificationInsights, LinkEvent, Owner, Products } from 'plaid';
import type { Deposit } from '../auth/deposit-plan.ts';
import type { Method, VerificationStatus } from '../auth/methods.ts';
import type { Wire } from '../endpoint.ts';
import { invalidInput, itemError, loginRequired, type PlaidError, permissionRevoked } from '../errors.ts';
import type { World } from '../world.ts';

export type SimAccount = {
  account_id: string;
  /** Only at banks that hand out tokenized account numbers. */
  persistent_account_id: string | null;
  mask: string;
  name: string;
  official_name: string | null;
  subtype: 'checking' | 'savings';
  /** Null: instant Auth, the bank itself answered. */
  verification_status: VerificationStatus | null;
  /** What can be spent now; Plaid shows it only where somebody signed in. */
  balance_cents: number;
  owners: Owner[];
  rtp: boolean;
  account_number: string;
  routing_number: string;
  tokenized: boolean;
  /** The owner's name as it was typed in with the numbers. */
  verification_name: string | null;
  verification_insights: Wire<AccountVerificationInsights> | null;
  /** Whether the client has been given the numbers that are valid now. */
  numbers_read: boolean;
};

export type SimItem = {
  item_id: string;
  access_token: string;
  /** Null where the numbers were typed in. */
  institution_id: string | null;
  institution_name: string | null;
  auth_method: Method;
  /** The micro-deposit that proves the account, where one does. */
  deposit: Deposit | null;
  /** Names the story (scenarios/). */
  username: string;
  /** Who linked it; null when made by /sandbox/public_token/create. */
  client_user_id: string | null;
  /** Who they are at the bank, in whichever case; null for nobody in particular. */
  person: string | null;
  webhook: string | null;
  products: `${Products}`[];
  /** The person agreed to these too; they begin with the first call that needs them. */
  consented_products: `${Products}`[];
  accounts: SimAccount[];
  /** The person has them at the bank too, and does not share them. */
  other_accounts: SimAccount[];
  login_required: boolean;
  /** The person took the permission back at the bank; only update mode gives it again. */
  permission_revoked: boolean;
  /** When the bank ends the access unless the person renews it first. Plaid tells of it before, never at the end. */
  ends: { at: string; announced_as: 'PENDING_DISCONNECT' | 'PENDING_EXPIRATION' } | null;
  removed: boolean;
  /** What its story holds in store at the bank has happened. */
  story_told: boolean;
  /** Calls that will still find the bank's data not ready. */
  not_ready: number;
  created_at: string;
};

export type PublicToken = {
  public_token: string;
  item_id: string;
  expires_at: string;
  /** How often an exchange was asked for, and whether one was granted: a token works once. */
  asked: number;
  exchanged: boolean;
};

export type LinkSession = {
  link_session_id: string;
  started_at: string;
  finished_at: string | null;
  status: 'SUCCESS' | 'EXITED' | null;
  public_token: string | null;
  /** How far the person has come on the hosted page; `manual`: to type the numbers in instead of signing in. */
  manual: boolean;
  /** The name that they typed in with the numbers. */
  holder: string | null;
  institution_id: string | null;
  username: string | null;
  account: number | null;
  events: LinkEvent[];
  /** How many of them the client has been sent. */
  events_told: number;
};

export type LinkPurpose =
  | { mode: 'new'; products: `${Products}`[]; consented: `${Products}`[]; methods: Method[] }
  /** `choose`: the person may share other accounts than before. */
  | { mode: 'update'; item_id: string; choose: boolean }
  | { mode: 'authorization'; authorization_id: string }
  | { mode: 'payment'; payment_id: string }
  | { mode: 'income'; user_id: string };

export type LinkToken = {
  link_token: string;
  purpose: LinkPurpose;
  client_user_id: string;
  client_name: string;
  country_codes: string[];
  language: string;
  webhook: string | null;
  redirect_uri: string | null;
  created_at: string;
  expires_at: string;
  hosted: { key: string; completion_redirect_uri: string | null } | null;
  sessions: LinkSession[];
};

export type LinkState = {
  tokens: Record<string, LinkToken>;
  items: Record<string, SimItem>;
  public_tokens: Record<string, PublicToken>;
  /** The client's key to an Item: access token to item id. */
  access: Record<string, string>;
};

export const initialLinkState = (): LinkState => ({ tokens: {}, items: {}, public_tokens: {}, access: {} });

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

/** What every read of the bank's data is answered with while the Item is broken. */
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
