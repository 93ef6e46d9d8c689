// The Link tokens, Items and accounts that the simulated Plaid keeps.
import type { AccountVerificationInsights, LinkEvent, Owner, Products } from 'plaid';
import type { Deposit } from '../auth/deposit-plan.ts';
import type { Method, VerificationStatus } from '../auth/methods.ts';
import type { ErrorBody } from '../errors.ts';
import type { Wire } from '../wire.ts';

export type SimAccount = {
  account_id: string;
  /** Only a bank that tokenizes account numbers has it. */
  persistent_account_id: string | null;
  mask: string;
  name: string;
  official_name: string | null;
  subtype: 'checking' | 'savings' | 'cd';
  /** Null when the bank itself has given the numbers (instant Auth). */
  verification_status: VerificationStatus | null;
  /** The available balance. Plaid shows it only if the person signed in at the bank. */
  balance_cents: number;
  owners: Owner[];
  rtp: boolean;
  account_number: string;
  routing_number: string;
  tokenized: boolean;
  /** The owner's name as the person typed it with the numbers. */
  verification_name: string | null;
  verification_insights: Wire<AccountVerificationInsights> | null;
  /** Whether the caller has read the numbers that are valid now. */
  numbers_read: boolean;
};

export type SimItem = {
  item_id: string;
  access_token: string;
  /** Null when the person typed the numbers. */
  institution_id: string | null;
  institution_name: string | null;
  auth_method: Method;
  /** The micro-deposit that proves the account. Null when the method needs none. */
  deposit: Deposit | null;
  /** Names the story (scenarios/). */
  username: string;
  /** The user who linked the Item. Null when /sandbox/public_token/create made it. */
  client_user_id: string | null;
  /** Identifies the person at the bank, in each of their cases. Null when the Item has no person of its own. */
  person: string | null;
  webhook: string | null;
  products: `${Products}`[];
  /** The person agreed to these products too. Each begins with the first call that needs it. */
  consented_products: `${Products}`[];
  /** The products that the person no longer consents to. Only an update that asks for one again brings it back. */
  not_consented: `${Products}`[];
  accounts: SimAccount[];
  /** The accounts that the person has at the bank and does not share. */
  other_accounts: SimAccount[];
  login_required: boolean;
  /** The person has revoked the permission at the bank. Only update mode gives it again. */
  permission_revoked: boolean;
  /** When the bank ends the access, unless the person renews it. Plaid announces the end, but sends nothing then. */
  ends: { at: string; announced_as: 'PENDING_DISCONNECT' | 'PENDING_EXPIRATION' } | null;
  removed: boolean;
  /** Whether the event of its story has happened. */
  story_told: boolean;
  /** How many calls will still find the bank's data not ready. */
  not_ready: number;
  created_at: string;
};

export type PublicToken = {
  public_token: string;
  item_id: string;
  expires_at: string;
  /** How many exchanges the caller has asked for. Only the first succeeds (`exchanged`). */
  asked: number;
  exchanged: boolean;
};

export type LinkSession = {
  link_session_id: string;
  started_at: string;
  finished_at: string | null;
  status: 'SUCCESS' | 'EXITED' | null;
  /** The last error that the person saw. Plaid names it in the exit, if the person leaves. */
  error: ErrorBody | null;
  public_token: string | null;
  /** Whether the person types the account's numbers on the hosted page, and does not sign in at a bank. */
  manual: boolean;
  /** The name that the person typed with the numbers. */
  holder: string | null;
  institution_id: string | null;
  username: string | null;
  account: number | null;
  /** Link is part of the client's own page. */
  embedded?: true;
  /** The visit to a bank with OAuth, which leads away from the client's page and back. */
  oauth_state_id?: string;
  events: LinkEvent[];
  /** How many of the events Plaid has sent to the caller. */
  events_told: number;
};

export type LinkPurpose =
  | { mode: 'new'; products: `${Products}`[]; consented: `${Products}`[]; methods: Method[] }
  /** `choose`: the person may share other accounts than before. `consent`: the products that Link asks for. */
  | { mode: 'update'; item_id: string; choose: boolean; consent: `${Products}`[] }
  | { mode: 'authorization'; authorization_id: string }
  | { mode: 'payment'; payment_id: string }
  | { mode: 'income'; user_id: string };

export type LinkToken = {
  link_token: string;
  purpose: LinkPurpose;
  client_user_id: string;
  client_name: string;
  link_customization_name: string | null;
  country_codes: string[];
  language: string;
  webhook: string | null;
  redirect_uri: string | null;
  android_package_name: string | null;
  created_at: string;
  expires_at: string;
  hosted: { key: string; completion_redirect_uri: string | null } | null;
  sessions: LinkSession[];
};

export type LinkState = {
  tokens: Record<string, LinkToken>;
  items: Record<string, SimItem>;
  public_tokens: Record<string, PublicToken>;
  /** Access token to item id. */
  access: Record<string, string>;
};

export const initialLinkState = (): LinkState => ({ tokens: {}, items: {}, public_tokens: {}, access: {} });
