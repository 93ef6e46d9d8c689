// Every route of the API, by who may call it. The path leads to the file of its handler in `routes/`.
import { feeds } from '../domain/feed.ts';
import type { Deps, Handler } from './context.ts';
import { deleteAccount, getAccount, listAccounts, repairAccount } from './routes/accounts.ts';
import { eraseApplicant } from './routes/applicant.ts';
import { getAuthorizationProof } from './routes/authorization-proof.ts';
import { cancelOnboarding } from './routes/cancel.ts';
import { health, readiness } from './routes/health.ts';
import { reportLink } from './routes/link.ts';
import { renewLinkToken } from './routes/link-token.ts';
import {
  createNotificationEndpoint,
  deleteNotificationEndpoint,
  enableNotificationEndpoint,
  getNotificationEndpoint,
  listNotificationEndpoints,
  rotateNotificationSecret,
} from './routes/notification-endpoints.ts';
import { getNotification, listNotifications, redeliverNotification } from './routes/notifications.ts';
import { createOnboarding, getOnboarding, listOnboardings } from './routes/onboardings.ts';
import { listPlaidEvents } from './routes/plaid-events.ts';
import { listProblems } from './routes/problems.ts';
import { refundOnboarding } from './routes/refunds.ts';
import { getReport } from './routes/reports.ts';
import { listReturnRates } from './routes/return-rates.ts';
import { reviewOnboarding } from './routes/review.ts';
import { getTimeline } from './routes/timeline.ts';
import { listTransactions } from './routes/transactions.ts';
import { createTransfer, getTransfer, listTransfers, sumUpTransfers } from './routes/transfers.ts';
import { exportTransfers } from './routes/transfers-csv.ts';
import { getWebhook, listWebhooks, redriveWebhook } from './routes/webhooks.ts';

export type Route = [method: 'GET' | 'POST' | 'DELETE', path: string, handler: Handler];

/** The routes that need no API key. */
export const publicRoutes = (deps: Deps): Route[] => [
  ['GET', '/healthz', health()],
  ['GET', '/readyz', readiness(deps)],
  ['GET', '/problems', listProblems()],
];

/** The routes of a tenant, about its own cases. */
export const tenantRoutes = (deps: Deps): Route[] => [
  ['POST', '/v1/onboardings', createOnboarding(deps)],
  ['GET', '/v1/onboardings', listOnboardings(deps)],
  ['GET', '/v1/onboardings/:id', getOnboarding(deps)],
  ['GET', '/v1/onboardings/:id/timeline', getTimeline(deps)],
  ['GET', '/v1/onboardings/:id/transactions', listTransactions(deps)],
  ['GET', '/v1/onboardings/:id/reports/:report_id', getReport(deps)],
  ['POST', '/v1/onboardings/:id/link', reportLink(deps)],
  ['POST', '/v1/onboardings/:id/link_token', renewLinkToken(deps)],
  ['POST', '/v1/onboardings/:id/review', reviewOnboarding(deps)],
  ['POST', '/v1/onboardings/:id/cancel', cancelOnboarding(deps)],
  ['DELETE', '/v1/onboardings/:id/applicant', eraseApplicant(deps)],
  ['GET', '/v1/onboardings/:id/authorization_proof', getAuthorizationProof(deps)],
  ['POST', '/v1/onboardings/:id/refunds', refundOnboarding(deps)],
  ['GET', '/v1/accounts', listAccounts(deps)],
  ['GET', '/v1/accounts/:id', getAccount(deps)],
  ['DELETE', '/v1/accounts/:id', deleteAccount(deps)],
  ['POST', '/v1/accounts/:id/link_token', repairAccount(deps)],
  ['POST', '/v1/accounts/:id/transfers', createTransfer(deps)],
  ['GET', '/v1/transfers', listTransfers(deps)],
  ['GET', '/v1/transfers.csv', exportTransfers(deps)],
  ['GET', '/v1/transfers/sums', sumUpTransfers(deps)],
  ['GET', '/v1/transfers/:id', getTransfer(deps)],
  ['GET', '/v1/transfers/:id/timeline', getTimeline(deps)],
  ['POST', '/v1/transfers/:id/link', reportLink(deps)],
  ['POST', '/v1/transfers/:id/link_token', renewLinkToken(deps)],
  ['POST', '/v1/transfers/:id/review', reviewOnboarding(deps)],
  ['POST', '/v1/transfers/:id/cancel', cancelOnboarding(deps)],
  ['POST', '/v1/transfers/:id/refunds', refundOnboarding(deps)],
  ['GET', '/v1/transfers/:id/authorization_proof', getAuthorizationProof(deps)],
  ['POST', '/v1/notification_endpoints', createNotificationEndpoint(deps)],
  ['GET', '/v1/notification_endpoints', listNotificationEndpoints(deps)],
  ['GET', '/v1/notification_endpoints/:id', getNotificationEndpoint(deps)],
  ['DELETE', '/v1/notification_endpoints/:id', deleteNotificationEndpoint(deps)],
  ['POST', '/v1/notification_endpoints/:id/rotate', rotateNotificationSecret(deps)],
  ['POST', '/v1/notification_endpoints/:id/enable', enableNotificationEndpoint(deps)],
  ['GET', '/v1/notifications', listNotifications(deps)],
  ['GET', '/v1/notifications/:id', getNotification(deps)],
  ['POST', '/v1/notifications/:id/redeliver', redeliverNotification(deps)],
];

/** The routes of operators, about all tenants. */
export const operatorRoutes = (deps: Deps): Route[] => [
  ['GET', '/v1/webhooks', listWebhooks(deps)],
  ['GET', '/v1/webhooks/:id', getWebhook(deps)],
  ['POST', '/v1/webhooks/:id/redrive', redriveWebhook(deps)],
  ['GET', '/v1/return_rates', listReturnRates(deps)],
  ...feeds.map((feed): Route => ['GET', `/v1/plaid/${feed}-events`, listPlaidEvents(deps, feed)]),
];
