-- Money that takes another way: authorizations on slower networks, reviews of a risk, and transfers that follow
-- another.

alter table authorizations
  -- The number of the transfer within the case.
  add column attempt integer not null default 1,
  -- The network asked for. Null: the case's own, as for all from before.
  add column network text,
  -- When we last asked Plaid for a transfer with it.
  add column used_at timestamptz;

alter table items
  -- When the applicant last repaired the login at their bank.
  add column repaired_at timestamptz;

alter table reviews
  -- The step of the case that asked for the review. A question of an earlier step is decided.
  add column step integer;

alter table transfers
  drop constraint transfers_onboarding_id_key,
  -- One transfer each time that the case has to move its money: the last line of defence against moving it twice.
  add column attempt integer not null default 1,
  add unique (onboarding_id, attempt),
  -- When the tenant asked to cancel the transfer.
  add column cancel_requested_at timestamptz,
  -- The step after a return: the transfer is presented again at `represent_at`, or the applicant links another account.
  add column follow_up text check (follow_up in ('represent', 'relink')),
  add column represent_at timestamptz,
  add check ((follow_up is not distinct from 'represent') = (represent_at is not null)),
  -- The returned transfer that this one presents again.
  add column represents text references transfers;
