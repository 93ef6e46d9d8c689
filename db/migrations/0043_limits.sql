-- Counts of requests that the API processes share, in the columns that rate-limiter-flexible expects. A row lasts a
-- minute, and the library deletes it an hour later. Losing the table in a crash only begins the minute anew.
create unlogged table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

-- Addresses that an operator has registered for a tenant. Each is compared letter by letter.
create table tenant_addresses (
  id text primary key,
  tenant_id text not null references tenants,
  -- `return`: applicants may come back to it. `frame`: an origin whose pages may show ours in a frame.
  use text not null check (use in ('return', 'frame')),
  address text not null,
  created_at timestamptz not null default now(),
  unique (tenant_id, use, address)
);

-- How many calls that Plaid bills a tenant may make in a calendar month (UTC). Without a row: any number.
create table paid_call_quotas (
  tenant_id text not null references tenants,
  call text not null,
  most integer not null check (most >= 0),
  primary key (tenant_id, call)
);

-- The calls that Plaid bills are counted by month, from these rows. They lie in the order of their time, so a few bytes
-- for each hundred pages suffice to find a month.
create index accounts_by_time on accounts using brin (created_at) with (autosummarize = on);
create index identity_checks_by_time on identity_checks using brin (created_at) with (autosummarize = on);
create index identity_verifications_by_time on identity_verifications using brin (created_at) with (autosummarize = on);
create index reports_by_time on reports using brin (asked_at) with (autosummarize = on);
create index authorizations_by_time on authorizations using brin (asked_at) with (autosummarize = on);

select keep_tenants_apart('tenant_addresses', 'tenant_id');
select keep_tenants_apart('paid_call_quotas', 'tenant_id');
grant select on tenant_addresses, paid_call_quotas to gangway_api, gangway_worker, gangway_readonly;
grant select, insert, update, delete on tenant_addresses, paid_call_quotas to gangway_sweeps;
grant select, insert, update, delete on rate_limits to gangway_api, gangway_sweeps;
