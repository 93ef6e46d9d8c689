// Renders the next action of a case and its Links.
import { z } from 'zod';
import type { CaseView } from '../../db/case/case-views.ts';
import type { LinkSession } from '../../db/link/link-sessions.ts';
import { type LinkOffer, linkOffers } from '../../domain/bank/link.ts';
import { type AchFunding, directions, networks } from '../../domain/case/onboarding.ts';
import { approvalsMissing } from '../../domain/case/review.ts';
import { actionOf, waits } from '../../domain/case/stages.ts';
import { formatAmount } from '../../domain/money.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import { money, time } from '../http/answer-fields.ts';

const renew = z.object({
  method: z.literal('POST'),
  path: z.string(),
  body: z.object({ for: z.enum(linkOffers) }).nullable(),
});

/** The parts of an open Link. */
export const linkFields = {
  url: z.string().nullable().describe('The page on which the applicant uses Link. Null as link_token.'),
  link_token: z.string().nullable().describe('Null: there is none, or it has expired or was used.'),
  expires_at: time.nullable(),
  renew: renew.optional().describe('The request that makes a new Link token. Only where link_token is null.'),
};
const linkSchema = z.object(linkFields);

const question = z.string().nullable().describe('The id of the open question.');

export const nextActionSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.enum(['open_link', 'repair_link', 'verify_micro_deposits']), ...linkFields }),
    z.object({ type: z.literal('verify_identity'), url: z.string().nullable() }),
    z.object({ type: z.literal('review'), question, approvals_needed: z.int() }),
    z.object({
      ...{ type: z.literal('confirm'), question, direction: z.enum(directions) },
      ...{ amount: money, network: z.enum(networks) },
    }),
    z.object({ type: z.literal('wait'), for: z.enum([...waits, 'worker']), until: time.nullable() }),
  ])
  .meta({ id: 'NextAction', description: 'The next thing for you or the applicant to do.' });

type NextActionAnswer = z.output<typeof nextActionSchema>;

/** Returns what the tenant does next, so that they need not know the stages. Null once the case is closed. */
export function nextActionAnswer(
  view: CaseView,
  link: LinkSession | null,
  verificationUrl: string | null,
): NextActionAnswer | null {
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
      return { type, for: view.waitingFor ?? 'worker', until: view.waitingUntil?.toISOString() ?? null };
    case 'none':
      return null;
  }
}

export function linkOrNone(id: string, link: LinkSession | null, offer?: LinkOffer): z.output<typeof linkSchema> {
  if (link) return { url: link.url, link_token: link.token.reveal(), expires_at: link.expiresAt.toISOString() };
  return {
    ...{ url: null, link_token: null, expires_at: null },
    renew: { method: 'POST', path: `${pathOf(id)}/link_token`, body: offer ? { for: offer } : null },
  };
}

/** Returns the path of a case in this API. */
export const pathOf = (id: string): string => `/v1/${isTransferId(id) ? 'transfers' : 'onboardings'}/${id}`;

const countingReviews = ({ reviews }: Pick<CaseView, 'reviews'>) => reviews.filter(({ counts }) => counts);
