// Renders a case for every answer of the API.
import { z } from 'zod';
import type { CaseView, ItemView } from '../../db/case/case-views.ts';
import type { LinkSession } from '../../db/link/link-sessions.ts';
import { type LinkOffer, linkOffers } from '../../domain/bank/link.ts';
import { outcomes } from '../../domain/case/onboarding.ts';
import { reviewDecisions, reviewReasons } from '../../domain/case/review.ts';
import { actionOf, asksForRepair, needsItem, stages, waits } from '../../domain/case/stages.ts';
import { dataProducts } from '../../domain/data/data-product.ts';
import { reportKinds, reportStatuses } from '../../domain/data/report.ts';
import {
  fieldVerdicts,
  type IdentityJudgement,
  identityDecisions,
  identityFields,
  identityReasons,
  identitySources,
  judgementFlags,
} from '../../domain/owner/identity.ts';
import { explanationOf } from '../../domain/words/explanations.ts';
import { languageOf } from '../../domain/words/languages.ts';
import { delaySchema, time } from '../http/answer-fields.ts';
import { fundingAnswer, fundingAnswerSchema } from './funding-answer.ts';
import { metadataAnswer } from './metadata-input.ts';
import {
  authorizationAnswer,
  authorizationSchema,
  movementAnswer,
  movementSchema,
  refundAnswer,
  refundSchema,
} from './money-answer.ts';
import { linkFields, linkOrNone, nextActionAnswer, nextActionSchema } from './next-action-answer.ts';

const offer = z
  .object({
    type: z.enum(linkOffers),
    before: time.nullable().describe('The deadline of the offer.'),
    ...linkFields,
  })
  .meta({ id: 'Offer', description: 'A Link that the applicant may use although the case does not wait for it.' });
/** An offer before its Link is known. */
export type Offer = Pick<z.output<typeof offer>, 'type' | 'before'>;

const item = z.object({
  status: z.enum(['good', 'broken', 'revoked', 'removed']),
  error: z.string().nullable().describe("Plaid's code of a broken login."),
  consent_ends_at: time.nullable(),
});

const account = z.object({
  id: z.string().nullable().describe('The id of the linked account. Null while it is none.'),
  institution: z.string().nullable(),
  mask: z.string().nullable(),
  subtype: z.string().nullable(),
  verification_status: z.string().nullable(),
  duplicate_of: z.array(z.string()).describe('Other cases that had this account when Gangway read it.'),
});

export const identitySchema = z
  .object({
    decision: z.enum(identityDecisions),
    reason: z.enum(identityReasons).nullable(),
    source: z.enum(identitySources).nullable(),
    fields: z.array(
      z.object({
        field: z.enum(identityFields),
        score: z.number().nullable(),
        threshold: z.number(),
        verdict: z.enum(fieldVerdicts),
      }),
    ),
    flags: z.array(z.enum(judgementFlags)),
    policy_version: z.int().nullable(),
  })
  .meta({ id: 'IdentityJudgement', description: 'Whether the applicant owns the account.' });

const payment = z.object({
  id: z.string().nullable(),
  status: z.string().nullable(),
  reference: z.string(),
  adjusted_reference: z.string().nullable(),
  number: z.int().describe('Counts the payments of the case, from 1.'),
});

export const hiddenReason = 'Null: the reviewer named none, or the question is not decided yet.';

/** The fields that a case and a transfer on a linked account have in common. */
export const sharedFields = {
  reason: z.string().nullable().describe('The code that says why the case stands or ended where it did.'),
  next_action: nextActionSchema.nullable().describe('Null once the case is closed.'),
  delayed: delaySchema.nullable().describe('The case waits out trouble, and goes on by itself. Null: it does not.'),
  waiting: z.object({ for: z.enum(waits), until: time.nullable() }).nullable(),
  funding: fundingAnswerSchema.nullable(),
  authorization: authorizationSchema.nullable(),
  transfer: movementSchema.nullable(),
  refunds: z.array(refundSchema),
  identity: identitySchema.nullable(),
  reviews: z.array(
    z.object({
      ...{ decision: z.enum(reviewDecisions), reviewer: z.string() },
      reason: z.enum(reviewReasons).nullable().describe(hiddenReason),
      key: z.string().nullable().describe('The id of the API key by which it came. Null for a command of an operator.'),
      at: time,
    }),
  ),
  metadata: metadataAnswer,
  page_url: z
    .string()
    .describe('The page on which the applicant does what the case waits for. Whoever has it may open the page.'),
  created_at: time,
  updated_at: time,
};

export const caseSchema = z
  .object({
    id: z.string(),
    user_id: z.string(),
    stage: z.enum(stages),
    outcome: z.enum(outcomes).nullable(),
    explanation: z
      .string()
      .nullable()
      .describe('Why the applicant is asked again, in words that they may read, in the language of the case.'),
    offers: z.array(offer),
    products: z.array(z.enum(dataProducts)),
    identity_verification: z.object({ id: z.string(), status: z.string() }).nullable(),
    item: item.nullable(),
    account: account.nullable(),
    payment: payment.nullable(),
    reports: z.array(
      z.object({
        ...{ id: z.string(), kind: z.enum(reportKinds) },
        ...{ status: z.enum(reportStatuses), error: z.string().nullable() },
      }),
    ),
    ...sharedFields,
  })
  .meta({ id: 'Onboarding' });
