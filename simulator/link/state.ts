// What the simulated Plaid knows about Link tokens, Items and accounts.
import type { AccountBaseVerificationStatusEnum, Owner, Products } from 'plaid';
import { invalidInput, itemError } from '../errors.ts';
import type { World } from '../world.ts';

export type SimAccount = {
  account_id: string;
  /** Only at banks that hand out tokenized account numbers. */
  persistent_account_id: string | null;
  mask: string;
  name: string;
  official_name: string;
  subtype: 'checking' | 'savings';
  /** Null: instant Auth, the bank itself answered. */
  verification_status: `${AccountBaseVerificationStatusEnum}` | null;
  /** What can be spent now. */
  balance_cents: number;
  owners: Owner[];
  rtp: boolean;
  account_number: string;
  routing_number: string;
  tokenized: boolean;
};

export type SimItem = {
  item_id: string;
  access_token: string;
  institution_id: string;
  institution_name: string;
  /** Names the story (scenarios/). */
  username: string;
  /** Who linked it; null when made by /sandbox/public_token/create. */
  client_user_id: string | null;
  webhook: string | null;
  products: `${Products}`[];
  accounts: SimAccount[];
  login_required: boolean;
  removed: boolean;
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
  /** How far the person has come on the hosted page. */
  institution_id: string | null;
  username: string | null;
  account: number | null;
};

export type LinkPurpose =
  | { mode: 'new'; products: `${Products}`[] }
  | { mode: 'update'; item_id: string }
  | { mode: 'authorization'; authorization_id: string };

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
  return item;
}

export function findAccount(item: SimItem, accountId: string): SimAccount {
  const account = item.accounts.find((candidate) => candidate.account_id === accountId);
  if (!account) {
    throw invalidInput('INVALID_ACCOUNT_ID', 'failed to find requested account ID for requested item');
  }
  return account;
}
