import type { CaseView } from '../../db/case/case-views.ts';
import { Failure } from '../../domain/failure.ts';
import { eraseCase } from '../cases/erase-case.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { asksPlaid, documented } from '../http/operation.ts';

const erasing = {
  summary: 'Erase the applicant of a closed case',
  answer: null,
  problems: [...asksPlaid, 'case_open'],
} as const;

/** Erases the applicant of a closed case. */
export function eraseApplicant(deps: Pick<Deps, 'db' | 'vault' | 'plaid'>): Handler {
  return documented(erasing, async (ctx) => {
    const view = await findCase(deps, ctx);
    if (view.stage !== 'closed') throw stillOpen(view);
    await eraseCase(deps, view.id);
    ctx.body = null;
  });
}

function stillOpen({ id, stage, outcome }: CaseView): Failure {
  const ends = outcome
    ? 'A return may still follow; the case closes after the return window.'
    : `Wait until it closes, or send POST /v1/onboardings/${id}/cancel.`;
  return new Failure('conflict', `The applicant can be erased only once the case is closed; it is ${stage}. ${ends}`, {
    code: 'case_open',
  });
}
