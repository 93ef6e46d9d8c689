import { authorizationProofsOf, type ProofRecord } from '../../db/authorization-proofs.ts';
import { formatAmount } from '../../domain/money.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { Problem } from '../problem.ts';

/** What to answer a dispute with. It names the person, also after they were erased: it is for the tenant alone. */
export function getAuthorizationProof({ db, vault }: Deps): Route {
  return {
    method: 'GET',
    path: '/v1/onboardings/:id/authorization_proof',
    handle: async (ctx) => {
      const { id } = await findCase({ db, vault }, ctx);
      const proofs = await authorizationProofsOf(db, vault, id);
      if (proofs.length === 0) throw none();
      ctx.body = { onboarding_id: id, debits: proofs.map(debitAnswer) };
    },
  };
}

const debitAnswer = ({ transferId, attempt, createdAt, proof }: ProofRecord) => {
  const { name, link, account, terms, authorization } = proof;
  return {
    ...{ transfer: transferId, attempt, created_at: createdAt.toISOString(), name },
    link: { session: link.session, finished_at: link.finishedAt && iso(link.finishedAt) },
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

/** In the form of our other times: PostgreSQL writes JSON with an offset. */
const iso = (time: string): string => new Date(time).toISOString();

const none = () =>
  new Problem(
    404,
    'authorization_proof_not_found',
    'There is none: only debits by ACH have one, from when they are sent until two years after their return window.',
  );
