import { randomUUID } from 'node:crypto';
import type { Context, Next } from './context.ts';

/** Every answer names its request: by the caller's own id where it is harmless to print, else by a new one. */
export async function requestId(ctx: Context, next: Next): Promise<void> {
  const given = ctx.get('X-Request-Id');
  ctx.state.requestId = /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : randomUUID();
  ctx.set('X-Request-Id', ctx.state.requestId);
  await next();
}
