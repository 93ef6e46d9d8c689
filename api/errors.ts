import type { Logger } from 'pino';
import { Failure } from '../domain/failure.ts';
import { errorFields } from './access-log.ts';
import type { Context, Next } from './context.ts';
import { Problem, problemDocument, problemOf } from './problem.ts';

/** Turns every error, and every unanswered path, into problem details. */
export function errorAnswers(log: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
      if (ctx.body === undefined) refuseUnanswered(ctx);
    } catch (error) {
      answer(ctx, problemOf(error), log);
    }
  };
}

/** What the routers leave: 404, or 405 and 501 with an Allow header. */
function refuseUnanswered(ctx: Context): void {
  if (ctx.status === 404) {
    throw new Problem(404, 'not_found', 'There is nothing at this address. Look at the method and the path.');
  }
  if (ctx.status === 405 || ctx.status === 501) {
    throw new Problem(405, 'method_not_allowed', 'This address does not take this method; see Allow.');
  }
}

function answer(ctx: Context, problem: Problem, log: Logger): void {
  ctx.status = problem.status;
  ctx.set(problem.headers);
  ctx.set('Cache-Control', 'no-store');
  // An unread body would be read to its end, however long, before the connection is used again.
  if (!ctx.req.complete) ctx.set('Connection', 'close');
  ctx.body = problemDocument(problem, ctx.state.requestId);
  ctx.type = 'application/problem+json';
  ctx.state.refused = problem.code;
  logFault(log, problem, { request_id: ctx.state.requestId, onboarding_id: ctx.state.onboardingId });
}

/** What was answered with 5xx, with what lies behind it. */
export function logFault(
  log: Logger,
  problem: Problem,
  about: { request_id: string; onboarding_id?: string | undefined },
): void {
  if (problem.status < 500) return;
  const { cause } = problem;
  // A Failure's own sentence is made to be shown; any other error shows only where it came from.
  const what = cause instanceof Failure ? { ...cause.detail, message: cause.message } : {};
  log.error({ ...about, ...what, ...errorFields(cause ?? problem) }, problem.code);
}
