-- The queue of reviewers: the open questions of a tenant, oldest first, who works on which, and why they were decided so.

-- When the case asked reviewers the question that is open. Null: no question to reviewers is open. A trigger keeps it, so
-- that a worker of the release before keeps it too. Only cases in review have an entry in the index.
alter table onboardings add column review_asked_at timestamptz;
create index onboardings_in_review on onboardings (tenant_id, review_asked_at, id) where review_asked_at is not null;
create function note_review_asked() returns trigger language plpgsql as $$
begin
  new.review_asked_at := case when new.question is not null and new.stage = 'in_review' then now() end;
  return new;
end $$;
create trigger review_asked before update of question on onboardings
  for each row when (new.question is distinct from old.question) execute function note_review_asked();

-- Reviews that ended without a decision.
create index onboardings_review_expired on onboardings (tenant_id, created_at) where reason = 'review_expired';

alter table reviews
  -- domain/case/review.ts reviewReasonRows. Null: the reviewer named none.
  add column reason text,
  -- The question is decided with this review. Until then its reason and note are not shown, so that the second of two
  -- reviewers decides for themselves.
  add column decides boolean;
create index reviews_by_time on reviews (created_at);

-- The reviewer who works on a case until then. It is about one question: another question frees the case.
create table review_assignments (
  onboarding_id text primary key references onboardings,
  question text not null,
  reviewer text not null,
  assigned_until timestamptz not null
);
select keep_tenants_apart('review_assignments', 'onboarding_id', 'onboardings');
grant select, insert, update, delete on review_assignments to gangway_api, gangway_sweeps;
grant select on review_assignments to gangway_readonly;

set local role gangway_sweeps;
update onboardings set review_asked_at = updated_at where stage = 'in_review' and question is not null;
-- Decisions on record that have closed their question.
update reviews r set decides = true from onboardings o
where o.id = r.onboarding_id and r.taken_at is not null and r.question is distinct from o.question
  and (r.decision = 'reject' or coalesce(o.policy -> 'review' ->> 'fourEyes', 'false') <> 'true' or exists (
    select from reviews earlier where earlier.question = r.question and earlier.decision = 'approve'
      and (earlier.created_at, earlier.id) < (r.created_at, r.id)));
reset role;
