import { z } from 'zod';
import { createLink } from '../../cases/link.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { payerOf } from '../../db/case/applicants.ts';
import { type CaseView, findOnboarding } from '../../db/case/case-views.ts';
import { type CaseRecord, loadCase } from '../../db/case/onboardings.ts';
import { openLinkSession } from '../../db/link/link-sessions.ts';
import { addLinkSignal, newestLink } from '../../db/link/link-signals.ts';
import { paymentsOfCase } from '../../db/payments/payments.ts';
import { latestAuthorization } from '../../db/transfers/authorizations.ts';
import { type LinkMode, type LinkOffer, linkOffers } from '../../domain/bank/link.ts';
import { type LinkLanguage, linkLanguages } from '../../domain/bank/link-settings.ts';
import { Failure } from '../../domain/failure.ts';
import { justMade } from '../../domain/payments/payment.ts';
import type { LinkPurpose } from '../../plaid/gateway.ts';
import { needsLink, offersOf } from '../cases/case-answer.ts';
import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import { lookAtLinks } from '../cases/look-at-links.ts';
import { offerIncome } from '../cases/offer-income.ts';
import type { Deps, Handler } from '../context.ts';
import { readOptionalJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksPlaid, documented } from '../http/operation.ts';

/** The time that an applicant needs in Link. The API replaces a token that lasts less. */
const enoughMs = 10 * 60_000;

const body = z
  .strictObject({
    for: z.enum(linkOffers).optional(),
    page_language: z
      .enum(linkLanguages)
      .optional()
      .describe("Link is in this language, and leads back to the person's page and not to your address."),
  })
  .default({});
type Asked = { pageLanguage: LinkLanguage | null };

const renewing = {
  summary: 'Get a Link token that can be used now',
  description: 'Without `for`, the token is for what the case waits for; with it, for one of its `offers`.',
  body: { schema: body, example: { for: 'renew_login' }, optional: true },
  idempotencyKey: 'optional',
  answer: shownAt,
  problems: [
    ...asksPlaid,
    'stage_conflict',
    'not_offered',
    'payment_not_open',
    'too_many_looks',
    'erased',
    'temporal_unavailable',
  ],
} as const;

/**
 * Answers with a Link token that can be used now: the open one while it lasts, otherwise a new one. It has the mode
 * that the case needs or, with `for`, the mode of one of the case's `offers`. The API asks Plaid first, because an
 * applicant who has finished Link needs no other token; then the answer says what the case does now.
 */
export function renewLinkToken(deps: Deps): Handler {
  return documented(renewing, async (ctx) => {
    const given = checkInput(body, await readOptionalJson(ctx.req));
    const view = await findCase(deps, ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async () => view.id,
      finish: async (id) => {
        const asked = { pageLanguage: given.page_language ?? null };
        if (given.for) await offer(deps, view, given.for, asked);
        else await renew(deps, id, asked);
        return { status: 200, body: await answerCase(deps, ctx, id) };
      },
    });
  });
}

async function renew(deps: Deps, onboardingId: string, asked: Asked): Promise<void> {
  const record = await loadCase(deps.db, onboardingId);
  if (!record || !needsLink(record)) {
    const detail = `The case is ${record?.stage} and needs no Link token. Read its next_action.`;
    throw new Failure('conflict', detail, { code: 'stage_conflict' });
  }
  const { needsNewLink } = await lookAtLinks(deps, onboardingId);
  const looked = await loadCase(deps.db, onboardingId);
  if (!looked || !needsLink(looked)) return;
  const mode = (await newestLink(deps.db, onboardingId))?.mode ?? 'new';
  const newLink = needsNewLink && mode !== 'payment' && mode !== 'new';
  if (!newLink && (await lasts(deps, record, null, asked))) return;
  const purpose = newLink ? ({ mode: 'new' } as const) : await purposeOf(deps, record, mode);
  await createLink(deps, record, { purpose, offer: null, ...asked }, (tx, session) =>
    addLinkSignal(tx, session, 'linkOffered'),
  );
  deps.pokeRelay();
}

async function offer(deps: Deps, view: CaseView, wanted: LinkOffer, asked: Asked): Promise<void> {
  const { db, vault } = deps;
  const record = await loadCase(db, view.id);
  const isOffered = (now: CaseView) => offersOf(now).some(({ type }) => type === wanted);
  if (!record || !isOffered(view)) {
    const detail = `The case does not offer ${wanted} now. Choose one of the offers that it shows.`;
    throw new Failure('conflict', detail, { code: 'not_offered' });
  }
  await lookAtLinks(deps, view.id);
  const looked = await findOnboarding(db, view.tenantId, view.id);
  if (!looked || !isOffered(looked)) return;
  const open = await lasts(deps, record, wanted, asked);
  if (wanted === 'verify_income') return offerIncome(deps, record, { open, ...asked });
  if (open) return;
  const accessToken = (await itemOfCase(db, vault, view.id))?.accessToken;
  if (!accessToken) throw new TypeError('an Item without a token is offered no Link');
  const mode = wanted === 'select_accounts' ? 'accounts' : 'update';
  await createLink(deps, record, { purpose: { mode, accessToken }, offer: wanted, ...asked }, async () => {});
}

async function lasts(
  { db, vault }: Deps,
  { id }: CaseRecord,
  offer: LinkOffer | null,
  { pageLanguage }: Asked,
): Promise<boolean> {
  const open = await openLinkSession(db, vault, id, offer);
  if (!open || (pageLanguage !== null && open.pageLanguage !== pageLanguage)) return false;
  return open.expiresAt.getTime() - Date.now() >= enoughMs;
}

/** Returns the purpose of the token before, which the step that found the fault chose. */
async function purposeOf(
  { db, vault }: Deps,
  { id: onboardingId, funding }: CaseRecord,
  mode: LinkMode,
): Promise<LinkPurpose> {
  switch (mode) {
    case 'payment': {
      if (funding?.rail !== 'payment-initiation') break;
      const [payment] = await paymentsOfCase(db, onboardingId);
      if (!payment?.paymentId || payment.status !== justMade) throw notOpen();
      const user = await payerOf(db, vault, onboardingId);
      if (user) return { mode, paymentId: payment.paymentId, currency: funding.currency, user };
      break;
    }
    case 'update':
    case 'accounts':
    case 'consent': {
      const accessToken = (await itemOfCase(db, vault, onboardingId))?.accessToken;
      if (accessToken) return { mode, accessToken };
      break;
    }
    case 'authorization': {
      const authorizationId = (await latestAuthorization(db, onboardingId))?.authorizationId;
      if (authorizationId) return { mode, authorizationId };
      break;
    }
    // No case waits for a Link for income: it is an offer.
    case 'income':
    case 'new':
  }
  return { mode: 'new' };
}

const notOpen = () =>
  new Failure('conflict', 'The payment is already under way or has ended. Read the case again in a moment.', {
    code: 'payment_not_open',
  });
