// Every route of the API, by who may call it. The path leads to the file of its handler in `routes/`.
import { feeds } from '../domain/feed.ts';
import { updateNames } from './cases/update-case.ts';
import type { Deps, Handler } from './context.ts';
import type { Route } from './http/operation.ts';
import { createProcessorToken, getAccountNumbers } from './routes/account-numbers.ts';
import { deleteAccount, getAccount, listAccounts, repairAccount } from './routes/accounts.ts';
import { answerTransfer } from './routes/answer-transfer.ts';
import { eraseApplicant } from './routes/applicant.ts';
import { listAudit } from './routes/audit.ts';
import { getAuthorizationProof } from './routes/authorization-proof.ts';
import { readBoard, readWholeBoard } from './routes/board.ts';
import { changeBrand, getBrand } from './routes/brand.ts';
import { cancelOnboarding } from './routes/cancel.ts';
import { listTransferEvents, listWebhooksOfCase } from './routes/case-sources.ts';
import { sendUpdate } from './routes/cases.ts';
import { listConsentTexts } from './routes/consent-texts.ts';
import { documentRoutes } from './routes/document.ts';
import { redeliverToEndpoint } from './routes/endpoint-redeliver.ts';
import { testNotificationEndpoint } from './routes/endpoint-test.ts';
import { erasePerson, getErasure } from './routes/erasures.ts';
import { streamEvents } from './routes/events.ts';
import { health, readiness } from './routes/health.ts';
import { liftHoldById, listHolds } from './routes/holds.ts';
import { getIdentity } from './routes/identity.ts';
import { getBankingDay, getLedger } from './routes/ledger.ts';
import { liftHold } from './routes/lift-hold.ts';
import { reportLink } from './routes/link.ts';
import { getLinkSettings, setLinkSettings, setTenantLinkSettings } from './routes/link-settings.ts';
import { renewLinkToken } from './routes/link-token.ts';
import { changeAccountMetadata, changeMetadata } from './routes/metadata.ts';
import {
  createNotificationEndpoint,
  deleteNotificationEndpoint,
  enableNotificationEndpoint,
  getNotificationEndpoint,
  listNotificationEndpoints,
  rotateNotificationSecret,
} from './routes/notification-endpoints.ts';
import {
  getNotification,
  listNotificationAttempts,
  listNotifications,
  redeliverNotification,
} from './routes/notifications.ts';
import { createOnboarding, getOnboarding, listOnboardings } from './routes/onboardings.ts';
import { listPlaidEvents } from './routes/plaid-events.ts';
import { refundOnboarding } from './routes/refunds.ts';
import { listRelated } from './routes/related.ts';
import { getReport } from './routes/reports.ts';
import { listReturnRates } from './routes/return-rates.ts';
import { reviewOnboarding } from './routes/review.ts';
import { giveBackReview, handOverReview, takeReview } from './routes/review-assignments.ts';
import { listOpenReviews, listReviewsOfCase, showReviewFigures } from './routes/reviews.ts';
import { searchAllCases, searchOwnCases } from './routes/search.ts';
import { addAddress, deleteAddress, listAddresses } from './routes/tenant-addresses.ts';
import {
  createKey,
  createTenant,
  listTenantKeys,
  listTenants,
  revokeTenantKey,
  rotateTenantKey,
} from './routes/tenants.ts';
import { getTimeline } from './routes/timeline.ts';
import { listTransactions } from './routes/transactions.ts';
import { createTransfer, getTransfer, listTransfers, sumUpTransfers } from './routes/transfers.ts';
import { exportTransfers } from './routes/transfers-csv.ts';
import { changeQuota, showUsage } from './routes/usage.ts';
import { exportUser } from './routes/user-export.ts';
import { getWebhook, listWebhooks, redriveWebhook } from './routes/webhooks.ts';

/** The routes that need no API key. */
const publicRoutes = (deps: Deps): Route[] => [
  ['GET', '/healthz', null, health()],
  ['GET', '/readyz', null, readiness({ ...deps, db: deps.reservedDb })],
];

