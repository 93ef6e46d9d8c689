-- Plaid's id of a person who pays from their own bank; null where Plaid does not know them, or not any more.
alter table applicants add column plaid_user_id text;
