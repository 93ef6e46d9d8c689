import { authorizationProofsOf, type ProofRecord } from '../../db/transfers/authorization-proofs.ts';
import { formatAmount } from '../../domain/money.ts';
import { isTransferId } from '../../domain/transfers/transfer-id.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { Problem } from '../http/problem.ts';

/** Answers with the proofs for a dispute. They name the applicant, even after erasure, so only the tenant gets them. */
export function getAuthorizationProof({ db, vault }: Deps): Handler {
  return async (ctx) => {
    const { id } = await findCase({ db }, ctx);
    const proofs = await authorizationProofsOf(db, vault, id);
    if (proofs.length === 0) throw none();
    ctx.body = { [isTransferId(id) ? 'transfer_id' : 'onboarding_id']: id, debits: proofs.map(debitAnswer) };
  };
}

const debitAnswer = ({ transferId, transferNumber: number, createdAt, proof }: ProofRecord) => {
  const { name, link, account, terms, authorization, consent = null } = proof;
  return {
    ...{ transfer: transferId, number, created_at: createdAt.toISOString(), name },
    link: { session: link.session, finished_at: link.finishedAt && iso(link.finishedAt) },
    consent: consent && { text: consent.text, given_at: consent.givenAt, until: consent.until },
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
