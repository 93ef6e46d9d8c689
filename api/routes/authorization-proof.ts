import { z } from 'zod';
import { authorizationProofsOf, type ProofRecord } from '../../db/transfers/authorization-proofs.ts';
import { achClasses } from '../../domain/case/onboarding.ts';
import { formatAmount } from '../../domain/money.ts';
import { consentTextIds } from '../../domain/transfers/consent-texts.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import { findCase, isTransferPath } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { money, time } from '../http/answer-fields.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';

const debit = z
  .object({
    transfer: z.string().describe("Plaid's id of the transfer."),
    number: z.int(),
    created_at: time,
    name: z.string(),
    link: z.object({ session: z.string(), finished_at: time.nullable() }),
    consent: z
      .object({
        text: z.string(),
        text_id: z
          .enum(consentTextIds)
          .nullable()
          .describe('The text of /v1/consent_texts that it is. Null: your own.'),
        given_at: z.string(),
        until: z.string().nullable(),
      })
      .nullable()
      .describe('Null if the request for the onboarding had none.'),
    account: z.object({
      institution: z.string().nullable(),
      mask: z.string().nullable(),
      number_last_four: z.string().nullable(),
      routing_last_four: z.string().nullable(),
    }),
    terms: z.object({
      ...{ direction: z.literal('debit'), amount: money, currency: z.literal('USD') },
      ...{ description: z.string(), ach_class: z.enum(achClasses).nullable(), network: z.string() },
    }),
    authorization: z.object({
      ...{ id: z.string(), decision: z.string(), rationale: z.string().nullable(), decided_at: time },
    }),
  })
  .meta({ id: 'AuthorizedDebit' });

const proving = {
  summary: 'Read the proofs that the applicant authorized the debits',
  answer: (path: string) =>
    z.object({ [isTransferPath(path) ? 'transfer_id' : 'onboarding_id']: z.string(), debits: z.array(debit) }),
  problems: ['authorization_proof_not_found'],
} as const;

/** Answers with the proofs for a dispute. They name the applicant, even after erasure, so only the tenant gets them. */
export function getAuthorizationProof({ db, vault }: Deps): Handler {
  return documented(proving, async (ctx) => {
    const { id } = await findCase({ db }, ctx);
    const proofs = await authorizationProofsOf(db, vault, id);
    if (proofs.length === 0) throw none();
    ctx.body = { [isTransferId(id) ? 'transfer_id' : 'onboarding_id']: id, debits: proofs.map(debitAnswer) };
  });
}

const debitAnswer = ({ transferId, transferNumber: number, createdAt, proof }: ProofRecord): z.output<typeof debit> => {
  const { name, link, account, terms, authorization, consent = null } = proof;
  return {
    ...{ transfer: transferId, number, created_at: createdAt.toISOString(), name },
    link: { session: link.session, finished_at: link.finishedAt && iso(link.finishedAt) },
    consent: consent && {
      ...{ text: consent.text, text_id: consent.textId ?? null },
      ...{ given_at: consent.givenAt, until: consent.until },
    },
    account: {
      ...{ institution: account.institution, mask: account.mask },
      ...{ number_last_four: account.number, routing_last_four: account.routing },
    },
    terms: {
      ...{ direction: 'debit', amount: formatAmount(terms.amountCents), currency: 'USD' },
      ...{ description: terms.description, ach_class: terms.achClass, network: terms.network },
    },
    authorization: {
      ...{ id: authorization.id, decision: authorization.decision, rationale: authorization.rationale },
      decided_at: iso(authorization.decidedAt),
    },
  };
};

/** Returns the form of our other times, because PostgreSQL writes JSON with an offset. */
const iso = (time: string): string => new Date(time).toISOString();

const none = () =>
  new Problem(
    404,
    'authorization_proof_not_found',
    'There is no proof. Only ACH debits have one, from the day they are sent until two years after their return window.',
  );
