-- Key-encryption keys that a rotation has retired: they wrap no data key any more, also in a process that still has the
-- old setting.
create table retired_keks (
  id text primary key,
  retired_at timestamptz not null default now()
);
