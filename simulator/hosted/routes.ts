// The hosted Link page (https://plaid.com/docs/link/hosted-link/): the person clicks through the steps that
// link/scripted.ts plays.
import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { hostedTokenOf, standingOf } from '../link/sessions.ts';
import type { LinkToken } from '../link/state.ts';
import type { World } from '../world.ts';
import { type Html, html, type Page, showPage } from './page.ts';
import { nameShown, showStep } from './show-step.ts';
import { take } from './take.ts';

export function hostedRoutes(world: World): Router {
  const router = new Router({ prefix: '/hosted' });

  router.get('/:key', (ctx) => {
    const token = openToken(world, ctx);
    if (token) showStep(world, ctx, token, { target: targetOf(token) });
  });

  router.post('/:key', async (ctx) => {
    const token = openToken(world, ctx);
    if (!token) return;
    const input = new URLSearchParams(await getRawBody(ctx.req, { limit: '10kb', encoding: 'utf8' }));
    const outcome = take(world, token, input);
    await world.saved();
    if (outcome === 'finished') ctx.redirect(token.hosted?.completion_redirect_uri ?? `${ctx.path}/done`);
    else if (outcome === 'next') ctx.redirect(ctx.path);
    else showStep(world, ctx, token, { target: targetOf(token), refused: { problem: outcome.problem, input } });
    if (ctx.status === 302) ctx.status = 303;
  });

  router.get('/:key/done', (ctx) => {
    const token = hostedTokenOf(world, ctx.params.key ?? '');
    const status = token?.sessions.at(-1)?.status;
    const again = ctx.path.replace(/\/done$/, '');
    showPage(ctx, status ? { SUCCESS: done, EXITED: left(again) }[status] : unknown, null);
  });
  return router;
}

/** Returns where the page sends the person at the end, as a source expression for the page's policy. */
function targetOf(token: LinkToken): string | null {
  const uri = token.hosted?.completion_redirect_uri;
  if (!uri) return null;
  const { origin, protocol } = new URL(uri);
  return origin === 'null' ? protocol : origin;
}

/** Returns the token of the page. Null once it has shown a page that says why there is none. */
function openToken(world: World, ctx: Koa.Context & { params: Record<string, string> }): LinkToken | null {
  const token = hostedTokenOf(world, ctx.params.key ?? '');
  const standing = token && standingOf(world, token);
  if (standing === 'open') return token;
  showPage(ctx, standing && token ? over(token, standing) : unknown, null);
  return null;
}

const page = (status: number, heading: string, text: string, more: Html = html``): Page => ({
  status,
  title: 'Link',
  heading,
  body: html`<p id="outcome">${text}</p>${more}`,
});

function over(token: LinkToken, standing: 'used' | 'expired'): Page {
  const [heading, text] = {
    used: ['Already finished', 'You have been through this Link, and it works once.'],
    expired: ['Too late', 'This Link is no longer valid.'],
  }[standing] as [string, string];
  const uri = token.hosted?.completion_redirect_uri;
  const name = nameShown(token);
  if (!uri) return page(410, heading, `${text} Go back to ${name}: it will offer a new one if you need it.`);
  return page(410, heading, text, html`<a class="button" id="return" href="${uri}">Back to ${name}</a>`);
}

const done = page(200, 'You are done', 'You can close this window.');
const left = (again: string) =>
  page(200, 'You left', 'Nothing was connected.', html`<a class="button" id="again" href="${again}">Start over</a>`);
const unknown = page(404, 'Not found', 'There is no Link at this address. Check that it was copied in full.');
