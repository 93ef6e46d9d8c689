// Plaid's errors as data: kind, advice and repair of each. `error_code` is an open list: a code without a row goes by
// its `error_type`, and an unknown type is a `bug`, so that an operator looks. The message text never decides. Source:
// https://plaid.com/docs/errors, and PlaidErrorType in the OpenAPI document.

import type { PlaidErrorType } from 'plaid';
import type { FailureKind, Repair } from '../domain/failure.ts';

export type Meaning = {
  kind: FailureKind;
  /** The fact or the action, in a sentence for operators. */
  advice: string;
  repair?: Repair;
  retryAfterSeconds?: number;
};

const signInAgain: Meaning = {
  kind: 'needs-user',
  advice: 'The applicant has to sign in at the bank again.',
  repair: { mode: 'update' },
};
const consentAgain: Meaning = {
  kind: 'needs-user',
  advice: 'The applicant has to consent to the data that we read. Signing in again does not ask for that consent.',
  repair: { mode: 'consent' },
};
const chooseAccounts: Meaning = {
  kind: 'needs-user',
  advice: 'The applicant shares no usable account and has to choose their accounts again.',
  repair: { mode: 'accounts' },
};
const linkAnew: Meaning = {
  kind: 'needs-user',
  advice: 'The applicant has to link an account again.',
  repair: { mode: 'new' },
};
const bankAway: Meaning = { kind: 'unavailable', advice: 'The bank does not answer Plaid; this can last hours.' };
const plaidAway: Meaning = { kind: 'unavailable', advice: 'Plaid is in trouble. Gangway repeats the call.' };
const slowDown: Meaning = { kind: 'busy', advice: 'Plaid asks us to slow down.' };
const noReport: Meaning = { kind: 'invalid', advice: 'Plaid cannot make this report.' };
const ourRequest: Meaning = { kind: 'bug', advice: 'Plaid refuses our request: the code has to change.' };
const ourAccount: Meaning = {
  kind: 'bug',
  advice:
    'Our client at Plaid is not set up for this: check the keys, the environment and the products in its Dashboard.',
};

/** Only the command `plaid-sandbox` asks for such things. */
const notInSandbox = (advice: string): Meaning => ({ kind: 'invalid', advice });

const noSuchUser: Meaning = { kind: 'missing', advice: 'Plaid knows no such user.' };

/** Plaid would refuse a repeat too: with these terms there is no payment. */
const noSuchPayment: Meaning = { kind: 'invalid', advice: 'Plaid makes no payment on these terms.' };

