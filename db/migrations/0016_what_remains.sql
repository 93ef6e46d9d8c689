-- What remains of a case once it is over.

alter table items
  -- We have had it removed at Plaid: the token is forgotten.
  add column removed_at timestamptz,
  drop constraint items_check,
  add constraint items_check check ((access_token_sealed is null) = (revoked_at is not null or removed_at is not null));
