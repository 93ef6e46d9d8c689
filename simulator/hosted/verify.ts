// The page behind `shareable_url`, where a person shows a document and their face.
import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { goThrough } from '../identity-verification/attempts.ts';
import type { SimVerification } from '../identity-verification/state.ts';
import { findScenario } from '../scenarios/index.ts';
import type { World } from '../world.ts';
import { html, type Page, problemShown, showPage } from './page.ts';

export function verifyRoutes(world: World): Router {
  const router = new Router();

  router.get('/verify/:id', (ctx) => {
    const attempt = openAttempt(world, ctx);
    if (attempt) show(ctx, attempt, null);
  });

  router.post('/verify/:id', async (ctx) => {
    const attempt = openAttempt(world, ctx);
    if (!attempt) return;
    const input = new URLSearchParams(await getRawBody(ctx.req, { limit: '10kb', encoding: 'utf8' }));
    if (input.get('act') === 'leave') return showPage(ctx, left(ctx.url), null);
    const problem = take(world, attempt, input);
    await world.saved();
    show(ctx, attempt, problem, input.get('username') ?? undefined);
  });
  return router;
}

/** Returns why the page refuses the input. Null when it does not. */
function take(world: World, attempt: SimVerification, input: URLSearchParams): string | null {
  if (attempt.verification.status !== 'active') return null;
  const scenario = findScenario(input.get('username')?.trim() ?? '');
  if (!scenario) return 'There is no such test user.';
  goThrough(world, attempt, input.get('act') === 'fail' ? 'failed' : (scenario.verification ?? 'success'));
  return null;
}

function show(
  ctx: Koa.Context,
  { verification }: SimVerification,
  problem: string | null,
  username = 'user_good',
): void {
  showPage(ctx, verification.status === 'active' ? form(problem, username) : over(verification.status), null);
}

const form = (problem: string | null, username: string): Page => ({
  title: 'Verify your identity',
  heading: 'Show who you are',
  body: html`<p>The username chooses the story. By going on you accept that your data is checked.</p>
${problemShown(problem)}
<form method="post">
<label>Username<input type="text" id="username" name="username" value="${username}" autocomplete="off" required></label>
<button id="verify" name="act" value="verify">Show a document and my face</button>
<button class="bank" id="fail" name="act" value="fail">Show a document that is refused</button>
<button class="quiet" id="leave" name="act" value="leave" formnovalidate>Leave without finishing</button>
</form>`,
});

const over = (status: SimVerification['verification']['status']): Page => ({
  title: 'Verify your identity',
  heading: status === 'success' || status === 'pending_review' ? 'You are done' : 'This did not work',
  body: html`<p id="outcome">${status === 'pending_review' ? 'A reviewer will look at it.' : `The result: ${status}.`}</p>`,
});

const left = (again: string): Page => ({
  title: 'Verify your identity',
  heading: 'You left',
  body: html`<p id="outcome">Nothing was checked.</p><a class="button" id="again" href="${again}">Go on</a>`,
});

const unknown: Page = {
  status: 404,
  title: 'Verify your identity',
  heading: 'Not found',
  body: html`<p id="outcome">There is nothing at this address. Check that it was copied in full.</p>`,
};

function openAttempt(world: World, ctx: Koa.Context & { params: Record<string, string> }): SimVerification | null {
  const found = world.state.identityVerification.attempts[ctx.params.id ?? ''];
  if (found && found.verification.shareable_url !== null && found.key === ctx.query.key) return found;
  showPage(ctx, unknown, null);
  return null;
}
