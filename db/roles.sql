-- The roles of PostgreSQL that Gangway's processes log in as. An administrator runs this file once for each database,
-- and again after an upgrade that changes it: `npm run roles`, or `psql -f db/roles.sql` and a password for each role.
-- No role is a superuser, and none bypasses row-level security. What each may do to a table stands in the migrations.
do $$
declare
  role record;
  owned record;
begin
  for role in select * from (values
    -- Owns the tables and runs the migrations.
    ('gangway_migrate', 'login'),
    ('gangway_api', 'login'),
    ('gangway_worker', 'login'),
    -- Reaches the rows of all tenants. API and worker take it on for a transaction; nobody logs in as it.
    ('gangway_sweeps', 'nologin'),
    -- Reads the rows of the tenant that the setting `gangway.tenant` names, for people and reports.
    ('gangway_readonly', 'login')) as wanted (name, logs_in)
  loop
    begin
      if not exists (select from pg_roles where rolname = role.name) then
        execute format('create role %I noinherit %s', role.name, role.logs_in);
      end if;
    exception when duplicate_object or unique_violation then
      -- Another run, for another database of this server, was faster.
    end;
    execute format('grant connect on database %I to %I', current_database(), role.name);
    execute format('grant usage on schema public to %I', role.name);
  end loop;

  -- An administrator who is no superuser may hand over only to roles that it belongs to.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant gangway_migrate to %I', current_user);
  end if;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant create, temporary on database %I to gangway_migrate', current_database());
  grant create on schema public to gangway_migrate;
  revoke create on schema public from public;
  -- An installation from before these roles: its tables get their owner.
  for owned in select oid::regclass as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner <> 'gangway_migrate'::regrole
  loop
    execute format('alter table %s owner to gangway_migrate', owned.name);
  end loop;
end $$;

grant gangway_sweeps to gangway_migrate, gangway_api, gangway_worker;
