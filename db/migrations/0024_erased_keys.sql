-- Data keys that were destroyed on purpose. Without this row, a ciphertext that names a missing key is damaged.
create table erased_data_keys (
  id text primary key,
  erased_at timestamptz not null default now()
);

create function note_erased_data_key() returns trigger language plpgsql as $$
begin
  insert into erased_data_keys (id) values (old.id) on conflict (id) do update set erased_at = now();
  return null;
end $$;

create trigger note_erased_data_key after delete on data_keys
  for each row execute function note_erased_data_key();

-- Finds the key-encryption keys in use, and a few data keys of each.
create index data_keys_kek_id on data_keys (kek_id, id);
