-- The lists order cases of one moment by their ids. There are so few that PostgreSQL sorts them itself, so the indexes need
-- no ids: with them, a case took 180 bytes more.
create index onboardings_by_tenant_time on onboardings (tenant_id, created_at desc);
create index onboardings_by_outcome_time on onboardings (tenant_id, outcome, created_at desc);
drop index onboardings_by_tenant;
drop index onboardings_by_outcome;
