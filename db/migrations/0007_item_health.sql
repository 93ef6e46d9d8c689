-- The health of an Item after it was linked, and the verification of applicants by Plaid before they link.

alter table items
  -- The bank ends its consent then, unless the applicant renews it before. Plaid sends nothing when it ends.
  add column consent_ends_at timestamptz,
  -- Since when the bank has accounts that the applicant has not shared.
  add column new_accounts_at timestamptz,
  -- The applicant revoked the permission, and we forgot the token.
  add column revoked_at timestamptz,
  alter column access_token_sealed drop not null,
  add check ((revoked_at is null) = (access_token_sealed is not null));

alter table accounts
  -- When the bank changed the account's data after our last read: nothing new may rest on the old data.
  add column changed_at timestamptz;

alter table link_sessions
  drop constraint link_sessions_mode_check,
  add constraint link_sessions_mode_check check (mode in ('new', 'update', 'accounts', 'authorization')),
  -- Null if the case waits for it. Otherwise the step that the applicant may take while the case goes on.
  add column offer text check (offer in ('select_accounts', 'renew_login'));
