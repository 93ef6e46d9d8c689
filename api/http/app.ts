// Composes the HTTP service. A request passes the layers in the order of this file.
import type { RequestListener } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import type { Deps } from '../context.ts';
import { countRequests } from '../metrics/metrics.ts';
import { allRoutes } from '../routes.ts';
import { createDoor, isForDoor } from '../webhooks/door.ts';
import { accessLog, errorFields } from './access-log.ts';
import { audit, auditBegun } from './audit.ts';
import { admit, authorize } from './auth.ts';
import { errorAnswers } from './errors.ts';
import { type CallInside, createInsiders, type Insiders } from './insiders.ts';
import type { Route } from './operation.ts';
import { Problem } from './problem.ts';
import type { Context, Next, State } from './request.ts';
import { requestId } from './request-id.ts';
import { originForm } from './request-target.ts';
import { traceRequests } from './trace-requests.ts';

/** Makes the pages, which call the API as a client does. They let pass what is not theirs. */
export type MakePages = (call: CallInside) => (ctx: Context, next: Next) => Promise<void>;

/** Returns the listener for all requests: the door for Plaid, the pages, and the API. */
export function createListener(deps: Deps, makePages?: MakePages): RequestListener {
  const door = createDoor({ ...deps, db: deps.reservedDb });
  const app = createApp(deps, makePages);
  return (request, response) => {
    request.url = originForm(request.url ?? '/');
    return isForDoor(request) ? door(request, response) : app(request, response);
  };
}

function createApp(deps: Deps, makePages?: MakePages): RequestListener {
  const app = new Koa<State>();
  const insiders = createInsiders();
  const listener: RequestListener = (request, response) => callback(request, response);
  // Without this Koa would print unexpected errors, which are answered and logged by then.
  app.silent = true;
  app.on('error', (error: unknown) => deps.log.warn(errorFields(error), 'response not sent'));
  app.use(requestId);
  if (deps.tracing) app.use(traceRequests(deps.tracing));
  app.use(accessLog(deps.log));
  app.use(countRequests(deps.metrics));
  app.use(errorAnswers(deps.log));
  app.use(refuseUnreadable);
  app.use(helmet());
  // Answers hold Link tokens and personal data, so no cache on the way may keep them.
  app.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  });
  if (makePages) app.use(makePages(insiders.callBy(listener)));
  const router = new Router<State>();
  for (const route of allRoutes(deps)) addRoute(router, route, { ...deps, insiders });
  app.use(router.routes());
  app.use(router.allowedMethods());
  const callback = app.callback();
  return listener;
}

/** Refuses a target that Node lets pass but no URL parser reads, such as `http://[::1`. */
async function refuseUnreadable(ctx: Context, next: Next): Promise<void> {
  try {
    void ctx.path;
  } catch {
    throw new Problem(
      400,
      'bad_request_target',
      'The API cannot read the address of this request. Send a path, as in GET /v1/onboardings.',
    );
  }
  await next();
}

/** Everything under /v1 needs a key: a route there that declares no scope throws, and the API does not start. */
export function addRoute(router: Router<State>, route: Route, deps: Deps & { insiders: Insiders }): void {
  const [method, path, scope, handler, accepts] = route;
  const open = scope === null && !path.startsWith('/v1/');
  const before = open ? [] : [admit(deps), audit(deps, route), authorize(deps.db, route)];
  const begun = open || method === 'GET' || accepts ? [] : [auditBegun(deps)];
  router.register(path, [method], [named(path), ...before, ...begun, handler]);
}

/** PostgreSQL takes no text with a NUL. No id has the sign that takes its place either, so the route finds nothing. */
const named = (path: string) => async (ctx: Context, next: Next) => {
  ctx.state.route = path;
  const { params = {} } = ctx;
  for (const [name, value] of Object.entries(params)) params[name] = value.replaceAll('\0', '\ufffd');
  await next();
};
