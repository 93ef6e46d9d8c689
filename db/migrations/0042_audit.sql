-- The audit: who did or read what, from where, and how it ended. Rows are only ever added. They name things by their
-- ids, and hold no data about applicants. There are no foreign keys, because a row outlives what it names.
create table audit (
  id bigint generated always as identity primary key,
  -- Not now(), so that the rows of a long transaction have their own times.
  at timestamptz not null default clock_timestamp(),
  -- The tenant whom it concerns, or `operators` for what concerns the installation.
  tenant_id text not null,
  actor text not null check (actor in ('tenant', 'operator', 'command', 'gangway', 'temporal')),
  -- The API key. Null for the other actors.
  key_id text,
  -- The person or system by the word of the actor: a reviewer, or the user who typed a command.
  who text,
  source inet,
  request_id text,
  action text not null,
  -- The id of the case, account, key or other thing.
  object text,
  -- accepted, begun, done, or the code of the problem that was answered.
  outcome text not null
);
create index audit_by_tenant on audit (tenant_id, at, id);
-- It holds an id once for all its rows.
create index audit_by_object on audit (object) where object is not null;

-- The chain of each tenant: the relay gives each row its number, and a keyed hash over the row and the hash before it.
create table audit_seals (
  audit_id bigint primary key,
  tenant_id text not null,
  number bigint not null,
  hash bytea not null,
  unique (tenant_id, number)
);

-- Rights refuse changes by the application. These triggers refuse them by the owner of the tables too. Retention may
-- delete a row that is a year old, and the seal of a row that is gone.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if tg_table_name = 'audit' then
      if old.at < now() - interval '1 year' then return old; end if;
    elsif not exists (select from audit where id = old.audit_id) then return old;
    end if;
  end if;
  raise exception 'the audit only grows: % of % is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger audit_only_grows before update or delete on audit
  for each row execute function refuse_audit_change();
create trigger audit_is_never_emptied before truncate on audit
  for each statement execute function refuse_audit_change();
create trigger audit_seals_only_grow before update or delete on audit_seals
  for each row execute function refuse_audit_change();
create trigger audit_seals_are_never_emptied before truncate on audit_seals
  for each statement execute function refuse_audit_change();

-- The name under which the audit keeps what concerns no tenant, and the command lists the keys of operators.
alter table tenants add check (id <> 'operators');

-- Who decided: the key by which the decision came. Null: a command of an operator, or a decision of an older release.
alter table reviews add column key_id text;

select keep_tenants_apart('audit', 'tenant_id');
select keep_tenants_apart('audit_seals', 'tenant_id');
grant select, insert on audit to gangway_api, gangway_worker, gangway_sweeps;
grant select on audit_seals to gangway_api;
grant select, insert on audit_seals to gangway_sweeps;
grant delete on audit, audit_seals to gangway_sweeps;
grant select on audit, audit_seals to gangway_readonly;
-- To lift a hold.
grant update on account_holds to gangway_api, gangway_sweeps;
