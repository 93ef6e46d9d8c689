// The sessions of a person in Link. The hosted page and the scripted person both use them.
import type { PlaidError } from '../errors.ts';
import { newId, newToken } from '../ids.ts';
import { authorise } from '../payment/authorise.ts';
import { findPayment } from '../payment/find.ts';
import { shareIncome } from '../reports/income-link.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { lookUp } from '../store/look-up.ts';
import { repairAuthorization } from '../transfer/authorizations.ts';
import type { World } from '../world.ts';
import { createItem, endOtherLogins, repairLogin, type Where } from './items.ts';
import { record, sendEvents } from './link-events.ts';
import type { LinkSession, LinkToken, SimItem } from './state.ts';

export type Standing = 'open' | 'used' | 'expired';

/** A token allows any number of sessions that end in an exit, and one that succeeds. */
export function standingOf(world: World, token: LinkToken): Standing {
  if (token.sessions.some((session) => session.status === 'SUCCESS') || isOver(world, token)) return 'used';
  return Date.parse(token.expires_at) <= world.now().getTime() ? 'expired' : 'open';
}

/** Whether the token's purpose is fulfilled or has failed, so that the token opens no session any more. */
const isOver = (world: World, { purpose }: LinkToken): boolean =>
  purpose.mode === 'payment' && findPayment(world, purpose.payment_id).payment.status !== 'PAYMENT_STATUS_INPUT_NEEDED';

/** Returns the person's open session, or begins a new one. */
export function currentSession(world: World, token: LinkToken): LinkSession {
  const last = token.sessions.at(-1);
  if (last && last.status === null) return last;
  const session: LinkSession = {
    link_session_id: newId(),
    started_at: world.now().toISOString(),
    finished_at: null,
    status: null,
    error: null,
    public_token: null,
    institution_id: null,
    username: null,
    account: null,
    manual: false,
    holder: null,
    events: [],
    events_told: 0,
  };
  token.sessions.push(session);
  record(world, session, 'OPEN');
  return session;
}

export type Finish = {
  /** A new Item or a payment needs it. */
  chosen?: {
    scenario: Scenario;
    where: Where;
    /** Identifies the person at the bank. Default: each `client_user_id` is another person. */
    person?: string | undefined;
  };
  /** The ids of the accounts that the person shares from now on, when an update lets them choose. */
  shared?: string[];
  /** Whether Plaid sends its webhooks. */
  notify: boolean;
};

/** LinkSessionExitMetadata, `status`. */
export type ExitedAt = 'requires_credentials' | 'requires_code' | 'requires_oauth';

export function finishSession(world: World, token: LinkToken, finish: Finish): SimItem | null {
  const session = currentSession(world, token);
  if (token.purpose.mode === 'payment' && !authorise(world, token.purpose.payment_id, finish.chosen?.scenario ?? {})) {
    exitSession(world, token, finish.notify, 'requires_oauth');
    return null;
  }
  const item = doPurpose(world, token, session, finish);
  record(world, session, 'HANDOFF');
  end(world, token, session, 'SUCCESS', finish.notify);
  return item;
}

export function exitSession(world: World, token: LinkToken, notify: boolean, at: ExitedAt = 'requires_credentials') {
  const session = currentSession(world, token);
  record(world, session, 'EXIT', { ...errorOf(session.error), exit_status: at });
  end(world, token, session, 'EXITED', notify);
}

/** Shows the person an error. If they leave after that, Plaid names this error in the exit. */
export function showError(world: World, session: LinkSession, { body }: PlaidError): void {
  session.error = body;
  record(world, session, 'ERROR', errorOf(body));
}

const errorOf = (error: LinkSession['error']) =>
  error ? { error_type: error.error_type, error_code: error.error_code, error_message: error.error_message } : {};

