import { readReport } from '../../db/data/reports.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { Problem } from '../http/problem.ts';

/** Answers with a report as Plaid sent it. It is full of the applicant's data, so only the tenant gets it. */
export function getReport({ db, vault }: Deps): Handler {
  return async (ctx) => {
    const { id: onboardingId } = await findCase({ db }, ctx);
    const id = ctx.params?.report_id ?? '';
    const found = /^rep_[0-9a-f]{32}$/.test(id) ? await readReport(db, vault, { onboardingId, id }) : null;
    if (!found)
      throw new Problem(
        404,
        'report_not_found',
        'This onboarding has no report with this id. Take the id from reports of the onboarding.',
      );
    const { kind, status, error, askedAt, readyAt, report } = found;
    ctx.body = {
      ...{ id, kind, status, error },
      asked_at: askedAt.toISOString(),
      ready_at: readyAt?.toISOString() ?? null,
      report: report && JSON.parse(report.reveal()),
    };
  };
}
