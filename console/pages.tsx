// The pages that people use: the applicant's own page, and the operators' console. Both call the API as a client does.
import Router from '@koa/router';
import type Koa from 'koa';
import { GangwayError } from '../packages/client/src/index.ts';
import { assetRoutes } from './assets.ts';
import type { Deps, PageContext, PageRoute, PageState } from './context.ts';
import type { SignedIn } from './desk/mount.tsx';
import { deskPages } from './desk/pages.ts';
import { answerPage, Page } from './layout.tsx';
import { personPages } from './person/pages.tsx';
import { noSuchPage, Refusal } from './refusal.ts';
import { securityHeaders } from './security.ts';
import { consoleRoutes } from './sign-in/console-routes.tsx';
import { SignInFirst } from './sign-in/signed-in.ts';

const ours = /^\/(console|p)(\/|$)/;

/**
 * Returns the middleware that answers with the pages. It lets pass what is not at their addresses. `signedIn`: for
 * tests, who is signed in.
 */
export function createPages(deps: Deps, signedIn?: SignedIn): (ctx: PageContext, next: Koa.Next) => Promise<void> {
  const router = new Router<PageState>();
  const console = signedIn ? deskPages(deps, signedIn) : consoleRoutes(deps);
  for (const route of [...assetRoutes, ...console, ...personPages(deps)]) addPage(router, route);
  const routes = router.routes();
  return async (ctx, next) => {
    if (!ours.test(ctx.path)) return next();
    await securityHeaders(ctx, async () => {
      try {
        await countSource(ctx, deps);
        await routes(ctx as never, async () => {
          noSuchPage();
        });
      } catch (error) {
        if (error instanceof SignInFirst) ctx.redirect(`/console/sign-in?to=${encodeURIComponent(error.to)}`);
        else answerError(ctx, error, deps);
      }
    });
  };
}

/** The files of the pages are not counted, because browsers keep them. */
async function countSource(ctx: PageContext, { limits }: Deps): Promise<void> {
  if (ctx.path.startsWith('/console/assets/')) return;
  await limits.countSource(ctx.req).catch((error: { code?: unknown }) => {
    if (error.code !== 'source_limit') throw error;
    const wait = 'Your address has sent too many requests in a minute. Wait a minute, then load the page again.';
    throw new Refusal(429, 'Too many requests', wait);
  });
}

function addPage(router: Router<PageState>, [method, path, handle]: PageRoute): void {
  router.register(path, [method], async (ctx) => {
    ctx.state.route = path;
    await handle(ctx as unknown as PageContext);
  });
}

function answerError(ctx: PageContext, error: unknown, { log }: Deps): void {
  const { status, title, detail, code } = refusalOf(error);
  const next = error instanceof Refusal ? error.next : undefined;
  ctx.state.refused = code;
  if (status >= 500) log.error({ request_id: ctx.state.requestId, route: ctx.state.route, code }, 'page not answered');
  answerPage(
    ctx,
    <Page
      title={`Error: ${title}`}
      lang="en"
      header={<p class="brand">{ctx.path.startsWith('/console/') ? <a href="/console">Gangway</a> : 'Gangway'}</p>}
      skip="Skip to the text"
      width="narrow"
    >
      <h1>{title}</h1>
      <p>{detail}</p>
      {next && (
        <p>
          <a href={next.address}>{next.words}</a>
        </p>
      )}
      <p class="dim">Reference: {ctx.state.requestId}</p>
    </Page>,
    status,
  );
}

/** The words of the API are for people who write programs, but they say what to do. */
function refusalOf(error: unknown): { status: number; title: string; detail: string; code: string } {
  if (error instanceof Refusal) {
    const { status, title, message } = error;
    return { status, title, detail: message, code: 'page_refused' };
  }
  if (error instanceof GangwayError && error.problem) {
    const { title, detail, code } = error.problem;
    return { status: error.status ?? 500, title, detail, code };
  }
  const detail = 'Something went wrong on our side. Try again in a moment.';
  return { status: 500, title: 'This did not work', detail, code: error instanceof Error ? error.name : 'unknown' };
}
