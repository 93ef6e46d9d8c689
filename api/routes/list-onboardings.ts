import { z } from 'zod';
import { type CasesCursor, listOnboardings as listCases } from '../../db/case-views.ts';
import { outcomes, stages } from '../../domain/onboarding.ts';
import { showCase, tenantOf } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { checkInput } from '../input.ts';

const query = z.strictObject({
  stage: z.enum(stages).optional(),
  outcome: z.enum(outcomes).optional(),
  user_id: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .transform((text, context): CasesCursor => {
      const cursor = decodeCursor(text);
      if (cursor) return cursor;
      context.addIssue({ code: 'custom', message: 'must be the next_cursor of an earlier answer, unchanged' });
      return z.NEVER;
    })
    .optional(),
});

/** The tenant's cases, newest first. */
export function listOnboardings(deps: Deps): Route {
  return {
    method: 'GET',
    path: '/v1/onboardings',
    handle: async (ctx) => {
      const { user_id, ...page } = checkInput(query, { ...ctx.query });
      const { cases, next } = await listCases(deps.db, tenantOf(ctx), { ...page, userId: user_id });
      const data = [];
      for (const view of cases) data.push(await showCase(deps, view));
      ctx.body = { data, next_cursor: next && encodeCursor(next) };
    },
  };
}

// The instant as PostgreSQL prints it (a Date would drop the microseconds), and the id.
const place = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[0-9.]{0,7}[+-]\d\d(?::\d\d)?) (onb_[0-9a-f]{32})$/;

const encodeCursor = ({ createdAt, id }: CasesCursor) => Buffer.from(`${createdAt} ${id}`).toString('base64url');

function decodeCursor(text: string): CasesCursor | null {
  const [, createdAt, id] = place.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return createdAt && id && !Number.isNaN(Date.parse(createdAt)) ? { createdAt, id } : null;
}
