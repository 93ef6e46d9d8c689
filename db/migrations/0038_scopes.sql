-- Keys have a name and scopes. An operator's key belongs to no tenant.
alter table api_keys
  add column name text not null default 'unnamed',
  add column scopes text[] not null default '{onboardings:read,onboardings:write,money:write,personal:read,accounts:read,notifications}',
  add column expires_at timestamptz,
  add column last_used_at timestamptz,
  alter column tenant_id drop not null,
  drop column operator,
  add check ((tenant_id is null) = (scopes = '{operator}'));
alter table api_keys
  alter column name drop default,
  alter column scopes drop default;
create index api_keys_by_tenant on api_keys (tenant_id, created_at);
