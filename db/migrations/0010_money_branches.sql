-- Money that takes another way: authorizations on slower networks, reviews of a risk, and transfers that follow another.

alter table authorizations
  -- Which of the case's transfers it is for.
  add column attempt integer not null default 1,
  -- The network asked for. Null: the case's own, as for all from before.
  add column network text,
  -- When a transfer was asked for with it, last.
  add column used_at timestamptz;

alter table items
  -- When the person signed in at their bank again, last.
  add column repaired_at timestamptz;

alter table reviews
  -- The step of the case that asked for it: what an earlier step asked is decided.
  add column step integer;

alter table transfers
  drop constraint transfers_onboarding_id_key,
  -- One for each time that the case has to move its money: the last line of defence against moving it twice.
  add column attempt integer not null default 1,
  add unique (onboarding_id, attempt),
  -- The product wants it cancelled.
  add column cancel_requested_at timestamptz,
  -- Why a returned one is not the last: it is presented again, then, or the person links another account.
  add column follow_up text check (follow_up in ('represent', 'relink')),
  add column represent_at timestamptz,
  add check ((follow_up is not distinct from 'represent') = (represent_at is not null)),
  -- The returned one that this presents again.
  add column represents text references transfers;
