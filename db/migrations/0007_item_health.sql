-- What becomes of an Item after it was linked, and the people whom Plaid verifies before they link.

alter table items
  -- The bank ends its consent then, unless the person renews it before. Nobody tells of the end itself.
  add column consent_ends_at timestamptz,
  -- Since when the bank has accounts that the person has not shared.
  add column new_accounts_at timestamptz,
  -- The person took their permission back: the token is forgotten.
  add column revoked_at timestamptz,
  alter column access_token_sealed drop not null,
  add check ((revoked_at is null) = (access_token_sealed is not null));

alter table accounts
  -- Since when the bank has had other data of it than what was read: nothing new may rest on the old.
  add column changed_at timestamptz;

alter table link_sessions
  drop constraint link_sessions_mode_check,
  add constraint link_sessions_mode_check check (mode in ('new', 'update', 'accounts', 'authorization')),
  -- Null where the case waits for it; else what the person may do while it goes on.
  add column offer text check (offer in ('select_accounts', 'renew_login'));
