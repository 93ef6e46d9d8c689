// The way in: the secret of the address becomes a cookie. The first browser gets it at once, another one after a code.
import {
  addBrowser,
  addCode,
  awaitsCode,
  codeMinutes,
  dropCode,
  newCode,
  newToken,
  tryCode,
} from '../../db/console/page-browsers.ts';
import type { Deps, PageContext } from '../context.ts';
import { readForm } from '../forms.ts';
import { checkForm } from '../security.ts';
import { showCheck } from './check-page.tsx';
import { unknown } from './unknown.tsx';
import { codeTokenIn, giveCodeToken, giveToken, isLetIn, type Visit, visitOf } from './visit.ts';

type Entered = { deps: Deps; ctx: PageContext; visit: Visit; at: string };

/** Looks the secret of the address up, and goes on with its case. */
export const entering =
  (deps: Deps, goOn: (entered: Entered) => Promise<void>) =>
  async (ctx: PageContext): Promise<void> => {
    const { secret = '' } = ctx.params ?? {};
    const page = await deps.casePages.bySecret(secret);
    if (!page) return unknown(ctx);
    ctx.state.onboardingId = page.id;
    await goOn({ deps, ctx, visit: await visitOf(deps, ctx, page), at: `/p/${secret}` });
  };

const toCase = (ctx: PageContext, { page: { id } }: Visit): void => {
  ctx.redirect(`/p/c/${id}${ctx.search}`);
  ctx.status = 303;
};

export async function enter({ deps, ctx, visit, at }: Entered): Promise<void> {
  const { db, casePages } = deps;
  const { page } = visit;
  if (await isLetIn(deps, ctx, page)) return toCase(ctx, visit);
  // Programs that look at an address in a message, and are no browser of the person's.
  if (ctx.method === 'HEAD') {
    ctx.status = 200;
    return;
  }
  const token = newToken();
  if (await addBrowser(db, page, token, { first: true })) {
    giveToken(ctx, page, token);
    return toCase(ctx, visit);
  }
  if (await casePages.canMail(page)) return ask({ deps, ctx, visit, at });
  await addBrowser(db, page, token, { first: false });
  giveToken(ctx, page, token);
  toCase(ctx, visit);
}

async function ask({ deps, ctx, visit, at }: Entered, problem?: string): Promise<void> {
  const { page } = visit;
  const known = codeTokenIn(ctx, page);
  const token = known ?? newToken();
  // So that the forms have a session to belong to. It is on no record yet.
  if (!known) giveCodeToken(ctx, page, token);
  const sent = known !== null && (await awaitsCode(deps.db, page, known));
  showCheck(ctx, visit, { at, token, sent, ...(problem !== undefined && { problem }) });
}

async function readCheckedForm({ ctx, visit }: Entered): Promise<URLSearchParams> {
  const form = await readForm(ctx);
  checkForm(ctx, form, codeTokenIn(ctx, visit.page) ?? '');
  return form;
}

/** A person may open the address of a form again, as by restoring a tab. */
export async function startAgain({ ctx, at }: Entered): Promise<void> {
  ctx.redirect(at);
  ctx.status = 303;
}

/** Sends a code to the email address that the tenant gave for the person. */
export async function mailCode(entered: Entered): Promise<void> {
  const { deps, ctx, visit } = entered;
  const { db } = deps;
  const { page, texts } = visit;
  await readCheckedForm(entered);
  const [token, code] = [newToken(), newCode()];
  if (!(await addCode(db, page, token, code))) return ask(entered, texts.check.tooMany);
  const { subject, text } = texts.check.mail;
  const email = { id: `code-${newToken()}`, subject, text: `${text(code, codeMinutes)}\n` };
  if (!(await deps.casePages.mail(page, email))) {
    await dropCode(db, page, token);
    return ask(entered, texts.check.notSent);
  }
  giveCodeToken(ctx, page, token);
  return startAgain(entered);
}

export async function takeCode(entered: Entered): Promise<void> {
  const { deps, ctx, visit } = entered;
  const { page, texts } = visit;
  const form = await readCheckedForm(entered);
  // A person may paste it with blanks.
  const typed = (form.get('code') ?? '').replace(/\s/g, '');
  if (!/^\d{6}$/.test(typed)) return ask(entered, texts.check.missing);
  const tried = await tryCode(deps.db, page, codeTokenIn(ctx, page) ?? '', typed);
  switch (tried.result) {
    case 'right':
      giveToken(ctx, page, tried.token);
      return toCase(ctx, visit);
    case 'wrong':
      return ask(entered, texts.check.wrong(tried.left));
    case 'over':
      return ask(entered, texts.check.over);
  }
}
