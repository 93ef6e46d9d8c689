// The hosted Link page (https://plaid.com/docs/link/hosted-link/): a person clicks through what scripted.ts plays.
import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { findInstitution } from '../link/institutions.ts';
import { record } from '../link/link-events.ts';
import {
  currentSession,
  exitSession,
  finishSession,
  hostedTokenOf,
  itemOfUpdate,
  standingOf,
} from '../link/sessions.ts';
import type { LinkSession, LinkToken, SimAccount } from '../link/state.ts';
import { findScenario } from '../scenarios/index.ts';
import type { World } from '../world.ts';
import { html, type Page, showPage } from './page.ts';
import { pages, type Step, stepOf, type View } from './steps.ts';

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

type Outcome = 'next' | 'finished' | { problem: string };

/** A form of a step that is over, sent again by the back button, changes nothing. */
function take(world: World, token: LinkToken, input: URLSearchParams): Outcome {
  const session = currentSession(world, token);
  if (input.get('step') === 'exit') {
    exitSession(world, token, true);
    return 'finished';
  }
  const step = stepOf(token, session);
  if (input.get('step') !== step) return 'next';
  world.changed();
  return steps[step](world, token, session, input);
}

type Take = (world: World, token: LinkToken, session: LinkSession, input: URLSearchParams) => Outcome;

const steps: Record<Step, Take> = {
  bank(world, _token, session, input) {
    session.institution_id = findInstitution(input.get('institution_id') ?? '')?.institution_id ?? null;
    if (session.institution_id) record(world, session, 'SELECT_INSTITUTION');
    return 'next';
  },
  login(world, token, session, input) {
    const scenario = findScenario(input.get('username')?.trim() ?? '');
    record(world, session, 'SUBMIT_CREDENTIALS');
    if (!scenario || input.get('password') !== 'pass_good') {
      record(world, session, 'ERROR', { error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS' });
      return { problem: 'The bank does not know this login. Take a test user from the list, with pass_good.' };
    }
    if (scenario.link?.exits) {
      exitSession(world, token, true);
      return 'finished';
    }
    if (token.purpose.mode !== 'update') {
      session.username = scenario.username;
      return 'next';
    }
    const { username } = itemOfUpdate(world, token.purpose.item_id);
    if (username !== scenario.username) return { problem: `This account was linked by ${username}: sign in as them.` };
    if (token.purpose.choose) {
      session.username = username;
      return 'next';
    }
    finishSession(world, token, { notify: true });
    return 'finished';
  },
  accounts(world, token, _session, input) {
    const shared = input.getAll('account');
    if (shared.length === 0) return { problem: 'Choose at least one account.' };
    finishSession(world, token, { notify: true, shared });
    return 'finished';
  },
  account(_world, _token, session, input) {
    const chosen = input.get('account') ?? '';
    if (chosen === '0' || chosen === '1') session.account = Number(chosen);
    return 'next';
  },
  consent(world, token, session) {
    const scenario = findScenario(session.username ?? '');
    const institution = findInstitution(session.institution_id ?? '');
    const chosen = scenario && institution && { scenario, institution, account: session.account ?? 0 };
    finishSession(world, token, { notify: true, ...(chosen && { chosen }) });
    return 'finished';
  },
};

function showStep(world: World, ctx: Koa.Context, token: LinkToken, problem: string | null): void {
  const session = currentSession(world, token);
  const page = pages[stepOf(token, session)]({
    // Plaid shows no longer names (LinkTokenCreateRequest, client_name).
    clientName: token.client_name.length > 30 ? 'This Application' : token.client_name,
    bank: bankOf(world, token, session),
    choice: choiceOf(world, token),
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
  if (purpose.mode === 'update') return itemOfUpdate(world, purpose.item_id).institution_name;
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
