// One request to the page of a case: whose page it is, whether the browser may see it, and in which language.

import { mayBrowserSee } from '../../db/console/page-browsers.ts';
import type { PageCase } from '../../db/console/page-secret.ts';
import type { LinkLanguage } from '../../domain/bank/link-settings.ts';
import type { PageTexts } from '../../domain/page/page-texts.ts';
import { isLanguage, pageLanguageOf, pageTextsIn } from '../../domain/page/page-words.ts';
import type { Language } from '../../domain/words/languages.ts';
import type { Client, Schemas } from '../../packages/client/src/index.ts';
import { apiAs } from '../api.ts';
import type { Deps, PageContext } from '../context.ts';
import { setCookie, setPolicy } from '../security.ts';

/** As long as a browser stays known without a visit (api/retention.ts). */
const cookieSeconds = 90 * 86_400;
/** Longer than a code is good, so that a late one gets an answer. */
const codeSeconds = 3_600;
const languageCookie = '__Host-page-language';
/** Each case has a cookie of its own, so that no two tenants learn that they have the same visitor. */
const browserCookie = ({ id }: Pick<PageCase, 'id'>): string => `__Host-page-${id.slice(4, 16)}`;
/** Of its own, so that a tab that asks for a code takes nothing from one that sees the case. */
const codeCookie = ({ id }: Pick<PageCase, 'id'>): string => `__Host-code-${id.slice(4, 16)}`;

/** The language of a page, which may be about no case. */
export type Said = {
  language: Language;
  /** That of Link: one that the person has chosen here, or that of the case, which may be one that we do not have. */
  linkLanguage: LinkLanguage;
  texts: PageTexts;
};
export type Visit = Said & {
  page: PageCase;
  brand: Schemas['Brand'];
  /** The name that the person knows. */
  name: string;
  api: Client;
  /** By which the buttons of a page in a frame of the tenant's open Plaid. Null: it is in no frame. */
  pass: string | null;
};

/** The script that keeps a page up to date says so itself (live.js): another site cannot send this header. */
export const isRefresh = (ctx: PageContext): boolean => ctx.get('X-Refresh') !== '';
const isFramed = (ctx: PageContext): boolean =>
  ctx.get('Sec-Fetch-Dest') === 'iframe' || ctx.get('X-Refresh') === 'frame';

/** Keeps the language that the person has chosen. */
export function languageIn(ctx: PageContext, page: PageCase | null): Said {
  const { lang } = ctx.query;
  const asked = typeof lang === 'string' && isLanguage(lang) ? lang : null;
  // The page of the script may be older than the person's last choice.
  if (asked && !isRefresh(ctx))
    setCookie(ctx, languageCookie, asked, { maxAgeSeconds: cookieSeconds, sameSite: siteFor(ctx) });
  const chosen = asked ?? ctx.cookies.get(languageCookie) ?? null;
  const accepted = ctx.acceptsLanguages();
  const language = pageLanguageOf({ chosen, ofCase: page?.linkSettings.language, accepted });
  const linkLanguage = isLanguage(chosen) ? chosen : (page?.linkSettings.language ?? language);
  return { language, linkLanguage, texts: pageTextsIn(language) };
}

export async function visitOf(deps: Deps, ctx: PageContext, page: PageCase): Promise<Visit> {
  const { id, tenantId, linkSettings } = page;
  const api = apiAs(deps, ctx, {
    // Limits count the requests of each page for themselves.
    ...{ id: id.slice(4, 12), tenantId, readOnly: false },
    scopes: ['onboardings:read', 'onboardings:write', 'accounts:read'],
  });
  setPolicy(ctx, { frameAncestors: await deps.casePages.framedBy(tenantId) });
  const { data: brand } = await api.GET('/v1/brand');
  const name = brand.name ?? linkSettings.clientName ?? 'Gangway';
  const pass = isFramed(ctx) ? await deps.casePages.passOf(page) : null;
  return { ...languageIn(ctx, page), page, brand, name, api, pass };
}

/** The token of the browser for this case. Null: it has none. */
export const tokenIn = (ctx: PageContext, page: Pick<PageCase, 'id'>): string | null =>
  ctx.cookies.get(browserCookie(page)) || null;

export const codeTokenIn = (ctx: PageContext, page: Pick<PageCase, 'id'>): string | null =>
  ctx.cookies.get(codeCookie(page)) || null;

export const giveCodeToken = (ctx: PageContext, page: Pick<PageCase, 'id'>, token: string): void =>
  setCookie(ctx, codeCookie(page), token, { maxAgeSeconds: codeSeconds, sameSite: siteFor(ctx) });

export const giveToken = (ctx: PageContext, page: Pick<PageCase, 'id'>, token: string): void =>
  setCookie(ctx, browserCookie(page), token, { maxAgeSeconds: cookieSeconds, sameSite: siteFor(ctx) });

export async function isLetIn({ db }: Pick<Deps, 'db'>, ctx: PageContext, page: PageCase): Promise<boolean> {
  const token = tokenIn(ctx, page);
  return token !== null && (await mayBrowserSee(db, page, token));
}

/** Lax, so that the person still has it when Link sends them back. */
const siteFor = (ctx: PageContext) => (isFramed(ctx) ? 'frame' : 'Lax');
