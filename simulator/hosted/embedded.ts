// Link in a frame of the client's own page: what Plaid's components for browsers and apps show. It is the hosted page
// without a page of its own, and says to the page around it what the hosted one says by webhooks.
import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { type ErrorBody, invalidInput, invalidRequest } from '../errors.ts';
import { newId } from '../ids.ts';
import { findInstitution } from '../link/institutions.ts';
import { record } from '../link/link-events.ts';
import { currentSession, exitSession, itemOfUpdate, standingOf } from '../link/sessions.ts';
import type { LinkSession, LinkToken } from '../link/state.ts';
import { addedItems } from '../link/token-endpoints.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { linkInitialize } from './link-initialize.ts';
import { html, type Page, showPage } from './page.ts';
import { bankOf, showStep } from './show-step.ts';
import { stepNow, take } from './take.ts';

const base = '/link/v2/stable';

export function embeddedRoutes(world: World): Router {
  const router = new Router();

  router.get(`${base}/link-initialize.js`, (ctx) => {
    ctx.type = 'text/javascript';
    ctx.body = linkInitialize;
  });

  router.get(`${base}/link.html`, async (ctx) => {
    const token = tokenIn(world, ctx);
    const session = token && sessionIn(world, ctx, token);
    if (token && session?.status === null && ctx.query.exit) exitSession(world, token, false);
    await world.saved();
    if (token && session) show(world, ctx, token, session);
  });

  router.post(`${base}/link.html`, async (ctx) => {
    const token = tokenIn(world, ctx);
    const session = token?.sessions.at(-1);
    if (!token || !session) return;
    const input = await formIn(ctx);
    const outcome = input.get('step') === 'oauth' ? visitBank(world, session) : take(world, token, input);
    await world.saved();
    const refused = typeof outcome === 'object' ? { problem: outcome.problem, input } : undefined;
    show(world, ctx, token, session, refused);
  });

  router.get('/oauth/:state', (ctx) => {
    const [token] = lookUp(world.state.link.tokens, stateOf, ctx.params.state ?? '');
    if (token?.sessions.at(-1)?.status === null) showStep(world, ctx, token, { target: originOf(token) });
    else showPage(ctx, unknown, null);
  });

  router.post('/oauth/:state', async (ctx) => {
    const [token] = lookUp(world.state.link.tokens, stateOf, ctx.params.state ?? '');
    if (!token) return showPage(ctx, unknown, null);
    const input = await formIn(ctx);
    const outcome = take(world, token, input);
    await world.saved();
    if (typeof outcome === 'object') {
      return showStep(world, ctx, token, { target: originOf(token), refused: { problem: outcome.problem, input } });
    }
    ctx.redirect(`${token.redirect_uri}?oauth_state_id=${ctx.params.state}`);
    ctx.status = 303;
  });
  return router;
}

const stateOf = ({ sessions }: LinkToken) => sessions.at(-1)?.oauth_state_id ?? null;
const originOf = ({ redirect_uri }: LinkToken) => (redirect_uri === null ? null : new URL(redirect_uri).origin);
const formIn = async (ctx: Koa.Context) =>
  new URLSearchParams(await getRawBody(ctx.req, { limit: '10kb', encoding: 'utf8' }));
const textIn = (ctx: Koa.Context, name: string): string => String(ctx.query[name] ?? '');

/** Returns the token of the frame. Null once it has said that there is none. */
function tokenIn(world: World, ctx: Koa.Context): LinkToken | null {
  const token = world.state.link.tokens[textIn(ctx, 'token')];
  if (token && (standingOf(world, token) === 'open' || textIn(ctx, 'received_redirect_uri'))) return token;
  leaveWith(ctx, invalidInput('INVALID_LINK_TOKEN', 'the link token is invalid, or has expired, or was used').body);
  return null;
}

/**
 * Each opening begins a new session, unless the person comes back from their bank: then the client gives the address at
 * which they arrived, and Link goes on (https://plaid.com/docs/link/oauth). Null once the frame has said what is wrong.
 */
