import type { Route } from '../context.ts';

/** The process runs and answers; whether it can do its work is readiness. */
export function health(): Route {
  return {
    method: 'GET',
    path: '/healthz',
    handle: async (ctx) => {
      ctx.body = { status: 'ok' };
    },
  };
}
