// The rows that Gangway holds about a person, by case, as an export shows them: one row per table. Tokens, keyed hashes
// and the bookkeeping of our own processes are left out. docs/personal-data.md says of every column whether it is here,
// and a test compares the two.

import { isDisclosed } from '../case/reviews.ts';

export type ExportedTable = {
  table: string;
  /** SQL: the rows of the case `$1`. */
  of: string;
  /** Orders the rows. The vault binds a sealed column to its value. */
  key: string;
  columns: string;
  /**
   * The sealed column, without its `_sealed`, and the form in which the export shows it. `ownKey`: a data key of its
   * own seals each row, and not the applicant's.
   */
  sealed?: { column: string; as: 'json' | 'text' | 'last four digits'; ownKey?: true };
};

const ofCase = 'onboarding_id = $1';
const ofAccounts = 'account_id in (select id from accounts where onboarding_id = $1)';
const ofTransfers = 'transfer_id in (select id from transfers where onboarding_id = $1)';

export const exportedTables: readonly ExportedTable[] = [
  {
    ...{ table: 'onboardings', of: 'id = $1', key: 'id', sealed: { column: 'consent', as: 'json' } },
    columns: `id, user_id, stage, outcome, reason, waiting_for, waiting_until, products, policy, rail, direction,
      amount_cents, currency, network, ach_class, description, recipient_id, redirect_uri, link_settings, account_id,
      consent_until, reminders, created_at, updated_at`,
  },
  {
    ...{ table: 'applicants', of: ofCase, key: 'onboarding_id', columns: 'plaid_user_id' },
    sealed: { column: 'person', as: 'json' },
  },
  {
    ...{ table: 'link_sessions', of: ofCase, key: 'id' },
    columns: 'id, mode, offer, status, created_at, expires_at, finished_at',
  },
  { table: 'identity_verifications', of: ofCase, key: 'id', columns: 'id, status, created_at' },
  {
    ...{ table: 'items', of: ofCase, key: 'id' },
    columns: `id, link_session_id, institution, error, consent_ends_at, new_accounts_at, repaired_at, revoked_at, removed_at,
      created_at`,
  },
  {
    ...{ table: 'accounts', of: ofCase, key: 'id', sealed: { column: 'numbers', as: 'last four digits' } },
    columns: `id, item_id, mask, subtype, verification_status, persistent_account_id, tokenized, changed_at, created_at`,
  },
  {
    ...{ table: 'linked_accounts', of: ofAccounts, key: 'id' },
    columns: 'id, account_id, verified_by, verified_at, rtp, removal_asked_at, created_at',
  },
  {
    ...{ table: 'metadata', key: `object_id || ' ' || key`, columns: 'object_id, key, value' },
    of: `object_id = $1 or object_id in (
      select l.id from linked_accounts l join accounts a on a.id = l.account_id where a.onboarding_id = $1)`,
  },
  {
    ...{ table: 'identity_checks', of: ofCase, key: 'id' },
    columns: 'id, account_id, decision, reason, fields, flags, source, policy_version, created_at',
  },
  {
    // Nor may the second of two reviewers read here what the first one has written.
    ...{ table: 'reviews', of: `${ofCase} and ${isDisclosed}`, key: 'id', sealed: { column: 'note', as: 'text' } },
    columns: 'id, identity_check_id, question, decision, reviewer, reason, created_at, taken_at',
  },
  {
    ...{ table: 'confirmations', of: ofCase, key: 'question' },
    columns: 'question, transfer_number, account_id, answer, answered_by, answered_at',
  },
  {
    ...{ table: 'authorizations', of: ofCase, key: 'key' },
    columns: `authorization_id, account_id, transfer_number, network, decision, rationale, description, risk, ruleset, asked_at,
      answered_at, used_at`,
  },
  {
    ...{ table: 'transfers', of: ofCase, key: 'id' },
    columns: `id, number, authorization_id, status, network, amount_cents, failure_code, failure_description, follow_up,
      reinitiations, reinitiate_at, cancel_requested_at, returned_at, standard_return_window, unauthorized_return_window,
      watch_until, created_at`,
  },
  {
    ...{ table: 'transfer_events', of: ofTransfers, key: 'event_id' },
    columns: 'event_id, transfer_id, account_id, refund_id, type, amount_cents, at, failure_code, failure_description',
  },
  {
    ...{ table: 'bank_transfer_events', of: ofAccounts, key: 'event_id' },
    columns: `event_id, bank_transfer_id, account_id, type, direction, amount_cents, currency, at, failure_code,
      failure_description`,
  },
  {
    ...{ table: 'authorization_proofs', of: ofCase, key: 'transfer_id', columns: 'transfer_id, created_at' },
    sealed: { column: 'proof', as: 'json', ownKey: true },
  },
  {
    ...{ table: 'account_holds', of: ofTransfers, key: 'id' },
    columns: 'transfer_id, code, debits_only, created_at, lifted_at',
  },
  {
    ...{ table: 'payments', of: ofCase, key: 'reference' },
    columns: 'reference, adjusted_reference, id, status, status_at, asked_at, authorised_at, created_at',
  },
  {
    ...{ table: 'refunds', of: ofCase, key: 'id' },
    columns: `id, transfer_id, payment_id, refund_id, amount_cents, status, failure_code, asked_at, try_again_at, paid_twice_at`,
  },
  {
    ...{ table: 'reports', of: ofCase, key: 'id', sealed: { column: 'report', as: 'json' } },
    columns: 'id, kind, item_id, plaid_id, status, error, reported_error, asked_at, ready_at',
  },
  {
    ...{ table: 'transaction_syncs', of: ofCase, key: 'item_id' },
    columns: 'item_id, update_status, error, read_at, created_at',
  },
  {
    ...{ table: 'bank_transactions', key: 'id', sealed: { column: 'details', as: 'json' } },
    of: 'item_id in (select id from items where onboarding_id = $1)',
    columns: 'id, item_id, account_id, date, amount_minor, currency, pending',
  },
  {
    ...{ table: 'plaid_ids', key: 'external_id', columns: 'kind, external_id' },
    // The hash of a token is no id that anybody else knows.
    of: `onboarding_id = $1 and kind <> 'link_token'`,
  },
  { table: 'timeline', of: ofCase, key: 'id', columns: 'at, what, detail' },
  { table: 'notifications', of: ofCase, key: 'id', columns: 'id, type, data, created_at' },
  {
    ...{ table: 'notification_deliveries', key: `notification_id || ' ' || endpoint_id` },
    of: 'notification_id in (select id from notifications where onboarding_id = $1)',
    columns: `notification_id, endpoint_id, status, attempts, result, status_code, queued_at, attempted_at`,
  },
];
