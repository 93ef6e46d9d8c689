import { setImmediate } from 'node:timers/promises';
import { type CaseView, findOnboarding } from '../../db/case/case-views.ts';
import { verificationsOfCases } from '../../db/case/identity-verifications.ts';
import { openLinkSessions } from '../../db/link/link-sessions.ts';
import type { Pool } from '../../db/pool.ts';
import { isUnopened } from '../../db/vault.ts';
import type { Failure } from '../../domain/failure.ts';
import { casesOfTransfer } from '../../domain/transfers/transfer-id.ts';
import type { Deps } from '../context.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../http/request.ts';
import { type CaseAnswer, caseAnswer, caseSchema, needsLink, offersOf } from './case-answer.ts';
import { pageUrlOf } from './page-url.ts';
import { type TransferAnswer, transferAnswer, transferSchema } from './transfer-answer.ts';

type Reads = Pick<Deps, 'db' | 'vault' | 'log' | 'webhookUrl'>;

/** The request is about transfers: those on linked accounts, and those of onboardings. */
export const isTransferPath = (path: string): boolean => path.startsWith('/v1/transfers/');

/** Returns the schema of the case in the answers of this path. */
export const shownAt = (path: string) => (isTransferPath(path) ? transferSchema : caseSchema);

/** Returns the caller's case that the path names. Throws one 404 for another tenant's id and for an unknown one. */
export async function findCase({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<CaseView> {
  const id = ctx.params?.id ?? '';
  const found = isTransferPath(ctx.path)
    ? await findTransfer(db, tenantOf(ctx), id)
    : await findOwn(db, tenantOf(ctx), id);
  ctx.state.onboardingId = found.id;
  return found;
}

async function findOwn(db: Pool, tenantId: string, id: string): Promise<CaseView> {
  const found = /^onb_[0-9a-f]{32}$/.test(id) ? await findOnboarding(db, tenantId, id) : null;
  if (found) return found;
  throw new Problem(
    404,
    'onboarding_not_found',
    'You have no onboarding with this id. Take the id from an answer to the request that created it.',
  );
}

async function findTransfer(db: Pool, tenantId: string, id: string): Promise<CaseView> {
  const found = /^trf_[0-9a-f]{32}$/.test(id) ? await findOnboarding(db, tenantId, ...casesOfTransfer(id)) : null;
  if (found?.funding?.rail === 'ach') return found;
  throw new Problem(
    404,
    'transfer_not_found',
    'You have no transfer with this id. Take the id from GET /v1/transfers, or from an answer to the request that created it.',
  );
}

/** Returns the answer for the case as it is on record now. */
export async function answerCase(deps: Reads, ctx: Context, onboardingId: string) {
  const view = await findOnboarding(deps.db, tenantOf(ctx), onboardingId);
  if (!view) throw new TypeError('a case that was just worked on is gone');
  return showCase(deps, ctx, view);
}

export async function showCase(deps: Reads, ctx: Context, view: CaseView): Promise<CaseAnswer | TransferAnswer> {
  const [answer] = await showCases(deps, [view]);
  if (!answer) throw new TypeError('a case without an answer');
  return isTransferPath(ctx.path) || view.accountId ? transferAnswer(view, answer) : answer;
}

/** Returns the answers for the transfers of these cases. */
export async function showTransfers(deps: Reads, views: CaseView[]): Promise<TransferAnswer[]> {
  const answers = await showCases(deps, views);
  return views.map((view, at) => transferAnswer(view, answers[at] as CaseAnswer));
}

/** Returns the answers for these cases. However many they are, it reads their links and the keys of these once. */
export async function showCases(deps: Reads, views: CaseView[]): Promise<CaseAnswer[]> {
  const { db, vault, log } = deps;
  /**
   * The answer leaves out a link that cannot be decrypted, as if it had expired, so that a list still shows the others.
   */
  const leftOut = (onboardingId: string) => (error: unknown) => {
    if (!isUnopened(error)) throw error;
    log.error(
      { onboarding_id: onboardingId, ...(error as Failure).detail },
      'stored link of the case cannot be decrypted; answer leaves it out',
    );
    return null;
  };
  const wanted = views.flatMap((view) => {
    const offers = [...(needsLink(view) ? [null] : []), ...offersOf(view).map(({ type }) => type)];
    return offers.map((offer) => ({ onboardingId: view.id, offer }));
  });
  const links = await openLinkSessions(db, vault, wanted);
  const verifying = views.filter(({ stage }) => stage === 'awaiting_identity_verification').map(({ id }) => id);
  const verifications = await verificationsOfCases(db, vault, verifying);
  const answers: CaseAnswer[] = [];
  for (const view of views) {
    const own = links.filter((_, index) => wanted[index]?.onboardingId === view.id);
    const open = await Promise.all(own.map((link) => link().catch(leftOut(view.id))));
    const verification = await verifications[verifying.indexOf(view.id)]?.().catch(leftOut(view.id));
    const shown = open.filter((link) => link !== null);
    const page_url = await pageUrlOf(deps, view);
    answers.push({ ...caseAnswer(view, shown, verification?.url ?? null), page_url });
    // To decrypt the links of a page in one go keeps the process from all other requests for that time.
    if (answers.length % 10 === 0) await setImmediate();
  }
  return answers;
}

export function tenantOf(ctx: Context): string {
  const { tenantId } = ctx.state;
  if (!tenantId) throw new TypeError('a route that needs a tenant stands before authentication');
  return tenantId;
}