/** By the code, or by type and code if a code has another meaning under another type. */
export const meaningOfCode: Record<string, Meaning> = {
  // ITEM_ERROR
  ACCESS_NOT_GRANTED: signInAgain,
  INSUFFICIENT_CREDENTIALS: signInAgain,
  INVALID_CREDENTIALS: signInAgain,
  INVALID_MFA: signInAgain,
  ITEM_LOCKED: signInAgain,
  ITEM_LOGIN_REQUIRED: signInAgain,
  PASSWORD_RESET_REQUIRED: signInAgain,
  USER_INPUT_TIMEOUT: signInAgain,
  USER_SETUP_REQUIRED: signInAgain,
  INVALID_OTP: signInAgain,
  INVALID_PHONE_NUMBER: signInAgain,
  INVALID_SEND_METHOD: signInAgain,
  MANUAL_VERIFICATION_REQUIRED: signInAgain,
  INSTANT_MATCH_FAILED: linkAnew,
  // Update mode finds another user name on the Item, or cannot recognise the Item: only a new one helps.
  INVALID_UPDATED_USERNAME: linkAnew,
  ITEM_CONCURRENTLY_DELETED: linkAnew,
  ITEM_NOT_FOUND: linkAnew,
  ITEM_NOT_SUPPORTED: linkAnew,
  MFA_NOT_SUPPORTED: linkAnew,
  // The accounts were shared before: update mode with account selection brings them back (docs/errors/item).
  NO_ACCOUNTS: chooseAccounts,
  NO_AUTH_ACCOUNTS: chooseAccounts,
  NO_INVESTMENT_ACCOUNTS: linkAnew,
  NO_INVESTMENT_AUTH_ACCOUNTS: linkAnew,
  NO_LIABILITY_ACCOUNTS: linkAnew,
  PRODUCTS_NOT_SUPPORTED: linkAnew,
  PRODUCT_NOT_READY: {
    kind: 'unavailable',
    advice: 'Plaid is still preparing this data.',
    retryAfterSeconds: 60,
  },
  // The Item was linked without the product, and no repair adds it.
  'ITEM_ERROR.PRODUCT_NOT_ENABLED': linkAnew,
  // INVALID_INPUT
  ADDITIONAL_CONSENT_REQUIRED: consentAgain,
  // No repair restores a permission that the applicant has revoked.
  USER_PERMISSION_REVOKED: linkAnew,
  // Three wrong codes end the Item.
  TOO_MANY_VERIFICATION_ATTEMPTS: linkAnew,
  INCORRECT_DEPOSIT_VERIFICATION: signInAgain,
  INVALID_USER_ID: noSuchUser,
  INVALID_USER_TOKEN: noSuchUser,
  INVALID_USER_IDENTITY_DATA: { kind: 'invalid', advice: 'Plaid refuses the data of the applicant.' },
  INVALID_ACCESS_TOKEN: linkAnew,
  // The account was closed, or the applicant took it out of the consent: ids change, and this one is gone.
  INVALID_ACCOUNT_ID: linkAnew,
  // Expired (30 minutes), used before, or from another environment.
  INVALID_PUBLIC_TOKEN: linkAnew,
  // From another environment, or so old that Plaid has forgotten it.
  INVALID_LINK_TOKEN: { kind: 'missing', advice: 'Plaid knows no such Link token.' },
  INVALID_API_KEYS: ourAccount,
  INVALID_LINK_CUSTOMIZATION: ourAccount,
  INVALID_PRODUCT: ourAccount,
  UNAUTHORIZED_ENVIRONMENT: ourAccount,
  UNAUTHORIZED_ROUTE_ACCESS: ourAccount,
  INVALID_WEBHOOK_VERIFICATION_KEY_ID: { kind: 'missing', advice: 'Plaid has no such webhook key.' },
  // INVALID_REQUEST
  NOT_FOUND: { kind: 'missing', advice: 'Plaid knows no such id.' },
  INVALID_CONFIGURATION: ourAccount,
  // INSTITUTION_ERROR (HTTP 400)
  INSTITUTION_DOWN: bankAway,
  INSTITUTION_NOT_AVAILABLE: bankAway,
  INSTITUTION_NOT_RESPONDING: bankAway,
  INSTITUTION_NO_LONGER_SUPPORTED: linkAnew,
  INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT: ourAccount,
  INSTITUTION_REGISTRATION_REQUIRED: ourAccount,
  UNAUTHORIZED_INSTITUTION: ourAccount,
  // API_ERROR
  INTERNAL_SERVER_ERROR: plaidAway,
  PLANNED_MAINTENANCE: plaidAway,
  // RATE_LIMIT_EXCEEDED: these codes do not pass by themselves
  CREDITS_EXHAUSTED: ourAccount,
  TRIAL_CONNECTION_LIMIT: ourAccount,
  // USER_ERROR
  USER_NOT_FOUND: noSuchUser,
  // MICRODEPOSITS_ERROR
  BANK_TRANSFER_ACCOUNT_BLOCKED: linkAnew,
  // INCOME_VERIFICATION_ERROR
  INCOME_VERIFICATION_NOT_FOUND: { kind: 'missing', advice: 'The applicant has not shared their income yet.' },
  VERIFICATION_STATUS_PENDING_APPROVAL: {
    kind: 'unavailable',
    advice: 'The applicant has not agreed to share their income yet.',
  },
  // PAYMENT_ERROR
  PAYMENT_BLOCKED: noSuchPayment,
  PAYMENT_INVALID_RECIPIENT: noSuchPayment,
  PAYMENT_REJECTED: noSuchPayment,
  PAYMENT_SCHEME_NOT_SUPPORTED: noSuchPayment,
  PAYMENT_INVALID_REFERENCE: ourRequest,
  // TRANSACTION_ERROR: a transaction of a virtual account
  REQUEST_CONFLICT: { kind: 'uncertain', advice: 'Plaid is still processing this request.' },
  // TRANSACTIONS_ERROR
  TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION: {
    kind: 'conflict',
    advice: "The bank's data changed between two pages. The feed reads them again from the first one.",
  },
  // SIGNAL_ERROR
  RULESET_NOT_FOUND: {
    kind: 'bug',
    advice:
      "Signal has no rule set with this key in this environment: make it in Plaid's Dashboard, under Signal's rules.",
  },
  // SANDBOX_ERROR
  SANDBOX_PRODUCT_NOT_ENABLED: notInSandbox('The Item was linked without the product of this webhook.'),
  SANDBOX_WEBHOOK_INVALID: notInSandbox('The Item has no address for webhooks.'),
  SANDBOX_TRANSFER_EVENT_TRANSITION_INVALID: notInSandbox('The transfer cannot go there from its status.'),
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
  TRANSFER_ORIGINATOR_NOT_FOUND: ourAccount,
  TRANSFER_UI_UNAUTHORIZED: ourAccount,
  INCOMPLETE_CUSTOMER_ONBOARDING: ourAccount,
  UNAUTHORIZED_ACCESS: ourAccount,
};

