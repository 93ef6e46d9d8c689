// The hosted Link page (https://plaid.com/docs/link/hosted-link/): a person clicks through what scripted.ts plays.
import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { isTypedIn } from '../auth/methods.ts';
import { findInstitution } from '../link/institutions.ts';
import { currentSession, hostedTokenOf, itemOfUpdate, standingOf } from '../link/sessions.ts';
import type { LinkSession, LinkToken, SimAccount } from '../link/state.ts';
import { shownPayment } from '../payment/link.ts';
import type { World } from '../world.ts';
import { html, type Page, showPage } from './page.ts';
import { pages, type View } from './steps.ts';
import { stepNow, take } from './take.ts';

export function hostedRoutes(world: World): Router {
  const router = new Router({ prefix: '/hosted' });

  router.get('/:key', (ctx) => {
    const token = openToken(world, ctx);
    if (token) showStep(world, ctx, token, null);
  });

  router.post('/:key', async (ctx) => {
    const token = openToken(world, ctx);
    if (!token) return;
    const input = new URLSearchParams(await getRawBody(ctx.req, { limit: '10kb', encoding: 'utf8' }));
    const outcome = take(world, token, input);
    await world.saved();
    if (outcome === 'finished') ctx.redirect(token.hosted?.completion_redirect_uri ?? `${ctx.path}/done`);
    else if (outcome === 'next') ctx.redirect(ctx.path);
    else showStep(world, ctx, token, outcome.problem);
    if (ctx.status === 302) ctx.status = 303;
  });

  router.get('/:key/done', (ctx) => {
    const token = hostedTokenOf(world, ctx.params.key ?? '');
    const status = token?.sessions.at(-1)?.status;
    showPage(ctx, status ? { SUCCESS: done, EXITED: left }[status] : unknown, null);
  });
  return router;
}

function showStep(world: World, ctx: Koa.Context, token: LinkToken, problem: string | null): void {
  const session = currentSession(world, token);
  const page = pages[stepNow(world, token)]({
    // Plaid shows no longer names (LinkTokenCreateRequest, client_name).
    clientName: token.client_name.length > 30 ? 'This Application' : token.client_name,
    bank: bankOf(world, token, session),
    choice: choiceOf(world, token),
    payment: shownPayment(world, token.purpose),
    canType: token.purpose.mode === 'new' && token.purpose.methods.some(isTypedIn),
    mode: token.purpose.mode,
    session,
    problem,
  });
  showPage(ctx, page, targetOf(token));
}

function choiceOf(world: World, { purpose }: LinkToken): View['choice'] {
  if (purpose.mode !== 'update') return [];
  const { accounts, other_accounts } = itemOfUpdate(world, purpose.item_id);
  const offer = (shared: boolean) => (account: SimAccount) => ({ account, shared });
  return [...accounts.map(offer(true)), ...other_accounts.map(offer(false))];
}

function bankOf(world: World, { purpose }: LinkToken, session: LinkSession): string {
  if (purpose.mode === 'update') return itemOfUpdate(world, purpose.item_id).institution_name ?? 'Your bank';
  if (purpose.mode === 'income') return 'Your payroll';
  return findInstitution(session.institution_id ?? '')?.name ?? 'Your bank';
}

/** The source expression, for the page's policy, of where the person is sent at the end. */
function targetOf(token: LinkToken): string | null {
  const uri = token.hosted?.completion_redirect_uri;
  if (!uri) return null;
  const { origin, protocol } = new URL(uri);
  return origin === 'null' ? protocol : origin;
}

/** The token of the page, or null once a page that says why not is shown. */
function openToken(world: World, ctx: Koa.Context & { params: Record<string, string> }): LinkToken | null {
  const token = hostedTokenOf(world, ctx.params.key ?? '');
  const standing = token && standingOf(world, token);
  if (standing === 'open') return token;
  showPage(ctx, standing ? { used, expired }[standing] : unknown, null);
  return null;
}

const page = (status: number, heading: string, text: string): Page => ({
  status,
  title: 'Link',
  heading,
  body: html`<p id="outcome">${text}</p>`,
});

const done = page(200, 'You are done', 'You can close this window.');
const left = page(200, 'You left', 'Nothing was connected. Open the same address again to start over.');
const used = page(410, 'Already used', 'This Link has been finished. Ask for a new one if you need to connect again.');
const expired = page(410, 'Expired', 'This Link is too old. Ask for a new one.');
const unknown = page(404, 'Not found', 'There is no Link at this address. Check that it was copied in full.');
