// The routes of the person's page. `/p/<secret>` leads to `/p/c/<case>`, which the browser's cookie opens.
import type { PageCase } from '../../db/console/page-secret.ts';
import { type LinkOffer, linkOffers } from '../../domain/bank/link.ts';
import { GangwayError } from '../../packages/client/src/index.ts';
import { answerChanges } from '../changes.ts';
import type { Deps, PageContext, PageRoute } from '../context.ts';
import { type CaseApi, caseApi } from './case-of-page.ts';
import { showCase } from './case-page.tsx';
import { enter, entering, mailCode, startAgain, takeCode } from './enter.tsx';
import { lookRoutes } from './look.ts';
import { back, isCaseId, refused, unknown } from './unknown.tsx';
import { isLetIn, isRefresh, type Visit, visitOf } from './visit.ts';

export const personPages = (deps: Deps): PageRoute[] => [
  ['GET', '/p/back', comeBack(deps)],
  ...lookRoutes(deps),
  ['GET', '/p/c/:id', letIn(deps, look)],
  ['GET', '/p/c/:id/open', opening(deps)],
  ['GET', '/p/c/:id/events', letIn(deps, ({ ctx, api }) => answerChanges(ctx, api.events))],
  ['GET', '/p/:secret', entering(deps, enter)],
  ['POST', '/p/:secret/email', entering(deps, mailCode)],
  ['POST', '/p/:secret/code', entering(deps, takeCode)],
  ['GET', '/p/:secret/email', entering(deps, startAgain)],
  ['GET', '/p/:secret/code', entering(deps, startAgain)],
  ['GET', '/p{/*rest}', async (ctx) => unknown(ctx)],
];

type LetIn = { ctx: PageContext; visit: Visit; api: CaseApi };

const letIn = (deps: Deps, goOn: (of: LetIn) => Promise<void>) => async (ctx: PageContext) => {
  const page = await named(deps, ctx.params?.id);
  if (!page || !(await isLetIn(deps, ctx, page))) return unknown(ctx);
  await goOn(await visiting(deps, ctx, page));
};

const named = async ({ casePages }: Deps, id: unknown): Promise<PageCase | null> =>
  typeof id === 'string' && isCaseId(id) ? casePages.byId(id) : null;

async function visiting(deps: Deps, ctx: PageContext, page: PageCase): Promise<LetIn> {
  ctx.state.onboardingId = page.id;
  const visit = await visitOf(deps, ctx, page);
  return { ctx, visit, api: caseApi(visit.api, page.id) };
}

/** With the pass of a page in a frame, the browser opens Plaid and sees nothing of the case. */
const opening = (deps: Deps) => async (ctx: PageContext) => {
  const { pass } = ctx.query;
  const page = await named(deps, ctx.params?.id);
  const sees = page !== null && (await isLetIn(deps, ctx, page));
  const may = sees || (page && typeof pass === 'string' && (await deps.casePages.isPass(page, pass)));
  return page && may ? open(await visiting(deps, ctx, page), sees) : unknown(ctx);
};

/**
 * Leads to the page of Plaid's on which the person does what the case waits for. The API makes a fresh Link where the
 * last one has died. A link leads here and no form, whose policy would have to name Plaid's origins; opened twice, it
 * does no more than once.
 */
async function open({ ctx, visit, api }: LetIn, sees: boolean): Promise<void> {
  const wanted = linkOffers.find((offer) => offer === ctx.query.for);
  try {
    const address = await addressOf({ visit, api }, wanted);
    if (!address && !sees) return back(ctx);
    ctx.redirect(address ?? `/p/c/${visit.page.id}`);
    ctx.status = 303;
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    ctx.state.refused = error.code;
    if (!sees) return refused(ctx);
    ctx.redirect(`/p/c/${visit.page.id}?refused`);
    ctx.status = 303;
  }
}

async function look({ ctx, visit, api }: LetIn): Promise<void> {
  // The script that keeps the page up to date takes the sentence away.
  const isRefused = 'refused' in ctx.query && !isRefresh(ctx);
  showCase(ctx, visit, await api.read(), isRefused ? visit.texts.refused.text : null);
}

async function addressOf({ visit, api }: Omit<LetIn, 'ctx'>, wanted?: LinkOffer): Promise<string | null> {
  const { next_action: action } = await api.read();
  if (!wanted && action?.type === 'verify_identity') return action.url;
  const needsLink = action && 'link_token' in action;
  if (!wanted && !needsLink) return null;
  return api.openLink({ ...(wanted && { for: wanted }), page_language: visit.linkLanguage });
}

/** Link sends the person here. Plaid may be asked at once, because its webhook may come later. */
const comeBack = (deps: Deps) => async (ctx: PageContext) => {
  const page = await named(deps, ctx.query.onboarding_id);
  if (!page || !(await isLetIn(deps, ctx, page))) return back(ctx);
  const { api } = await visitOf(deps, ctx, page);
  // A refusal, such as after too many looks, changes nothing for the person: the webhook comes too.
  await caseApi(api, page.id)
    .returned()
    .catch(() => {});
  ctx.redirect(`/p/c/${page.id}`);
  ctx.status = 303;
};
