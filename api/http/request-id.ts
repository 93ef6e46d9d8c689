import { randomUUID } from 'node:crypto';
import type { Context, Next } from './request.ts';

/** Returns the id that the answer carries: the caller's own if it is safe to print, otherwise a new one. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : randomUUID();
}

export async function requestId(ctx: Context, next: Next): Promise<void> {
  ctx.state.requestId = requestIdOf(ctx.req.headers['x-request-id']);
  ctx.set('X-Request-Id', ctx.state.requestId);
  await next();
}
