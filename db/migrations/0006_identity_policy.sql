-- How an owner was judged, and by whom a review was decided.

alter table identity_checks
  -- Which rules judged (domain/identity.ts). Null for checks from before they had a number.
  add column policy_version integer,
  -- 'plaid_match' or 'own_rules'. Null where nobody could compare, and for checks from before.
  add column source text,
  add column flags text[] not null default '{}',
  -- Why it is no match, as a code.
  add column reason text;

alter table reviews
  -- Which match was reviewed: a case may have another account by the time of the next review. Null where there was none
  -- yet, and for reviews from before.
  add column identity_check_id text references identity_checks,
  -- Null while the case has not taken it, and for ever if it refused it.
  add column taken_at timestamptz;
-- Those from before were recorded for their case just before it took them.
update reviews set taken_at = created_at;
create index reviews_by_case on reviews (onboarding_id);
