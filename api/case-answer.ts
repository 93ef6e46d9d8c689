// A case as every answer shows it.
import type { LinkSession } from '../db/link-sessions.ts';
import type { CaseView } from '../db/onboardings.ts';
import { formatAmount } from '../domain/money.ts';
import type { Stage } from '../domain/onboarding.ts';

type LinkOffer = { url: string; link_token: string; expires_at: string };
/** The offer ran out or was used: `renew` names the request that makes a fresh one. */
type LinkRunOut = { url: null; link_token: null; expires_at: null; renew: string };

/** What the client is to do now, so that it never has to know the stages. Null at the end. */
export type NextAction =
  | ({ type: 'open_link' | 'repair_link' } & (LinkOffer | LinkRunOut))
  | { type: 'review' }
  | { type: 'wait'; for: string; until: string | null }
  | null;

/** `link` is the case's open Link session, if it has one. */
export function caseAnswer(view: CaseView, link: LinkSession | null) {
  const { account, funding, identity, transfer } = view;
  return {
    id: view.id,
    user_id: view.userId,
    stage: view.stage,
    outcome: view.outcome,
    reason: view.reason,
    next_action: nextAction(view, link),
    waiting: view.waitingFor === null ? null : { for: view.waitingFor, until: iso(view.waitingUntil) },
    funding: {
      rail: funding.rail,
      direction: funding.direction,
      amount: formatAmount(funding.amountCents),
      currency: funding.currency,
      network: funding.network,
      ach_class: funding.achClass,
      description: funding.description,
    },
    products: view.products,
    account: account && {
      institution: account.institution,
      mask: account.mask,
      subtype: account.subtype,
      verification_status: account.verificationStatus,
    },
    identity: identity && {
      decision: identity.decision,
      fields: identity.fields.map(({ field, score, threshold, verdict }) => ({ field, score, threshold, verdict })),
    },
    transfer: transfer && {
      id: transfer.id,
      network: transfer.network,
      status: transfer.status,
      amount: formatAmount(transfer.amountCents),
      return_windows: transfer.windows,
    },
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  };
}

const actionOfStage: Record<Stage, 'open_link' | 'repair_link' | 'review' | 'wait' | 'none'> = {
  starting: 'wait',
  awaiting_link: 'open_link',
  verifying_account: 'wait',
  awaiting_micro_deposits: 'wait',
  matching_identity: 'wait',
  in_review: 'review',
  repairing_link: 'repair_link',
  authorizing: 'wait',
  transferring: 'wait',
  watching_returns: 'wait',
  closed: 'none',
};

export const needsLink = (stage: Stage): boolean => actionOfStage[stage].endsWith('_link');

function nextAction(view: CaseView, link: LinkSession | null): NextAction {
  const type = actionOfStage[view.stage];
  switch (type) {
    case 'open_link':
    case 'repair_link':
      return link ? { type, ...offer(link) } : { type, ...runOut(view.id) };
    case 'review':
      return { type };
    case 'wait':
      return { type, for: view.waitingFor ?? view.stage, until: iso(view.waitingUntil) };
    case 'none':
      return null;
  }
}

const offer = ({ url, token, expiresAt }: LinkSession): LinkOffer => ({
  url,
  link_token: token.reveal(),
  expires_at: expiresAt.toISOString(),
});

const runOut = (id: string): LinkRunOut => ({
  url: null,
  link_token: null,
  expires_at: null,
  renew: `POST /v1/onboardings/${id}/link_token`,
});

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