/** The routes of one case. A transfer of a linked account is a case too. */
const routesOfCase = (deps: Deps, base: string, stream: Handler): Route[] => [
  ['GET', `${base}/:id/events`, 'onboardings:read', stream],
  ['GET', `${base}/:id/timeline`, 'onboardings:read', getTimeline(deps)],
  ['GET', `${base}/:id/webhooks`, 'onboardings:read', listWebhooksOfCase(deps)],
  ['GET', `${base}/:id/transfer_events`, 'onboardings:read', listTransferEvents(deps)],
  ['POST', `${base}/:id/link`, 'onboardings:write', reportLink(deps), 'accepts'],
  ['POST', `${base}/:id/link_token`, 'onboardings:write', renewLinkToken(deps), 'accepts'],
  ['POST', `${base}/:id/review`, 'money:write', reviewOnboarding(deps), 'accepts'],
  ['POST', `${base}/:id/review/take`, 'money:write', takeReview(deps), 'accepts'],
  ['POST', `${base}/:id/review/give_back`, 'money:write', giveBackReview(deps), 'accepts'],
  ['POST', `${base}/:id/review/hand_over`, 'money:write', handOverReview(deps), 'accepts'],
  ['GET', `${base}/:id/reviews`, 'personal:read', listReviewsOfCase(deps)],
  ['GET', `${base}/:id/related`, 'onboardings:read', listRelated(deps)],
  ['POST', `${base}/:id/confirm`, 'money:write', answerTransfer(deps, 'confirmed'), 'accepts'],
  ['POST', `${base}/:id/refuse`, 'money:write', answerTransfer(deps, 'refused'), 'accepts'],
  ['POST', `${base}/:id/cancel`, 'money:write', cancelOnboarding(deps), 'accepts'],
  ['POST', `${base}/:id/lift_hold`, 'money:write', liftHold(deps), 'accepts'],
  ['POST', `${base}/:id/metadata`, 'onboardings:write', changeMetadata(deps), 'accepts'],
  ['GET', `${base}/:id/authorization_proof`, 'personal:read', getAuthorizationProof(deps)],
  ['POST', `${base}/:id/refunds`, 'money:write', refundOnboarding(deps), 'accepts'],
];

/** The routes of a tenant, about its own cases. One handler counts all event streams of the process. */
export const tenantRoutes = (deps: Deps): Route[] => routesOfTenant(deps, streamEvents(deps));

const routesOfTenant = (deps: Deps, stream: Handler): Route[] => [
  ['POST', '/v1/onboardings', 'onboardings:write', createOnboarding(deps), 'accepts'],
  ['GET', '/v1/onboardings', 'onboardings:read', listOnboardings(deps)],
  ['GET', '/v1/onboardings/:id', 'onboardings:read', getOnboarding(deps)],
  ...routesOfCase(deps, '/v1/onboardings', stream),
  ['GET', '/v1/onboardings/:id/identity', 'personal:read', getIdentity(deps)],
  ['GET', '/v1/onboardings/:id/transactions', 'personal:read', listTransactions(deps)],
  ['GET', '/v1/onboardings/:id/reports/:report_id', 'personal:read', getReport(deps)],
  ['DELETE', '/v1/onboardings/:id/applicant', 'onboardings:write', eraseApplicant(deps)],
  ['GET', '/v1/users/:user_id/export', 'personal:read', exportUser(deps)],
  ['DELETE', '/v1/users/:user_id', 'money:write', erasePerson(deps)],
  ['GET', '/v1/users/:user_id/erasure', 'onboardings:read', getErasure(deps)],
  ['GET', '/v1/accounts', 'accounts:read', listAccounts(deps)],
  ['GET', '/v1/accounts/:id', 'accounts:read', getAccount(deps)],
  ['DELETE', '/v1/accounts/:id', 'onboardings:write', deleteAccount(deps)],
  ['POST', '/v1/accounts/:id/metadata', 'onboardings:write', changeAccountMetadata(deps), 'accepts'],
  ['POST', '/v1/accounts/:id/link_token', 'onboardings:write', repairAccount(deps)],
  ['GET', '/v1/accounts/:id/numbers', 'accounts:read', getAccountNumbers(deps)],
  ['POST', '/v1/accounts/:id/processor_token', 'money:write', createProcessorToken(deps), 'accepts'],
  ['POST', '/v1/accounts/:id/transfers', 'money:write', createTransfer(deps), 'accepts'],
  ['GET', '/v1/transfers', 'onboardings:read', listTransfers(deps)],
  ['GET', '/v1/transfers.csv', 'onboardings:read', exportTransfers(deps)],
  ['GET', '/v1/transfers/sums', 'onboardings:read', sumUpTransfers(deps)],
  ['GET', '/v1/transfers/:id', 'onboardings:read', getTransfer(deps)],
  ...routesOfCase(deps, '/v1/transfers', stream),
  ['GET', '/v1/search', 'onboardings:read', searchOwnCases(deps)],
  ['GET', '/v1/holds', 'accounts:read', listHolds(deps)],
  ['POST', '/v1/holds/:id/lift', 'money:write', liftHoldById(deps), 'accepts'],
  ['GET', '/v1/banking_day', 'onboardings:read', getBankingDay()],
  ['GET', '/v1/reviews', 'onboardings:read', listOpenReviews(deps)],
  ['GET', '/v1/reviews/figures', 'onboardings:read', showReviewFigures(deps)],
  ['GET', '/v1/board', 'onboardings:read', readBoard(deps)],
  ['GET', '/v1/consent_texts', 'onboardings:read', listConsentTexts(deps)],
  ['GET', '/v1/link_settings', 'onboardings:read', getLinkSettings(deps)],
  ['POST', '/v1/link_settings', 'onboardings:write', setLinkSettings(deps)],
  ['GET', '/v1/brand', 'onboardings:read', getBrand(deps)],
  ['POST', '/v1/brand', 'onboardings:write', changeBrand(deps)],
  ['GET', '/v1/audit', 'audit:read', listAudit(deps)],
  ['POST', '/v1/notification_endpoints', 'notifications', createNotificationEndpoint(deps)],
  ['GET', '/v1/notification_endpoints', 'notifications', listNotificationEndpoints(deps)],
  ['GET', '/v1/notification_endpoints/:id', 'notifications', getNotificationEndpoint(deps)],
  ['DELETE', '/v1/notification_endpoints/:id', 'notifications', deleteNotificationEndpoint(deps)],
  ['POST', '/v1/notification_endpoints/:id/rotate', 'notifications', rotateNotificationSecret(deps)],
  ['POST', '/v1/notification_endpoints/:id/enable', 'notifications', enableNotificationEndpoint(deps)],
  ['POST', '/v1/notification_endpoints/:id/test', 'notifications', testNotificationEndpoint(deps)],
  ['POST', '/v1/notification_endpoints/:id/redeliver', 'notifications', redeliverToEndpoint(deps)],
  ['GET', '/v1/notifications', 'notifications', listNotifications(deps)],
  ['GET', '/v1/notifications/:id', 'notifications', getNotification(deps)],
  ['GET', '/v1/notifications/:id/attempts', 'notifications', listNotificationAttempts(deps)],
  ['POST', '/v1/notifications/:id/redeliver', 'notifications', redeliverNotification(deps)],
];

