-- Indexes for any number of cases, and as few bytes per case as the statements allow.

-- No statement needs the second column of these indexes: a case has few rows in each table, and PostgreSQL sorts them.
-- Without it, an index stores the id of a case once for all its rows.
drop index timeline_by_case;
create index timeline_by_case on timeline (onboarding_id);
drop index transfer_events_by_transfer;
create index transfer_events_by_transfer on transfer_events (transfer_id);
drop index bank_transfer_events_by_account;
create index bank_transfer_events_by_account on bank_transfer_events (account_id);
drop index notifications_by_case;
create index notifications_by_case on notifications (onboarding_id);
drop index items_by_case;
create index items_by_case on items (onboarding_id);
drop index accounts_by_case;
create index accounts_by_case on accounts (onboarding_id);
drop index identity_checks_by_case;
create index identity_checks_by_case on identity_checks (onboarding_id);
drop index identity_verifications_by_case;
create index identity_verifications_by_case on identity_verifications (onboarding_id);
drop index authorizations_by_case;
create index authorizations_by_case on authorizations (onboarding_id);
drop index link_sessions_by_case;
create index link_sessions_by_case on link_sessions (onboarding_id);
drop index payments_by_case;
create index payments_by_case on payments (onboarding_id);

-- The lists of cases by stage and by outcome read no other cases. An index on the stage would cost more than it saves:
-- each new stage would add an entry to every index of the table. This column changes once, when the case closes.
alter table onboardings add column open boolean not null generated always as (stage <> 'closed') stored;
create index onboardings_open on onboardings (tenant_id, created_at desc, id desc) where open;
create index onboardings_by_outcome on onboardings (tenant_id, outcome, created_at desc, id desc)
  where outcome is not null;
-- Nearly all deliveries were delivered. The list of the others begins here.
drop index notification_deliveries_open;
create index notification_deliveries_open on notification_deliveries (status) where status <> 'delivered';
create index notifications_by_type on notifications (tenant_id, type, created_at desc, id desc);

-- A case that was cancelled before its workflow started is never started.
drop index onboardings_not_started;
create index onboardings_not_started on onboardings (created_at) where workflow_started_at is null and open;

-- PostgreSQL looks for the rows of a data key when the key is deleted.
create index applicants_by_data_key on applicants (data_key_id);
create index recipients_by_data_key on recipients (data_key_id);

-- Answers that the relay forgets when they are old.
create index idempotency_keys_answered on idempotency_keys (created_at) where response_sealed is not null;
