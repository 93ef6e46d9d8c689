-- What keeps a case from being forgotten, and what remains of it at Plaid.

alter table onboardings
  -- How many reminders were given: a late retry of an earlier one gives none.
  add column reminders integer not null default 0;

alter table accounts
  -- HMAC of bank, name and mask, by which Link shows an account before anybody has read it.
  add column shown_index bytea,
  -- What was found when the account was read: the tenant's other cases with it, and how many strangers have it.
  add column duplicate_of text[] not null default '{}',
  add column other_users integer not null default 0,
  add column other_tenants integer not null default 0;
create index accounts_by_persistent_id on accounts (persistent_account_id) where persistent_account_id is not null;
create index accounts_shared on accounts (id) where other_users > 0 or other_tenants > 0;

alter table link_sessions
  -- The same HMAC of what the person chose in Link, where anybody told us.
  add column shown_index bytea;
