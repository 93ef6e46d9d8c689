// Holds the answer about a case until it differs from the one that the caller has.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CaseView } from '../../db/case/case-views.ts';
import type { Deps } from '../context.ts';
import { checkInput } from '../http/input.ts';
import { queryOf } from '../http/query.ts';
import type { Context } from '../http/request.ts';
import { findCase, showCase } from './find-case.ts';

/** Below the idle time of common load balancers (60 s). */
const mostSeconds = 50;
const error = `must be a whole number of seconds from 1 to ${mostSeconds}`;
const query = z.strictObject({
  wait: z
    .string()
    .regex(/^[1-9]\d?$/, error)
    .transform(Number)
    .refine((seconds) => seconds <= mostSeconds, error)
    .meta({
      ...{ type: 'integer', minimum: 1, maximum: mostSeconds },
      description: 'Holds the answer for so many seconds at most, until the case has changed or is closed.',
    })
    .optional(),
});

/** A part of the operation of each route that answers by `answerHeld`. */
export const held = {
  query,
  headers: { 'If-None-Match': 'The ETag of the answer that you have. 304 says that it is still right.' },
  etag: true,
  otherwise: { 304: null },
} as const;

/**
 * Answers with the case under its ETag; 304 if the caller has that answer (If-None-Match). With `?wait=`, holds the
 * answer for so many seconds at most, until the case has changed or is closed.
 */
export async function answerHeld(deps: Deps, ctx: Context): Promise<void> {
  const { wait = 0 } = checkInput(query, queryOf(ctx));
  const view = await findCase(deps, ctx);
  if (wait === 0) return answerTagged(ctx, await showCase(deps, ctx, view));
  const gone = new AbortController();
  const leave = () => gone.abort();
  ctx.res.once('close', leave);
  const watcher = deps.timelines.watch(view.id);
  try {
    answerTagged(ctx, await untilChanged(deps, ctx, { until: Date.now() + wait * 1000, watcher, signal: gone.signal }));
  } finally {
    watcher.end();
    ctx.res.off('close', leave);
  }
}

type Hold = { until: number; watcher: ReturnType<Deps['timelines']['watch']>; signal: AbortSignal };

async function untilChanged(deps: Deps, ctx: Context, { until, watcher, signal }: Hold): Promise<object> {
  let has = ctx.get('If-None-Match') || null;
  for (;;) {
    const view: CaseView = await findCase(deps, ctx);
    const answer = await showCase(deps, ctx, view);
    has ??= etagOf(answer);
    const rest = until - Date.now();
    const isOver = rest <= 0 || signal.aborted || deps.timelines.closed.aborted;
    if (isOver || view.stage === 'closed' || etagOf(answer) !== has) return answer;
    await watcher.changed(rest, signal);
  }
}

function answerTagged(ctx: Context, answer: object): void {
  ctx.body = answer;
  ctx.set('ETag', etagOf(answer));
  if (ctx.get('If-None-Match') !== etagOf(answer)) return;
  ctx.status = 304;
  ctx.body = null;
}

const etagOf = (answer: object): string =>
  `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)}"`;