function doPurpose(world: World, token: LinkToken, session: LinkSession, { chosen, shared }: Finish) {
  const { purpose } = token;
  if (purpose.mode === 'payment') return null;
  if (purpose.mode === 'income') {
    shareIncome(world, purpose.user_id, token.webhook, chosen?.scenario ?? {});
    return null;
  }
  if (purpose.mode === 'authorization') {
    repairAuthorization(world, purpose.authorization_id);
    return null;
  }
  if (purpose.mode === 'update') {
    const item = itemOfUpdate(world, purpose.item_id);
    repairLogin(world, item);
    endOtherLogins(world, item);
    if (purpose.choose && shared) share(item, shared);
    item.consented_products = [...new Set([...item.consented_products, ...purpose.consent])];
    item.not_consented = item.not_consented.filter((product) => !purpose.consent.includes(product));
    return item;
  }
  if (!chosen) throw new Error('A new Item needs a story and a bank');
  const { item, publicToken } = createItem(world, {
    ...chosen,
    client_user_id: token.client_user_id,
    person: chosen.person ?? token.client_user_id,
    webhook: token.webhook,
    products: purpose.products,
    consented: purpose.consented,
  });
  session.public_token = publicToken.public_token;
  session.institution_id = item.institution_id;
  return item;
}

function share(item: SimItem, ids: string[]): void {
  const all = [...item.accounts, ...item.other_accounts];
  item.accounts = all.filter((account) => ids.includes(account.account_id));
  item.other_accounts = all.filter((account) => !ids.includes(account.account_id));
}

export function itemOfUpdate(world: World, itemId: string): SimItem {
  const item = world.state.link.items[itemId];
  if (!item) throw new Error(`Item ${itemId} has a Link token and does not exist`);
  return item;
}

/** https://plaid.com/docs/api/link/#webhooks. Update mode adds no Item, so it has no public token. */
function end(world: World, token: LinkToken, session: LinkSession, status: 'SUCCESS' | 'EXITED', notify: boolean) {
  session.status = status;
  session.finished_at = world.now().toISOString();
  world.changed();
  if (!notify || token.webhook === null || session.embedded) return;
  const { link_session_id, public_token } = session;
  const about = { webhook_type: 'LINK', link_session_id, link_token: token.link_token };
  if (public_token !== null) world.send(token.webhook, { ...about, webhook_code: 'ITEM_ADD_RESULT', public_token });
  const public_tokens = public_token === null ? [] : [public_token];
  world.send(token.webhook, { ...about, webhook_code: 'SESSION_FINISHED', status, public_tokens });
  sendEvents(world, token, session);
}

export function createLinkToken(
  world: World,
  made: Omit<LinkToken, 'link_token' | 'created_at' | 'expires_at' | 'hosted' | 'sessions'> & {
    hosted: { completion_redirect_uri: string | null; url_lifetime_seconds: number } | null;
  },
): LinkToken {
  const now = world.now().getTime();
  const after = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  const { hosted, ...rest } = made;
  const lives = ['new', 'payment', 'income'].includes(made.purpose.mode) ? newTokenSeconds : updateTokenSeconds;
  const token: LinkToken = {
    ...rest,
    link_token: newToken('link'),
    created_at: after(0),
    // "If using Hosted Link, the link_token will expire at the same time as the Hosted Link URL"
    expires_at: after(hosted?.url_lifetime_seconds ?? lives),
    hosted: hosted && { key: newId(), completion_redirect_uri: hosted.completion_redirect_uri },
    sessions: [],
  };
  world.state.link.tokens[token.link_token] = token;
  world.changed();
  return token;
}

// LinkTokenCreateResponse, `expiration`
const newTokenSeconds = 4 * 3600;
const updateTokenSeconds = 30 * 60;
/** `url_lifetime_seconds` of a page that the caller delivers itself. */
export const hostedPageSeconds = 30 * 60;

/** Returns the token whose hosted page has this key. */
export const hostedTokenOf = (world: World, key: string): LinkToken | null =>
  lookUp(world.state.link.tokens, hostedKeyOf, key)[0] ?? null;

const hostedKeyOf = ({ hosted }: LinkToken) => hosted?.key ?? null;
