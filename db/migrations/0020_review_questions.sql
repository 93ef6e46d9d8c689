-- A review answers a question. Each entry of a case into review asks one, with an id of its own.

alter table onboardings
  -- The id of the question that is open. Null: none is.
  add column question text;

alter table reviews
  -- The question that it answers. Null: none, because its case had moved on when the review came.
  add column question text,
  -- When the relay signals the case, unless the case has read the review by then. Null: no signal is due.
  add column tell_at timestamptz;
create index reviews_by_question on reviews (question);
create index reviews_to_tell on reviews (tell_at);

-- No code reads `reviews.step` any more: the question replaces it. A later release removes it.

update onboardings set question = 'qst_' || md5(id || ':' || step) where stage = 'in_review';
update reviews r set question = o.question from onboardings o
where o.id = r.onboarding_id and o.question is not null and r.step is not distinct from o.step
  and r.taken_at is not null;
