-- What keeps a case from being forgotten, and what remains of it at Plaid.

alter table onboardings
  -- How many reminders were given: a late retry of an earlier one gives none.
  add column reminders integer not null default 0;