/** The routes of operators, about all tenants. */
export const operatorRoutes = (deps: Deps): Route[] => [
  ['POST', '/v1/tenants', 'operator', createTenant(deps)],
  ['GET', '/v1/tenants', 'operator', listTenants(deps)],
  ['GET', '/v1/tenants/board', 'operator', readWholeBoard(deps)],
  ['POST', '/v1/tenants/:id/keys', 'operator', createKey(deps)],
  ['GET', '/v1/tenants/:id/keys', 'operator', listTenantKeys(deps)],
  ['POST', '/v1/tenants/:id/keys/:key_id/rotate', 'operator', rotateTenantKey(deps)],
  ['DELETE', '/v1/tenants/:id/keys/:key_id', 'operator', revokeTenantKey(deps)],
  ['POST', '/v1/tenants/:id/addresses', 'operator', addAddress(deps)],
  ['GET', '/v1/tenants/:id/addresses', 'operator', listAddresses(deps)],
  ['DELETE', '/v1/tenants/:id/addresses/:address_id', 'operator', deleteAddress(deps)],
  ['POST', '/v1/tenants/:id/link_settings', 'operator', setTenantLinkSettings(deps)],
  ['GET', '/v1/tenants/:id/usage', 'operator', showUsage(deps)],
  ['POST', '/v1/tenants/:id/quotas', 'operator', changeQuota(deps)],
  ['GET', '/v1/cases', 'operator', searchAllCases(deps)],
  ...updateNames.map((name): Route => ['POST', `/v1/cases/:id/${name}`, 'operator', sendUpdate(deps, name)]),
  ['GET', '/v1/webhooks', 'operator', listWebhooks(deps)],
  ['GET', '/v1/webhooks/:id', 'operator', getWebhook(deps)],
  ['POST', '/v1/webhooks/:id/redrive', 'operator', redriveWebhook(deps)],
  ['GET', '/v1/ledger', 'operator', getLedger(deps)],
  ['GET', '/v1/return_rates', 'operator', listReturnRates(deps)],
  ...feeds.map((feed): Route => ['GET', `/v1/plaid/${feed}-events`, 'operator', listPlaidEvents(deps, feed)]),
];

/** With the document of the routes, for readers and for programs. */
export function allRoutes(deps: Deps): Route[] {
  const routes: Route[] = [
    ...tenantRoutes(deps),
    ...operatorRoutes(deps),
    ...publicRoutes(deps),
    ...documentRoutes(() => routes),
  ];
  return routes;
}
