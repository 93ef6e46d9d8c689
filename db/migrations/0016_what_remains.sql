-- The end of a case at Plaid.

alter table items
  -- When we removed the Item at Plaid and forgot the token.
  add column removed_at timestamptz,
  drop constraint items_check,
  add constraint items_check check ((access_token_sealed is null) = (revoked_at is not null or removed_at is not null));
