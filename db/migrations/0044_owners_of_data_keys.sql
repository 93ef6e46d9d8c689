-- The tenant whose data a key seals; null for the installation's own keys. The wrapping names it (db/data-keys.ts), so
-- a key whose tenant was changed does not open. Before this, neither keys nor ciphertexts named a tenant. No release
-- made such ones, so nothing reads them.
do $$ begin
  if exists (select from data_keys) then
    raise exception 'This database is older than the first release, and its ciphertexts name no tenant. Begin with an empty database; in development, delete the folder .gangway.';
  end if;
end $$;
alter table data_keys add column tenant_id text;

-- Random bytes that the key wrapped when it was retired. They show whether a setting still has this key, when no sound
-- data key of it is left.
alter table retired_keks add column proof bytea;
