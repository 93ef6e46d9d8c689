// How many calls Plaid takes in Production, by https://plaid.com/docs/errors/rate-limit-exceeded. We read a copy of
// November 2026 that ends before the rows of transfers, payments and /transactions/sync; these are from older notes.
// Plaid calls the list incomplete, changes it at any time, and gives some clients other limits. So a 429 counts too
// (budget.ts), and an endpoint without a row has no other limit here.

export type RateLimit = {
  /** Calls of one Item in a window. */
  item?: number;
  /** Calls of our client in a minute. */
  client: number;
  /** Of the Item's limit, in seconds. */
  itemWindow?: number;
};

export const rateLimits: Record<string, RateLimit> = {
  '/accounts/get': { item: 15, client: 15_000 },
  '/asset_report/create': { item: 5, client: 50 },
  '/asset_report/get': { client: 1_000 },
  '/auth/get': { item: 15, client: 12_000 },
  '/identity/get': { item: 15, client: 2_000 },
  '/identity_verification/create': { client: 200 },
  '/identity_verification/get': { client: 500 },
  '/identity_verification/list': { client: 400 },
  '/item/get': { item: 15, client: 5_000 },
  '/item/remove': { item: 30, client: 2_000 },
  '/payment_initiation/payment/create': { client: 240 },
  '/payment_initiation/payment/get': { client: 240 },
  '/payment_initiation/payment/list': { client: 240 },
  '/transactions/sync': { item: 50, client: 2_500 },
  '/transfer/authorization/create': { item: 100, itemWindow: 3_600, client: 2_500 },
  '/transfer/cancel': { client: 250 },
  '/transfer/create': { client: 2_500 },
  '/transfer/event/list': { client: 100 },
  '/transfer/event/sync': { client: 5_000 },
  // Not in our copy: the limit of the other list of transfers.
  '/transfer/list': { client: 100 },
};
