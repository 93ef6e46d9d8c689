-- Reminders, so that no wait is forgotten, and the keyed hashes that recognise an account in several cases.

alter table onboardings
  -- The number of reminders so far. A late retry of an earlier one reminds no second time.
  add column reminders integer not null default 0;

alter table accounts
  -- HMAC of the bank, name and mask that Link shows before the account is read.
  add column shown_index bytea,
  -- The result of the read of the account: the tenant's other cases with it, and how many other users and tenants have
  -- it.
  add column duplicate_of text[] not null default '{}',
  add column other_users integer not null default 0,
  add column other_tenants integer not null default 0;
create index accounts_by_persistent_id on accounts (persistent_account_id) where persistent_account_id is not null;
create index accounts_shared on accounts (id) where other_users > 0 or other_tenants > 0;

alter table link_sessions
  -- HMAC of the bank, name and mask of the account that the applicant chose in Link, if a report named it.
  add column shown_index bytea;