export type CaseAnswer = z.output<typeof caseSchema>;

/**
 * `links` are the case's open Link sessions: the one that it waits for, and those that it offers. `verificationUrl` is
 * the page on which the applicant verifies their identity, while the case waits for that.
 */
export function caseAnswer(
  view: CaseView,
  links: LinkSession[],
  verificationUrl: string | null = null,
): Omit<CaseAnswer, 'page_url'> {
  const { account, authorization, identity, item, payment, transfer } = view;
  return {
    id: view.id,
    user_id: view.userId,
    stage: view.stage,
    outcome: view.outcome,
    reason: view.reason,
    explanation: view.outcome ? null : explanationOf(view.reason, languageOf(view.linkLanguage)),
    next_action: nextActionAnswer(view, linkFor(links, null), verificationUrl),
    offers: offersOf(view).map((offer) => ({
      ...offer,
      ...linkOrNone(view.id, linkFor(links, offer.type), offer.type),
    })),
    delayed: view.delay,
    waiting: view.waitingFor === null ? null : { for: view.waitingFor, until: iso(view.waitingUntil) },
    funding: view.funding && fundingAnswer(view.funding),
    products: view.products,
    identity_verification: view.identityVerification,
    item: item && {
      status: statusOf(item),
      error: item.error,
      consent_ends_at: item.consentEndsAt && iso(new Date(item.consentEndsAt)),
    },
    account: account && {
      id: account.linked,
      institution: account.institution,
      mask: account.mask,
      subtype: account.subtype,
      verification_status: account.verificationStatus,
      duplicate_of: account.duplicateOf,
    },
    identity: identity && identityAnswer(identity),
    reviews: view.reviews.map(({ decision, reviewer, reason, key = null, at }) => ({
      ...{ decision, reviewer, reason, key, at: new Date(at).toISOString() },
    })),
    authorization: authorization && authorizationAnswer(authorization),
    transfer: transfer && movementAnswer(transfer),
    refunds: view.refunds.map(refundAnswer),
    payment: payment && {
      id: payment.id,
      status: payment.status,
      reference: payment.reference,
      adjusted_reference: payment.adjustedReference,
      number: payment.number,
    },
    reports: view.reports.map(({ id, kind, status, error }) => ({ id, kind, status, error })),
    metadata: view.metadata,
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  };
}

export const identityAnswer = (identity: IdentityJudgement): z.output<typeof identitySchema> => ({
  decision: identity.decision,
  reason: identity.reason,
  source: identity.source,
  fields: identity.fields.map(({ field, score, threshold, verdict }) => ({ field, score, threshold, verdict })),
  flags: [...identity.flags],
  policy_version: identity.policyVersion,
});

const linkActions = ['open_link', 'repair_link', 'verify_micro_deposits'];
export const needsLink = (standing: Pick<CaseView, 'stage' | 'waitingFor'>): boolean =>
  linkActions.includes(actionOf(standing));

type Offering = Pick<CaseView, 'stage' | 'waitingFor' | 'item' | 'products' | 'reports' | 'accountId'>;

/** The Links of a linked account are offered with the account, and not with a transfer on it. */
export function offersOf(view: Offering): Offer[] {
  if (view.accountId !== null) return [];
  return [...itemOffersOf(view), ...(canVerifyIncome(view) ? [{ type: 'verify_income' as const, before: null }] : [])];
}

/** True while the case is open, until the applicant has shared their income; and again if Plaid could not use it. */
function canVerifyIncome({ stage, products, reports }: Pick<CaseView, 'stage' | 'products' | 'reports'>): boolean {
  if (!products.includes('income') || stage === 'closed') return false;
  const report = reports.find(({ kind }) => kind === 'income');
  return !report || report.status === 'offered' || report.status === 'failed';
}

function itemOffersOf({ item, ...standing }: Pick<CaseView, 'stage' | 'waitingFor' | 'item'>): Offer[] {
  if (!item || item.revokedAt || !needsItem(standing)) return [];
  const offers: Offer[] = [];
  if (item.newAccountsAt) offers.push({ type: 'select_accounts', before: null });
  if (item.error && asksForRepair(standing)) offers.push({ type: 'renew_login', before: null });
  else if (item.consentEndsAt) offers.push({ type: 'renew_login', before: iso(new Date(item.consentEndsAt)) });
  return offers;
}

function statusOf({ error, revokedAt, removedAt }: ItemView): z.output<typeof item>['status'] {
  if (removedAt) return 'removed';
  if (revokedAt) return 'revoked';
  return error ? 'broken' : 'good';
}

const linkFor = (links: LinkSession[], offer: LinkOffer | null) => links.find((link) => link.offer === offer) ?? null;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
