import { type CaseView, findOnboarding } from '../../db/case/case-views.ts';
import { verificationOfCase } from '../../db/case/identity-verifications.ts';
import { openLinkSession } from '../../db/link/link-sessions.ts';
import { isUnopened } from '../../db/vault.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Deps } from '../context.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../http/request.ts';
import { caseAnswer, needsLink, offersOf } from './case-answer.ts';

type Reads = Pick<Deps, 'db' | 'vault' | 'log'>;

/** Returns the caller's case that the path names. Throws one 404 for another tenant's id and for an unknown one. */
export async function findCase({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<CaseView> {
  const id = ctx.params?.id ?? '';
  const found = /^onb_[0-9a-f]{32}$/.test(id) ? await findOnboarding(db, tenantOf(ctx), id) : null;
  if (!found)
    throw new Problem(
      404,
      'onboarding_not_found',
      'You have no onboarding with this id. Take the id from an answer to the request that created it.',
    );
  ctx.state.onboardingId = found.id;
  return found;
}

/** Returns the answer for the case as it is on record now. */
export async function answerCase(deps: Reads, ctx: Context, onboardingId: string) {
  const view = await findOnboarding(deps.db, tenantOf(ctx), onboardingId);
  if (!view) throw new TypeError('a case that was just worked on is gone');
  return showCase(deps, view);
}

export async function showCase({ db, vault, log }: Reads, view: CaseView) {
  /**
   * The answer leaves out a link that cannot be decrypted, as if it had expired, so that a list still shows the others.
   */
  const leftOut = (error: unknown) => {
    if (!isUnopened(error)) throw error;
    log.error(
      { onboarding_id: view.id, ...(error as Failure).detail },
      'stored link of the case cannot be decrypted; answer leaves it out',
    );
    return null;
  };
  const wanted = [...(needsLink(view) ? [null] : []), ...offersOf(view).map(({ type }) => type)];
  const links = await Promise.all(wanted.map((offer) => openLinkSession(db, vault, view.id, offer).catch(leftOut)));
  const verification =
    view.stage === 'awaiting_identity_verification'
      ? await verificationOfCase(db, vault, view.id).catch(leftOut)
      : null;
  const open = links.filter((link) => link !== null);
  return caseAnswer(view, open, verification?.url ?? null);
}

export function tenantOf(ctx: Context): string {
  const { tenantId } = ctx.state;
  if (!tenantId) throw new TypeError('a route that needs a tenant stands before authentication');
  return tenantId;
}
