import { type CaseView, findOnboarding } from '../../db/case-views.ts';
import { verificationOfCase } from '../../db/identity-verifications.ts';
import { openLinkSession } from '../../db/link-sessions.ts';
import type { Context, Deps } from '../context.ts';
import { Problem } from '../problem.ts';
import { caseAnswer, needsLink, offersOf } from './case-answer.ts';

type Reads = Pick<Deps, 'db' | 'vault'>;

/** The case that the path names, if it is the caller's: another tenant's id answers as one that was never made. */
export async function findCase({ db }: Reads, ctx: Context): Promise<CaseView> {
  const id = ctx.params?.id ?? '';
  const found = /^onb_[0-9a-f]{32}$/.test(id) ? await findOnboarding(db, tenantOf(ctx), id) : null;
  if (!found) throw new Problem(404, 'onboarding_not_found', 'There is no onboarding with this id.');
  ctx.state.onboardingId = found.id;
  return found;
}

/** Answers with the case as it is recorded now. */
export async function answerCase(deps: Reads, ctx: Context, onboardingId: string) {
  const view = await findOnboarding(deps.db, tenantOf(ctx), onboardingId);
  if (!view) throw new TypeError('a case that was just worked on is gone');
  return showCase(deps, view);
}

export async function showCase({ db, vault }: Reads, view: CaseView) {
  const wanted = [...(needsLink(view) ? [null] : []), ...offersOf(view).map(({ type }) => type)];
  const links = await Promise.all(wanted.map((offer) => openLinkSession(db, vault, view.id, offer)));
  const verification =
    view.stage === 'awaiting_identity_verification' ? await verificationOfCase(db, vault, view.id) : null;
  const open = links.filter((link) => link !== null);
  return caseAnswer(view, open, verification?.url ?? null);
}

export function tenantOf(ctx: Context): string {
  const { tenantId } = ctx.state;
  if (!tenantId) throw new TypeError('a route that needs a tenant stands before authentication');
  return tenantId;
}
