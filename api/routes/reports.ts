import { z } from 'zod';
import { readReport } from '../../db/data/reports.ts';
import { reportKinds, reportStatuses } from '../../domain/data/report.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { time } from '../http/answer-fields.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';

const reading = {
  summary: 'Read a report as Plaid sent it',
  answer: z
    .object({
      id: z.string(),
      kind: z.enum(reportKinds),
      status: z.enum(reportStatuses),
      error: z.string().nullable(),
      asked_at: time,
      ready_at: time.nullable(),
      report: z.unknown().describe("Plaid's own JSON. Null until it is ready."),
    })
    .meta({ id: 'Report' }),
  problems: ['erased'],
} as const;

/** Answers with a report as Plaid sent it. It is full of the applicant's data, so only the tenant gets it. */
export function getReport({ db, vault }: Deps): Handler {
  return documented(reading, async (ctx) => {
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
  });
}
