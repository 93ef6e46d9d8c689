import type { Logger } from 'pino';
import { databaseFault } from '../../db/database-away.ts';
import { Failure } from '../../domain/failure.ts';
import { errorFields } from './access-log.ts';
import { Problem, problemDocument, problemOf } from './problem.ts';
import type { Context, Next } from './request.ts';

/** Answers every error, and every request without a route, with problem details. */
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

/** Refuses a request that no router has answered: 404, or 405 and 501 with an Allow header. */
function refuseUnanswered(ctx: Context): void {
  if (ctx.status === 404) {
    throw new Problem(404, 'not_found', 'The API has nothing at this address. Check the method and the path.');
  }
  if (ctx.status === 405 || ctx.status === 501) {
    throw new Problem(
      405,
      'method_not_allowed',
      'This address does not take this method. Use one that the header Allow names.',
    );
  }
}

function answer(ctx: Context, problem: Problem, log: Logger): void {
  ctx.status = problem.status;
  ctx.set(problem.headers);
  ctx.set('Cache-Control', 'no-store');
  // Otherwise Node would read an unread body to its end, however long, before it uses the connection again.
  if (!ctx.req.complete) ctx.set('Connection', 'close');
  ctx.body = problemDocument(problem, ctx.state.requestId);
  ctx.type = 'application/problem+json';
  ctx.state.refused = problem.code;
  logFault(log, problem, { request_id: ctx.state.requestId, onboarding_id: ctx.state.onboardingId });
}

/** Logs an answer of 5xx with its cause. */
export function logFault(
  log: Logger,
  problem: Problem,
  about: { request_id: string; onboarding_id?: string | undefined },
): void {
  if (problem.status < 500) return;
  const { cause } = problem;
  // The log may hold the message of a `Failure` and of a wrong setting. For any other error it holds only the place.
  const fault = databaseFault(cause);
  const what = cause instanceof Failure ? { ...cause.detail, message: cause.message } : fault && { message: fault };
  log.error({ ...about, ...what, ...errorFields(cause ?? problem) }, problem.code);
}
