-- One index lists both onboardings and transfers by their outcome, and those without one by their stage.
drop index onboardings_by_outcome;
create index onboardings_by_outcome on onboardings (tenant_id, outcome, created_at desc, id desc);
-- The transfers that a webhook about their Item, or its removal, concerns.
create index onboardings_open_on_account on onboardings (account_id) where open and account_id is not null;
