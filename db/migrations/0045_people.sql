-- Erasures of a person, as tenants asked for them. The row is the receipt and stays: it names no more of the person than
-- the tenant's own id of them.
create table erasures (
  id text primary key,
  tenant_id text not null references tenants,
  user_id text not null,
  -- The id of the API key that asked.
  asked_by text not null,
  asked_at timestamptz not null default now(),
  -- Null while a case of the person is not erased.
  done_at timestamptz,
  -- When the relay goes on with it.
  next_try_at timestamptz not null default now(),
  -- The code of the fault that the last try met.
  problem text
);
create unique index erasures_under_way on erasures (tenant_id, user_id) where done_at is null;
create index erasures_by_user on erasures (tenant_id, user_id, asked_at);
create index erasures_due on erasures (next_try_at) where done_at is null;

select keep_tenants_apart('erasures', 'tenant_id');
grant select, insert, update on erasures to gangway_api, gangway_sweeps;
grant select on erasures to gangway_readonly;
-- Retention.
grant delete on idempotency_keys to gangway_sweeps;
