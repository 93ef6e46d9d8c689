import { readReport } from '../../db/reports.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { Problem } from '../problem.ts';

/** A report that Plaid made, as it gave it. The answer is full of the person's affairs: it is for the tenant alone. */
export function getReport({ db, vault }: Deps): Route {
  return {
    method: 'GET',
    path: '/v1/onboardings/:id/reports/:report_id',
    handle: async (ctx) => {
      const { id: onboardingId } = await findCase({ db, vault }, ctx);
      const found = await readReport(db, vault, { onboardingId, id: ctx.params?.report_id ?? '' });
      if (!found) throw new Problem(404, 'report_not_found', 'This onboarding has no report with this id.');
      const { id, kind, status, error, askedAt, readyAt, report } = found;
      ctx.body = {
        ...{ id, kind, status, error },
        asked_at: askedAt.toISOString(),
        ready_at: readyAt?.toISOString() ?? null,
        report: report && JSON.parse(report.reveal()),
      };
    },
  };
}
