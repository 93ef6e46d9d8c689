-- The token by which older clients of Plaid name an applicant who pays from their own bank; null if Plaid gave none.
alter table applicants add column plaid_user_token_sealed bytea;
