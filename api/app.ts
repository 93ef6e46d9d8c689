// Composes the HTTP service. A request passes the layers in the order in which they stand here.
import type { RequestListener } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import { feeds } from '../domain/feed.ts';
import { accessLog, errorFields } from './access-log.ts';
import { authenticate, operatorsOnly } from './auth.ts';
import type { Context, Deps, Next, Route, State } from './context.ts';
import { errorAnswers } from './errors.ts';
import { countRequests } from './metrics.ts';
import { requestId } from './request-id.ts';
import { cancelOnboarding } from './routes/cancel-onboarding.ts';
import { createNotificationEndpoint } from './routes/create-notification-endpoint.ts';
import { createOnboarding } from './routes/create-onboarding.ts';
import { deleteNotificationEndpoint } from './routes/delete-notification-endpoint.ts';
import { enableNotificationEndpoint } from './routes/enable-notification-endpoint.ts';
import { eraseApplicant } from './routes/erase-applicant.ts';
import { getAuthorizationProof } from './routes/get-authorization-proof.ts';
import { getNotification } from './routes/get-notification.ts';
import { getNotificationEndpoint } from './routes/get-notification-endpoint.ts';
import { getOnboarding } from './routes/get-onboarding.ts';
import { getReport } from './routes/get-report.ts';
import { getTimeline } from './routes/get-timeline.ts';
import { getWebhook } from './routes/get-webhook.ts';
import { health } from './routes/health.ts';
import { listNotificationEndpoints } from './routes/list-notification-endpoints.ts';
import { listNotifications } from './routes/list-notifications.ts';
import { listOnboardings } from './routes/list-onboardings.ts';
import { listPlaidEvents } from './routes/list-plaid-events.ts';
import { listReturnRates } from './routes/list-return-rates.ts';
import { listTransactions } from './routes/list-transactions.ts';
import { listWebhooks } from './routes/list-webhooks.ts';
import { readiness } from './routes/readiness.ts';
import { redeliverNotification } from './routes/redeliver-notification.ts';
import { redriveWebhook } from './routes/redrive-webhook.ts';
import { refundOnboarding } from './routes/refund-onboarding.ts';
import { renewLinkToken } from './routes/renew-link-token.ts';
import { reportLink } from './routes/report-link.ts';
import { reviewOnboarding } from './routes/review-onboarding.ts';
import { rotateNotificationSecret } from './routes/rotate-notification-secret.ts';
import { createDoor, isForDoor } from './webhooks/door.ts';

/** All that the HTTP server is asked. */
export function createListener(deps: Deps): RequestListener {
  const door = createDoor(deps);
  const app = createApp(deps).callback();
  return (request, response) => (isForDoor(request) ? door(request, response) : app(request, response));
}

function createApp(deps: Deps): Koa<State> {
  const app = new Koa<State>();
  // Koa would print unexpected errors itself; they are already answered and logged by then.
  app.silent = true;
  app.on('error', (error: unknown) => deps.log.warn(errorFields(error), 'response not sent'));
  app.use(requestId);
  app.use(accessLog(deps.log));
  app.use(countRequests(deps.metrics));
  app.use(errorAnswers(deps.log));
  app.use(helmet());
  // Answers hold Link tokens and people's affairs: no cache between us and the caller may keep them.
  app.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  });
  const open = routerOf([health(), readiness(deps)]);
  const tenants = routerOf(
    [
      createOnboarding(deps),
      listOnboardings(deps),
      getOnboarding(deps),
      getTimeline(deps),
      listTransactions(deps),
      getReport(deps),
      reportLink(deps),
      renewLinkToken(deps),
      reviewOnboarding(deps),
      cancelOnboarding(deps),
      eraseApplicant(deps),
      getAuthorizationProof(deps),
      refundOnboarding(deps),
      createNotificationEndpoint(deps),
      listNotificationEndpoints(deps),
      getNotificationEndpoint(deps),
      deleteNotificationEndpoint(deps),
      rotateNotificationSecret(deps),
      enableNotificationEndpoint(deps),
      listNotifications(deps),
      getNotification(deps),
      redeliverNotification(deps),
    ],
    authenticate(deps.db),
  );
  const operators = routerOf(
    [
      listWebhooks(deps),
      getWebhook(deps),
      redriveWebhook(deps),
      listReturnRates(deps),
      ...feeds.map((feed) => listPlaidEvents(deps, feed)),
    ],
    authenticate(deps.db),
    operatorsOnly,
  );
  const routers = [open, tenants, operators];
  for (const router of routers) app.use(router.routes());
  for (const router of routers) app.use(router.allowedMethods());
  return app;
}

function routerOf(routes: Route[], ...before: ((ctx: Context, next: Next) => Promise<void>)[]) {
  const router = new Router<State>();
  for (const { method, path, handle } of routes) {
    const named = async (ctx: Context, next: Next) => {
      ctx.state.route = path;
      await next();
    };
    router.register(path, [method], [named, ...before, handle]);
  }
  return router;
}
