import { z } from 'zod';
import { readTimeline } from '../../db/timeline.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { checkInput } from '../input.ts';

const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** What happened to the case, oldest first. `next` is the `after` of the following page. */
export function getTimeline(deps: Deps): Route {
  return {
    method: 'GET',
    path: '/v1/onboardings/:id/timeline',
    handle: async (ctx) => {
      const { limit, after } = checkInput(query, { ...ctx.query });
      const { id } = await findCase(deps, ctx);
      const entries = await readTimeline(deps.db, id, { limit, after });
      ctx.body = {
        data: entries.map(({ at, what, detail }) => ({ at: at.toISOString(), what, detail })),
        next: entries.length === limit ? (entries.at(-1)?.id ?? null) : null,
      };
    },
  };
}