export const meaningOfType: Record<`${PlaidErrorType}`, Meaning> = {
  API_ERROR: plaidAway,
  // DATA_UNAVAILABLE, ASSET_REPORT_GENERATION_FAILED, PRODUCT_NOT_ENABLED if the Item was linked without it.
  ASSET_REPORT_ERROR: noReport,
  ASSETS_ERROR: noReport,
  INCOME_VERIFICATION_ERROR: noReport,
  INSTITUTION_ERROR: bankAway,
  ITEM_ERROR: signInAgain,
  RATE_LIMIT_EXCEEDED: slowDown,
  // Errors in Link, which the applicant meets.
  OAUTH_ERROR: signInAgain,
  RECAPTCHA_ERROR: signInAgain,
  MICRODEPOSITS_ERROR: linkAnew,
  // Errors of our client's agreement with Plaid.
  PARTNER_ERROR: ourAccount,
  SIGNAL_ERROR: ourAccount,
  BANK_TRANSFER_ERROR: ourRequest,
  IDEMPOTENCY_ERROR: ourRequest,
  INVALID_INPUT: ourRequest,
  INVALID_REQUEST: ourRequest,
  INVALID_RESULT: ourRequest,
  PAYMENT_ERROR: ourRequest,
  SANDBOX_ERROR: ourRequest,
  TRANSACTION_ERROR: ourRequest,
  TRANSACTIONS_ERROR: ourRequest,
  TRANSFER_ERROR: ourRequest,
  TRANSFER_REFUND_ERROR: ourRequest,
  USER_ERROR: ourRequest,
  // Errors of products that we do not use.
  BASE_REPORT_ERROR: ourRequest,
  CHECK_REPORT_ERROR: ourRequest,
  CONSUMER_REPORT_ERROR: ourRequest,
  CRA_MONITORING_ERROR: ourRequest,
  CREDIT_PROFILE_REPORT_ERROR: ourRequest,
  ENCOMPASS_ERROR: ourRequest,
  ENRICH_ERROR: ourRequest,
  FRAUD_INSIGHTS_ERROR: ourRequest,
  FREDDIE_MAC_ERROR: ourRequest,
  LINK_DELIVERY_ERROR: ourRequest,
  PROFILE_ERROR: ourRequest,
  RECURRING_TRANSACTIONS_ERROR: ourRequest,
  STATEMENTS_ERROR: ourRequest,
  TRANSFER_RECURRING_ERROR: ourRequest,
};

/** Two codes that Plaid also spells as Link does (https://plaid.com/docs/errors). */
export const otherSpellings: Record<string, string> = {
  'no-depository-accounts': 'NO_AUTH_ACCOUNTS',
  'plaid-internal-error': 'INTERNAL_SERVER_ERROR',
};

export const unknownMeaning: Meaning = {
  kind: 'bug',
  advice: 'We do not know this error: give it a row in plaid/error-codes.ts.',
};
