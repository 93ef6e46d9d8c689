-- Plaid's id of an applicant who pays from their own bank; null if Plaid has none, or has removed it.
alter table applicants add column plaid_user_id text;
