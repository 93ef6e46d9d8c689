import { findCase, showCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';

export function getOnboarding(deps: Deps): Route {
  return {
    method: 'GET',
    path: '/v1/onboardings/:id',
    handle: async (ctx) => {
      ctx.body = await showCase(deps, await findCase(deps, ctx));
    },
  };
}
