-- Row-level security: a statement reaches the rows of the tenant that its transaction names in `gangway.tenant`, and
-- without one no tenant's row. Only the role gangway_sweeps reaches all (db/reach.ts).

do $$ begin
  if to_regrole('gangway_sweeps') is null then
    raise exception 'The database lacks the roles of Gangway: run `npm run roles` first (docs/operating.md).';
  end if;
end $$;

-- An unset tenant reads as '' in a connection that had one before.
alter table tenants add check (id <> '');

/*
 * Keeps the tenants' rows of a table apart. `key`: the column that names the tenant. With `parent`: the column that
 * refers to `parent.id`, and a row belongs to whoever reaches its parent. The look-up takes no byte in the table. It is
 * no `exists`, which PostgreSQL may answer by reading the whole of the parent.
 */
create function keep_tenants_apart(name regclass, key text, parent regclass default null) returns void
language plpgsql as $$
declare
  reaches text := case when parent is null then format('%I = current_setting(''gangway.tenant'', true)', key)
    else format('(select true from %s parent where parent.id = %s.%I)', parent, name, key) end;
begin
  execute format('alter table %s enable row level security, force row level security', name);
  execute format('create policy one_tenant on %s using (%s)', name, reaches);
  execute format('create policy all_tenants on %s to gangway_sweeps using (true)', name);
end $$;
revoke execute on function keep_tenants_apart from public;

select keep_tenants_apart('tenants', 'id');
select keep_tenants_apart(name::regclass, 'tenant_id') from unnest(array['account_holds', 'api_keys',
  'idempotency_keys', 'linked_accounts', 'notification_endpoints', 'notifications', 'onboardings', 'recipients']) name;
select keep_tenants_apart(name::regclass, 'onboarding_id', 'onboardings') from unnest(array['accounts', 'applicants',
  'authorization_proofs', 'authorizations', 'confirmations', 'identity_checks', 'identity_verifications', 'items',
  'link_sessions', 'payments', 'plaid_ids', 'refunds', 'reports', 'reviews', 'timeline', 'transaction_syncs',
  'transfers']) name;
select keep_tenants_apart(name::regclass, 'item_id', 'items')
  from unnest(array['bank_transactions', 'unfinished_transactions']) name;
-- One statement writes a notification with its deliveries, and does not see the notification yet.
select keep_tenants_apart(name::regclass, 'endpoint_id', 'notification_endpoints')
  from unnest(array['notification_deliveries', 'notification_secrets']) name;
-- The feeds bring events before their transfer is on record. Until then, only the feeds reach them.
select keep_tenants_apart('transfer_events', 'transfer_id', 'transfers');
select keep_tenants_apart('bank_transfer_events', 'account_id', 'accounts');
-- A webhook names no tenant, so no tenant reaches one.
alter table webhooks enable row level security, force row level security;
create policy all_tenants on webhooks to gangway_sweeps using (true);

-- What each role may do: what its code does, and no more. The sweeps do a part of the others' work.
grant select on migrations, retired_keks, account_holds, plaid_ids, transfer_events, bank_transfer_events,
  notification_endpoints to gangway_api, gangway_worker;
grant select, insert on account_holds, authorization_proofs, identity_checks, timeline,
  notifications, notification_deliveries, data_keys, erased_data_keys to gangway_api, gangway_worker, gangway_sweeps;
grant select, insert, update on accounts, applicants, authorizations, confirmations, identity_verifications, items,
  link_sessions,
  linked_accounts, onboardings, payments, recipients, refunds, reports, reviews, transaction_syncs, transfers
  to gangway_api, gangway_worker, gangway_sweeps;
grant select, insert, update, delete on bank_transactions, unfinished_transactions to gangway_worker;
grant delete on data_keys to gangway_api, gangway_sweeps;
-- By the trigger on deleted data keys.
grant update on erased_data_keys to gangway_api, gangway_sweeps;

-- The API's own.
grant select, delete on bank_transactions, unfinished_transactions to gangway_api;
grant select, insert, update on idempotency_keys, notification_endpoints, webhook_keys, webhook_senders to gangway_api;
grant delete on webhook_keys to gangway_api;
grant update, delete on notification_deliveries to gangway_api;
-- It locks the tenant's row, for which PostgreSQL asks for the right to update.
grant select, update (created_at) on tenants to gangway_api;
grant select, insert, update, delete on notification_secrets to gangway_api;

-- What belongs to no tenant, or is swept. No process reads a key, a tenant or a webhook in another role.
grant select on all tables in schema public to gangway_sweeps;
grant insert on tenants, plaid_ids, retired_keks to gangway_sweeps;
grant insert, update on api_keys, feed_cursors, transfer_events, bank_transfer_events to gangway_sweeps;
grant insert, update, delete on webhooks to gangway_sweeps;
grant update on data_keys, idempotency_keys, notification_endpoints, notification_deliveries to gangway_sweeps;
grant update, delete on notifications to gangway_sweeps;
grant insert on unread_rows to gangway_worker, gangway_sweeps;
grant select on unread_rows to gangway_worker;

grant select on account_holds, accounts, applicants, authorization_proofs, authorizations, bank_transactions,
  bank_transfer_events, confirmations, identity_checks, identity_verifications, items, link_sessions, linked_accounts,
  notification_deliveries, notification_endpoints, notifications, onboardings, payments, plaid_ids, recipients, refunds,
  reports, reviews, timeline, transaction_syncs, transfer_events, transfers, tenants to gangway_readonly;
