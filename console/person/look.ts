// The tenant's colour and logo, at addresses of our own, because the policy of the page allows no inline style.
import type { Deps, PageContext, PageRoute } from '../context.ts';
import { textOn } from './colour.ts';
import { isCaseId, unknown } from './unknown.tsx';
import { type Visit, visitOf } from './visit.ts';

export const lookRoutes = (deps: Deps): PageRoute[] => [
  ['GET', '/p/look/:id/style.css', looking(deps, style)],
  ['GET', '/p/look/:id/logo', looking(deps, logo)],
];

type Part = { type: string; body: string | Buffer };

/** They say nothing about the case, so they need no cookie. */
const looking = (deps: Deps, part: (brand: Visit['brand']) => Part | null) => async (ctx: PageContext) => {
  const { id = '' } = ctx.params ?? {};
  const page = isCaseId(id) ? await deps.casePages.byId(id) : null;
  const found = page && part((await visitOf(deps, ctx, page)).brand);
  if (!found) return unknown(ctx);
  ctx.set('Cache-Control', 'private, max-age=300');
  ctx.type = found.type;
  ctx.body = found.body;
};

/** Its border shows a button whose colour is that of the page. */
const style = ({ colour }: Visit['brand']): Part | null =>
  colour === null
    ? null
    : {
        type: 'text/css',
        body: `:root { --action: ${colour}; --on-action: ${textOn(colour)}; }
.button:not(.quiet), button:not(.quiet) { border-color: ${textOn(colour)}; }
`,
      };

const logo = ({ logo: one }: Visit['brand']): Part | null =>
  one && { type: one.type, body: Buffer.from(one.data, 'base64') };
