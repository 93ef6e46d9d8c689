-- How an owner was judged, and who decided a review.

alter table identity_checks
  -- The number of the rules that judged (domain/owner/identity.ts). Null for checks from before they had a number.
  add column policy_version integer,
  -- 'plaid_match' or 'own_rules'. Null if no comparison was possible, and for checks from before.
  add column source text,
  add column flags text[] not null default '{}',
  -- Why it is no match, as a code.
  add column reason text;

alter table reviews
  -- The match that was reviewed: a case may have another account by the next review. Null if there was none yet, and
  -- for reviews from before.
  add column identity_check_id text references identity_checks,
  -- Null while the case has not read it, and for ever if the case refused it.
  add column taken_at timestamptz;
-- Earlier reviews were recorded just before their case read them.
update reviews set taken_at = created_at;
create index reviews_by_case on reviews (onboarding_id);