function sessionIn(world: World, ctx: Koa.Context, token: LinkToken): LinkSession | null {
  const received = textIn(ctx, 'received_redirect_uri');
  const last = token.sessions.at(-1);
  if (received || (last && textIn(ctx, 'exit'))) {
    const state = URL.canParse(received) ? new URL(received).searchParams.get('oauth_state_id') : null;
    if (last && (textIn(ctx, 'exit') || (state !== null && last.oauth_state_id === state))) return last;
    leaveWith(ctx, invalidRequest('INVALID_FIELD', 'oauth state ID is not one of this link token').body);
    return null;
  }
  if (last?.status === null) exitSession(world, token, false);
  const session = currentSession(world, token);
  session.embedded = true;
  return session;
}

/** The person leaves the page for their bank's own, which the client's `redirect_uri` makes possible. */
function visitBank(world: World, session: LinkSession): 'next' {
  session.oauth_state_id = newId();
  record(world, session, 'OPEN_OAUTH');
  return 'next';
}

function isAtBank(world: World, token: LinkToken, { institution_id }: LinkSession): boolean {
  if (token.redirect_uri === null || stepNow(world, token) !== 'login') return false;
  const { purpose } = token;
  const id = purpose.mode === 'update' ? itemOfUpdate(world, purpose.item_id).institution_id : institution_id;
  return findInstitution(id ?? '')?.oauth ?? false;
}

function show(
  world: World,
  ctx: Koa.Context,
  token: LinkToken,
  session: LinkSession,
  refused?: { problem: string; input: URLSearchParams },
): void {
  const message = messageOf(world, session);
  if (session.status !== null) showPage(ctx, over, null, message);
  else if (!isAtBank(world, token, session)) {
    showStep(world, ctx, token, { target: null, message, ...(refused && { refused }) });
  } else {
    const bank = bankOf(world, token, session);
    const leave = session.oauth_state_id && `${world.origin}/oauth/${session.oauth_state_id}`;
    showPage(ctx, leave ? leaving(bank) : toBank(bank), null, leave ? { ...message, leave } : message);
  }
}

/** Returns the arguments with which the components of Plaid call `onEvent`, `onSuccess` and `onExit`. */
function messageOf(world: World, session: LinkSession): object {
  const { link_session_id, status } = session;
  const events = session.events.map(({ event_name: name, timestamp, event_metadata }) => ({
    name,
    metadata: { ...event_metadata, link_session_id, timestamp },
  }));
  if (status === 'EXITED') return { events, exit: { error: session.error, metadata: exitOf(session) } };
  if (status === null) return { events };
  const [{ accounts = [], institution = null } = {}] = addedItems(world, session);
  const metadata = { institution, accounts, link_session_id, transfer_status: null };
  return { events, success: { public_token: session.public_token, metadata } };
}

function exitOf({ link_session_id, institution_id, events }: LinkSession) {
  const bank = findInstitution(institution_id ?? '');
  return {
    institution: bank && { institution_id: bank.institution_id, name: bank.name },
    status: events.findLast(({ event_name }) => event_name === 'EXIT')?.event_metadata.exit_status ?? null,
    link_session_id,
  };
}

const leaveWith = (ctx: Koa.Context, error: ErrorBody) =>
  showPage(ctx, unknown, null, { events: [], exit: { error, metadata: { institution: null, status: null } } });

const page = (heading: string, body: Page['body']): Page => ({ title: 'Link', heading, body });
const over = page('You are done', html`<p>This window closes by itself.</p>`);
const unknown = {
  ...page('Not found', html`<p>There is no Link here. Start again on the page before.</p>`),
  status: 404,
};
const leaving = (bank: string) => page(`Going to ${bank}`, html`<p>Your bank opens in a moment.</p>`);
const toBank = (bank: string) =>
  page(
    `Sign in at ${bank}`,
    html`<p>You sign in on the page of your bank, and come back here.</p>
<form method="post"><button id="to-bank" name="step" value="oauth">Continue to ${bank}</button></form>
<form method="post"><button class="quiet" id="exit" name="step" value="exit">Leave without finishing</button></form>`,
  );
