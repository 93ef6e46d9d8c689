// Every code of an error answer, with advice for the caller. GET /problems and docs/problems.md show this list.

import { accountProblems } from './account-problems.ts';
import { limitProblems } from './limit-problems.ts';
import type { ProblemText } from './problem-text.ts';
import { requestProblems, sameAgain } from './request-problems.ts';
import { userProblems } from './user-problems.ts';

const operator =
  'Send the same request again later: the operator of this installation has to act, and the log says how.';
const lookAgain = 'Read the case again, and do what its next_action says.';
const listThem = 'Take the id from an answer that this API gave to the same tenant.';

export const problems = {
  ...requestProblems,

  // The request names a thing that does not exist.
  onboarding_not_found: { status: 404, title: 'There is no such onboarding', advice: listThem },
  account_not_found: { status: 404, title: 'There is no such linked account', advice: listThem },
  transfer_not_found: { status: 404, title: 'There is no such transfer', advice: listThem },
  key_not_found: { status: 404, title: 'The tenant has no such key', advice: 'List the keys of the tenant.' },
  tenant_exists: { status: 409, title: 'There is such a tenant already', advice: 'Choose another id.' },
  endpoint_not_found: { status: 404, title: 'There is no such notification endpoint', advice: listThem },
  notification_not_found: { status: 404, title: 'There is no such notification', advice: listThem },
  report_not_found: { status: 404, title: 'The onboarding has no such report', advice: listThem },
  webhook_not_found: {
    status: 404,
    title: 'There is no such webhook',
    advice: 'Check the id. The API deletes finished webhooks after GANGWAY_INBOX_DAYS.',
  },
  tenant_not_found: { status: 404, title: 'There is no such tenant', advice: 'Check the id.' },
  authorization_proof_not_found: {
    status: 404,
    title: 'There is no proof of an authorization',
    advice: 'Only ACH debits have one, from the day they are sent until two years after their return window.',
  },
  ...userProblems,
  recipient_missing: { status: 404, title: 'There is no such recipient', advice: 'Start a new onboarding.' },

  // The stage of the case
  stage_conflict: { status: 409, title: 'The case is at another stage', advice: lookAgain },
  ...accountProblems,
  case_closed: {
    status: 409,
    title: 'The case has ended',
    advice: 'Read its outcome. To move more money, start a new onboarding.',
  },
  case_open: {
    status: 409,
    title: 'The case is still open',
    advice: 'Cancel the case or wait until it is closed, then erase the applicant.',
  },
  not_cancellable: {
    status: 409,
    title: 'The bank has the transfer',
    advice: 'It can no longer be cancelled. A debit can be refunded once it has settled.',
  },
  not_offered: {
    status: 409,
    title: 'The case does not offer this',
    advice: 'Choose one of the offers that the case shows.',
  },
  no_link_session: {
    status: 409,
    title: 'The case has no Link session yet',
    advice: 'Repeat the request that created the case.',
  },
  public_token_not_named: {
    status: 409,
    title: 'The public token belongs to no Link of this onboarding',
    advice: 'Send what onSuccess of the onboarding\'s own Link token gave, or send {"returned": true} in a moment.',
  },
  payment_not_open: { status: 409, title: 'The payment cannot be made now', advice: lookAgain },
  other_question: {
    status: 409,
    title: 'Another question is open',
    advice: 'Read the case again, and decide about the question that it shows.',
  },
  answered_already: { status: 409, title: 'You have given the other answer before', advice: lookAgain },
  same_key: { status: 409, title: 'One API key may approve once', advice: 'Send the second approval by another key.' },
  approved_already: { status: 409, title: 'This reviewer has approved', advice: 'Let another reviewer approve.' },
  assigned_to_another: {
    status: 409,
    title: 'Another reviewer works on the case',
    advice: 'Let them decide, give the case back or hand it over. After half an hour it is free by itself.',
  },
  product_not_asked_for: {
    status: 409,
    title: 'The onboarding did not ask for these data',
    advice: 'Name the product in products when you create an onboarding.',
  },

  // Refunds
  not_refundable: {
    status: 409,
    title: 'There is nothing to refund',
    advice: 'Refund a debit or a payment that has settled.',
  },
  not_settled: {
    status: 409,
    title: 'The money has not settled',
    advice: 'Refund it once it has settled. Until then, cancel it.',
  },
  refund_too_late: {
    status: 409,
    title: 'It is too late for a refund',
    advice: 'Pay the applicant by a new onboarding with direction credit.',
  },
  refund_too_much: {
    status: 409,
    title: 'The refund is more than is left',
    advice: 'Refund at most the amount less its earlier refunds.',
  },
  refund_too_little: { status: 409, title: 'The refund is too small', advice: 'Refund at least what detail names.' },
  refund_refused: {
    status: 409,
    title: 'Plaid refuses the refund',
    advice: 'If your balance at Plaid is too low, fund it. Then send the request under a new Idempotency-Key.',
  },
  refund_unknown: { status: 503, title: 'The refund may have been made', advice: sameAgain },

  // Notifications and webhooks
  endpoint_exists: {
    status: 409,
    title: 'This endpoint exists already',
    advice: 'Use it. To get a new secret, rotate it.',
  },
  too_many_endpoints: { status: 409, title: 'There are too many endpoints', advice: 'Delete one first.' },
  too_many_secrets: {
    status: 409,
    title: 'The secret was rotated too often',
    advice: 'Wait until an earlier secret expires.',
  },
  no_secret: {
    status: 409,
    title: 'The endpoint has no secret',
    advice: 'Gangway does not sign emails, so there is no secret to rotate.',
  },
  email_endpoint: {
    status: 409,
    title: 'The endpoint is for email',
    advice: 'Name an endpoint of the channel webhook. To send one email again, redeliver its notification.',
  },
  no_endpoint: {
    status: 409,
    title: 'No endpoint takes this notification',
    advice: 'Enable an endpoint, or name another one.',
  },
  email_off: {
    status: 409,
    title: 'This installation sends no email',
    advice: 'Ask the operator to set GANGWAY_SMTP_URL.',
  },
  webhook_waiting: {
    status: 409,
    title: 'The webhook is waiting',
    advice: 'Wait: the API delivers it by itself.',
  },

  ...limitProblems,

  // A part of the system is away
  case_failing: { status: 503, title: 'The workflow of the case fails', advice: operator },
  too_many_looks: { status: 503, title: 'You asked about this case too often', advice: sameAgain },
  case_starting: { status: 503, title: 'The API is still starting the case', advice: sameAgain },
  database_slow: { status: 503, title: 'The database did not answer in time', advice: sameAgain },
  database_unavailable: { status: 503, title: 'The database does not answer', advice: sameAgain },
  database_misconfigured: { status: 503, title: 'The database is set up wrongly', advice: operator },
  schema_behind: { status: 503, title: 'The database is not migrated', advice: operator },
  schema_ahead: { status: 503, title: 'The database is of a later release', advice: operator },
  vault_key_away: { status: 503, title: 'A key service of the vault does not answer', advice: operator },
  vault_key_unknown: { status: 503, title: 'A key of the vault is missing', advice: operator },
  vault_key_retired: { status: 503, title: 'A key of the vault was retired', advice: operator },
  vault_key_wrong: { status: 503, title: 'A key of the vault is wrong', advice: operator },
  write_queue_full: { status: 503, title: 'Too many writes are waiting', advice: sameAgain },
  temporal_unavailable: { status: 503, title: 'Temporal does not answer', advice: sameAgain },
  worker_unavailable: { status: 503, title: 'No worker answered in time', advice: sameAgain },
  unavailable: { status: 503, title: 'The API cannot take this request now', advice: sameAgain },
  processor_unavailable: { status: 503, title: 'Plaid makes no token for this processor', advice: operator },
  timeout: { status: 503, title: 'Plaid did not answer in time', advice: sameAgain },
  no_answer: { status: 503, title: 'The connection to Plaid failed', advice: sameAgain },
  http_429: { status: 503, title: 'Gangway makes too many calls to Plaid', advice: sameAgain },
  unreadable_answer: { status: 503, title: 'Another server answered in place of Plaid', advice: sameAgain },
  unexpected_answer: { status: 503, title: 'Plaid gave an unexpected answer', advice: sameAgain },
  internal_error: {
    status: 500,
    title: 'Gangway failed on its own side',
    advice: 'Send the same request again later, or ask the operator with the request_id.',
  },
} satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof problems;
export type PlaidCode = Uppercase<string>;
