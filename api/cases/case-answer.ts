// Renders a case for every answer of the API.
import type { CaseView, ItemView, RefundView } from '../../db/case/case-views.ts';
import type { LinkSession } from '../../db/link/link-sessions.ts';
import type { LinkOffer } from '../../domain/bank/link.ts';
import { explanationOf } from '../../domain/case/explanations.ts';
import type { AchFunding, Direction, Network } from '../../domain/case/onboarding.ts';
import { approvalsMissing } from '../../domain/case/review.ts';
import { actionOf, asksForRepair, needsItem, type Wait } from '../../domain/case/stages.ts';
import { formatAmount } from '../../domain/money.ts';
import { refundFailure } from '../../domain/transfers/refund.ts';
import { transferFailure } from '../../domain/transfers/transfer.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import { fundingAnswer } from './funding-answer.ts';

type OpenLink = { url: string; link_token: string; expires_at: string };
/** There is no Link token, or it has expired or was used. `renew` names the request that makes a new one. */
type NoLink = { url: null; link_token: null; expires_at: null; renew: RenewRequest };
type RenewRequest = { method: 'POST'; path: string; body: { for: LinkOffer } | null };

/** The next thing for the tenant to do, so that they need not know the stages. Null once the case is closed. */
export type NextActionAnswer =
  | ({ type: 'open_link' | 'repair_link' | 'verify_micro_deposits' } & (OpenLink | NoLink))
  | { type: 'verify_identity'; url: string | null }
  | { type: 'review'; question: string | null; approvals_needed: number }
  | { type: 'confirm'; question: string | null; direction: Direction; amount: string; network: Network }
  | { type: 'wait'; for: Wait | 'worker'; until: string | null }
  | null;

/** A Link that the applicant may use although the case does not wait for it. `before` is its deadline. */
export type Offer = { type: LinkOffer; before: string | null };

export type CaseAnswer = ReturnType<typeof caseAnswer>;

/**
 * `links` are the case's open Link sessions: the one that it waits for, and those that it offers. `verificationUrl` is
 * the page on which the applicant verifies their identity, while the case waits for that.
 */
export function caseAnswer(view: CaseView, links: LinkSession[], verificationUrl: string | null = null) {
  const { account, authorization, identity, item, payment, transfer } = view;
  return {
    id: view.id,
    user_id: view.userId,
    stage: view.stage,
    outcome: view.outcome,
    reason: view.reason,
    explanation: view.outcome ? null : explanationOf(view.reason),
    next_action: nextAction(view, linkFor(links, null), verificationUrl),
    offers: offersOf(view).map((offer) => ({
      ...offer,
      ...linkOrNone(view.id, linkFor(links, offer.type), offer.type),
    })),
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
    identity: identity && {
      decision: identity.decision,
      reason: identity.reason,
      source: identity.source,
      fields: identity.fields.map(({ field, score, threshold, verdict }) => ({ field, score, threshold, verdict })),
      flags: identity.flags,
      policy_version: identity.policyVersion,
    },
    reviews: view.reviews.map(({ decision, reviewer, key = null, at }) => ({
      ...{ decision, reviewer, key, at: iso(new Date(at)) },
    })),
    authorization: authorization && authorizationAnswer(authorization),
    transfer: transfer && {
      id: transfer.id,
      number: transfer.number,
      network: transfer.network,
      status: transfer.status,
      amount: formatAmount(transfer.amountCents),
      return_windows: transfer.windows,
      failure: transferFailure(transfer.status, transfer.failureCode),
    },
    refunds: view.refunds.map(refundAnswer),
    payment: payment && {
      id: payment.id,
      status: payment.status,
      reference: payment.reference,
      adjusted_reference: payment.adjustedReference,
      number: payment.number,
    },
    reports: view.reports.map(({ id, kind, status, error }) => ({ id, kind, status, error })),
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  };
}

const authorizationAnswer = ({ risk, ...decided }: NonNullable<CaseView['authorization']>) => ({
  ...decided,
  risk: risk && {
    level: risk.level,
    bank_initiated_return_score: risk.bankReturnScore,
    customer_initiated_return_score: risk.customerReturnScore,
    warnings: risk.warnings,
  },
});

const refundAnswer = ({ id, amountCents, status, failureCode, paidTwice, askedAt, tryAgainAt }: RefundView) => ({
  id,
  amount: formatAmount(amountCents),
  status,
  waiting: tryAgainAt === null ? null : { for: 'ledger_balance' as const, until: iso(new Date(tryAgainAt)) },
  failure: refundFailure(status, failureCode),
  paid_twice: paidTwice,
  created_at: iso(new Date(askedAt)),
});

const linkActions = ['open_link', 'repair_link', 'verify_micro_deposits'];
export const needsLink = (standing: Pick<CaseView, 'stage' | 'waitingFor'>): boolean =>
  linkActions.includes(actionOf(standing));

function nextAction(view: CaseView, link: LinkSession | null, verificationUrl: string | null): NextActionAnswer {
  const type = actionOf(view);
  switch (type) {
    case 'open_link':
    case 'repair_link':
    case 'verify_micro_deposits':
      return { type, ...linkOrNone(view.id, link) };
    case 'verify_identity':
      return { type, url: verificationUrl };
    case 'review':
      return {
        type,
        question: view.question,
        approvals_needed: approvalsMissing(countingReviews(view), view.policy.review),
      };
    case 'confirm': {
      const { direction, network, amountCents } = view.funding as AchFunding;
      const amount = formatAmount(amountCents);
      return { type, question: view.question, direction, amount, network: view.authorizedNetwork ?? network };
    }
    case 'wait':
      return { type, for: view.waitingFor ?? 'worker', until: iso(view.waitingUntil) };
    case 'none':
      return null;
  }
}

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

function statusOf({ error, revokedAt, removedAt }: ItemView): 'good' | 'broken' | 'revoked' | 'removed' {
  if (removedAt) return 'removed';
  if (revokedAt) return 'revoked';
  return error ? 'broken' : 'good';
}

const linkFor = (links: LinkSession[], offer: LinkOffer | null) => links.find((link) => link.offer === offer) ?? null;

function linkOrNone(id: string, link: LinkSession | null, offer?: LinkOffer): OpenLink | NoLink {
  if (link) return { url: link.url, link_token: link.token.reveal(), expires_at: link.expiresAt.toISOString() };
  const renew: RenewRequest = {
    method: 'POST',
    path: `${pathOf(id)}/link_token`,
    body: offer ? { for: offer } : null,
  };
  return { url: null, link_token: null, expires_at: null, renew };
}

/** Returns the path of a case in this API. */
export const pathOf = (id: string): string => `/v1/${isTransferId(id) ? 'transfers' : 'onboardings'}/${id}`;

const countingReviews = ({ reviews }: Pick<CaseView, 'reviews'>) => reviews.filter(({ counts }) => counts);

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
