-- The tenant's own strings on onboardings, transfers and linked accounts: a row for each, so that an object without any
-- costs nothing. No jsonb column, because row-level security keeps PostgreSQL from looking one up by an index: it does
-- so only for comparisons that leak nothing, such as that of two texts.
create table metadata (
  tenant_id text not null references tenants,
  -- Of a case or of a linked account.
  object_id text not null,
  key text not null,
  value text not null,
  -- When the object was made, by which lists are ordered.
  object_at timestamptz not null,
  primary key (object_id, key)
);
create index metadata_by_value on metadata (tenant_id, key, value, object_at desc, object_id desc);

select keep_tenants_apart('metadata', 'tenant_id');
grant select, insert, update, delete on metadata to gangway_api, gangway_sweeps;
grant select on metadata to gangway_readonly;
