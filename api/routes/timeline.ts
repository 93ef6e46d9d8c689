import { z } from 'zod';
import { readTimeline } from '../../db/case/timeline.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { numberCursor, pageLimit, queryOf } from '../http/query.ts';

const query = z.strictObject({
  limit: pageLimit(500, 100),
  cursor: numberCursor,
});

const entry = z
  .object({
    at: time,
    what: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'TimelineEntry' });
const reading = { summary: 'Read what happened to the case, oldest first', query, answer: pageOf(entry) } as const;

/** Answers with the timeline of the case, oldest first. */
export function getTimeline(deps: Deps): Handler {
  return documented(reading, async (ctx) => {
    const page = checkInput(query, queryOf(ctx));
    const { id } = await findCase(deps, ctx);
    const found = await readTimeline(deps.db, id, { ...page, limit: page.limit + 1 });
    const entries = found.slice(0, page.limit);
    ctx.body = {
      data: entries.map(({ at, what, detail }) => ({ at: at.toISOString(), what, detail })),
      next_cursor: found.length > entries.length ? (entries.at(-1)?.id ?? null) : null,
    };
  });
}
