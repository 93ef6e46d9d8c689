// What each of Plaid's errors means to us, as data. `error_code` is an open list: a code without a row goes by its
// `error_type`, and an unknown type is a `bug`, so that somebody looks. Never decided by message text.
// Source: https://plaid.com/docs/errors, and PlaidErrorType in the OpenAPI document.

import type { FailureKind, Repair } from '../domain/failure.ts';

export type Meaning = {
  kind: FailureKind;
  /** What to know or do, for an operator. */
  advice: string;
  repair?: Repair;
  retryAfterSeconds?: number;
};

const signInAgain: Meaning = {
  kind: 'needs-user',
  advice: 'The person has to sign in at the bank again.',
  repair: { mode: 'update' },
};
const linkAnew: Meaning = {
  kind: 'needs-user',
  advice: 'The person has to link an account anew.',
  repair: { mode: 'new' },
};
const bankAway: Meaning = { kind: 'unavailable', advice: 'The bank does not answer Plaid; this can last hours.' };
const plaidAway: Meaning = { kind: 'unavailable', advice: 'Plaid is in trouble; the call is tried again.' };
const slowDown: Meaning = { kind: 'busy', advice: 'Plaid asks us to slow down.' };
const noReport: Meaning = { kind: 'invalid', advice: 'Plaid cannot make this report.' };
const ourRequest: Meaning = { kind: 'bug', advice: 'Plaid refuses our request: the code has to change.' };
const ourAccount: Meaning = {
  kind: 'bug',
  advice:
    'Our client at Plaid is not set up for this: check the keys, the environment and the products in its Dashboard.',
};

/** Asked again it would be refused again: with these terms there is no payment. */
const noSuchPayment: Meaning = { kind: 'invalid', advice: 'Plaid makes no payment on these terms.' };

export const meaningOfCode: Record<string, Meaning> = {
  // ITEM_ERROR
  ACCESS_NOT_GRANTED: signInAgain,
  ADDITIONAL_CONSENT_REQUIRED: signInAgain,
  INSUFFICIENT_CREDENTIALS: signInAgain,
  INVALID_CREDENTIALS: signInAgain,
  INVALID_MFA: signInAgain,
  ITEM_LOCKED: signInAgain,
  ITEM_LOGIN_REQUIRED: signInAgain,
  PASSWORD_RESET_REQUIRED: signInAgain,
  USER_INPUT_TIMEOUT: signInAgain,
  USER_SETUP_REQUIRED: signInAgain,
  ITEM_NOT_FOUND: linkAnew,
  ITEM_NOT_SUPPORTED: linkAnew,
  MFA_NOT_SUPPORTED: linkAnew,
  NO_ACCOUNTS: linkAnew,
  NO_AUTH_ACCOUNTS: linkAnew,
  PRODUCTS_NOT_SUPPORTED: linkAnew,
  PRODUCT_NOT_READY: {
    kind: 'unavailable',
    advice: 'Plaid is still preparing this data.',
    retryAfterSeconds: 60,
  },
  // INVALID_INPUT
  INVALID_ACCESS_TOKEN: linkAnew,
  // The account was closed, or the person took it out of the consent: ids churn, and this one is gone.
  INVALID_ACCOUNT_ID: linkAnew,
  // Expired (30 minutes), used before, or of another environment.
  INVALID_PUBLIC_TOKEN: linkAnew,
  // Of another environment, or so old that Plaid has forgotten it.
  INVALID_LINK_TOKEN: { kind: 'missing', advice: 'Plaid knows no such Link token.' },
  INVALID_API_KEYS: ourAccount,
  INVALID_PRODUCT: ourAccount,
  UNAUTHORIZED_ENVIRONMENT: ourAccount,
  UNAUTHORIZED_ROUTE_ACCESS: ourAccount,
  INVALID_WEBHOOK_VERIFICATION_KEY_ID: { kind: 'missing', advice: 'Plaid has no such webhook key.' },
  // INVALID_REQUEST
  NOT_FOUND: { kind: 'missing', advice: 'Plaid knows no such thing.' },
  // INSTITUTION_ERROR (HTTP 400)
  INSTITUTION_DOWN: bankAway,
  INSTITUTION_NOT_AVAILABLE: bankAway,
  INSTITUTION_NOT_RESPONDING: bankAway,
  INSTITUTION_NO_LONGER_SUPPORTED: linkAnew,
  INSTITUTION_REGISTRATION_REQUIRED: ourAccount,
  UNAUTHORIZED_INSTITUTION: ourAccount,
  // API_ERROR
  INTERNAL_SERVER_ERROR: plaidAway,
  PLANNED_MAINTENANCE: plaidAway,
  // INCOME_VERIFICATION_ERROR
  INCOME_VERIFICATION_NOT_FOUND: { kind: 'missing', advice: 'The person has not shared their income yet.' },
  VERIFICATION_STATUS_PENDING_APPROVAL: { kind: 'unavailable', advice: 'The person has not agreed to share it yet.' },
  // PAYMENT_ERROR
  PAYMENT_BLOCKED: noSuchPayment,
  PAYMENT_INVALID_RECIPIENT: noSuchPayment,
  PAYMENT_REJECTED: noSuchPayment,
  PAYMENT_SCHEME_NOT_SUPPORTED: noSuchPayment,
  PAYMENT_INVALID_REFERENCE: ourRequest,
  // TRANSACTIONS_ERROR
  TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION: {
    kind: 'conflict',
    advice: "The bank's data changed between two pages: they are read again from the first one.",
  },
  // TRANSFER_ERROR
  TRANSFER_NOT_FOUND: { kind: 'missing', advice: 'Plaid knows no such transfer.' },
  TRANSFER_NOT_CANCELLABLE: { kind: 'conflict', advice: 'The transfer has been submitted and cannot be cancelled.' },
  TRANSFER_ACCOUNT_BLOCKED: linkAnew,
  TRANSFER_UNSUPPORTED_ACCOUNT_TYPE: linkAnew,
  TRANSFER_LIMIT_REACHED: {
    kind: 'busy',
    advice: 'Our limit at Plaid is used up; daily and monthly limits reset at midnight Eastern.',
    retryAfterSeconds: 3600,
  },
  TRANSFER_NETWORK_LIMIT_EXCEEDED: { kind: 'invalid', advice: 'The amount exceeds what this network carries.' },
  TRANSFER_FORBIDDEN_ACH_CLASS: ourAccount,
  INCOMPLETE_CUSTOMER_ONBOARDING: ourAccount,
  UNAUTHORIZED_ACCESS: ourAccount,
};

export const meaningOfType: Record<string, Meaning> = {
  API_ERROR: plaidAway,
  // DATA_UNAVAILABLE, ASSET_REPORT_GENERATION_FAILED, PRODUCT_NOT_ENABLED where the Item was linked without it.
  ASSET_REPORT_ERROR: noReport,
  INCOME_VERIFICATION_ERROR: noReport,
  IDEMPOTENCY_ERROR: ourRequest,
  INSTITUTION_ERROR: bankAway,
  INVALID_INPUT: ourRequest,
  INVALID_REQUEST: ourRequest,
  INVALID_RESULT: ourRequest,
  ITEM_ERROR: signInAgain,
  RATE_LIMIT_EXCEEDED: slowDown,
};

export const unknownMeaning: Meaning = {
  kind: 'bug',
  advice: 'We do not know this error: give it a row in plaid/error-codes.ts.',
};
