import { z } from 'zod';
import { latestAuthorization } from '../../db/authorizations.ts';
import type { CaseView } from '../../db/case-views.ts';
import { itemOfCase } from '../../db/items.ts';
import { openLinkSession } from '../../db/link-sessions.ts';
import { addLinkTell, newestLink } from '../../db/link-tells.ts';
import { type CaseRecord, loadCase } from '../../db/onboardings.ts';
import { paymentsOfCase } from '../../db/payments.ts';
import { Failure } from '../../domain/failure.ts';
import { type LinkOffer, linkOffers } from '../../domain/link.ts';
import { justMade } from '../../domain/payment.ts';
import type { LinkPurpose } from '../../plaid/gateway.ts';
import { readOptionalJson } from '../body.ts';
import { needsLink, offersOf } from '../cases/case-answer.ts';
import { answerCase, findCase } from '../cases/find-case.ts';
import { offerIncome } from '../cases/offer-income.ts';
import { offerLink } from '../cases/start-case.ts';
import type { Deps, Route } from '../context.ts';
import { answerOnce } from '../idempotent.ts';
import { checkInput } from '../input.ts';

/** Time that a person needs in Link; a token with less left is not worth offering. */
const enoughMs = 10 * 60_000;

const body = z.strictObject({ for: z.enum(linkOffers).optional() }).default({});

/**
 * A Link token that can be used now: the open one while it lasts, else a fresh one. In the mode that the case needs; or,
 * with `for`, for one of the `offers` that the case's answer lists.
 */
export function renewLinkToken(deps: Deps): Route {
  return {
    method: 'POST',
    path: '/v1/onboardings/:id/link_token',
    handle: async (ctx) => {
      const given = checkInput(body, await readOptionalJson(ctx.req));
      const view = await findCase(deps, ctx);
      await answerOnce(deps, ctx, {
        request: given,
        record: async () => view.id,
        finish: async (id) => {
          if (given.for) await offer(deps, view, given.for);
          else await renew(deps, id);
          return { status: 200, body: await answerCase(deps, ctx, id) };
        },
      });
    },
  };
}

async function renew(deps: Deps, onboardingId: string): Promise<void> {
  const record = await loadCase(deps.db, onboardingId);
  if (!record || !needsLink(record)) {
    const detail = `The case is ${record?.stage} and needs no Link token; its next_action says what it needs.`;
    throw new Failure('conflict', detail, { code: 'stage_conflict' });
  }
  if (await lasts(deps, record, null)) return;
  await offerLink(deps, record, await purposeOf(deps, record), null, (tx, session) =>
    addLinkTell(tx, session, 'linkOffered'),
  );
  deps.pokeRelay();
}

async function offer(deps: Deps, view: CaseView, wanted: LinkOffer): Promise<void> {
  const { db, vault } = deps;
  const record = await loadCase(db, view.id);
  if (!record || !offersOf(view).some(({ type }) => type === wanted)) {
    const detail = `The case does not offer ${wanted} now; its offers say what it does.`;
    throw new Failure('conflict', detail, { code: 'not_offered' });
  }
  const open = await lasts(deps, record, wanted);
  if (wanted === 'verify_income') return offerIncome(deps, record, open);
  if (open) return;
  const accessToken = (await itemOfCase(db, vault, view.id))?.accessToken;
  if (!accessToken) throw new TypeError('an Item without a token is offered no Link');
  const mode = wanted === 'select_accounts' ? 'accounts' : 'update';
  await offerLink(deps, record, { mode, accessToken }, wanted, async () => {});
}

async function lasts({ db, vault }: Deps, { id }: CaseRecord, offer: LinkOffer | null): Promise<boolean> {
  const open = await openLinkSession(db, vault, id, offer);
  return open !== null && open.expiresAt.getTime() - Date.now() >= enoughMs;
}

/** The same as of the token before: the step that found the login broken chose it. */
async function purposeOf({ db, vault }: Deps, { id: onboardingId, funding }: CaseRecord): Promise<LinkPurpose> {
  const mode = (await newestLink(db, onboardingId))?.mode ?? 'new';
  if (mode === 'payment' && funding.rail === 'payment-initiation') {
    const [payment] = await paymentsOfCase(db, onboardingId);
    if (!payment?.paymentId || payment.status !== justMade) throw notOpen();
    return { mode, paymentId: payment.paymentId, currency: funding.currency };
  }
  if (mode === 'update') {
    const accessToken = (await itemOfCase(db, vault, onboardingId))?.accessToken;
    if (accessToken) return { mode, accessToken };
  }
  if (mode === 'authorization') {
    const authorizationId = (await latestAuthorization(db, onboardingId))?.authorizationId;
    if (authorizationId) return { mode, authorizationId };
  }
  return { mode: 'new' };
}

const notOpen = () =>
  new Failure('conflict', 'The payment is under way or has ended. Read the case again in a moment.', {
    code: 'payment_not_open',
  });
