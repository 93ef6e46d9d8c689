/** The calls and services that Plaid bills, and that Gangway counts for each tenant and month. */
export const paidCalls = [
  'auth',
  'micro_deposits',
  'database_auth',
  'identity',
  'identity_verification',
  'asset_report',
  'income',
  'transfer_risk',
] as const;
export type PaidCall = (typeof paidCalls)[number];

/**
 * Those that may have a quota. Plaid itself makes micro-deposits and looks into its database while the applicant is in
 * Link, the applicant decides to share their income, and the risk of a transfer is part of moving the money: a quota
 * must not stop that half way.
 */
export const limitedCalls = ['auth', 'identity', 'identity_verification', 'asset_report'] as const;
export type LimitedCall = (typeof limitedCalls)[number];
