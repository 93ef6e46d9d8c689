-- The people who sign in to the console. Audit and reviews name a person by the id, where they name an API key
-- otherwise, so it looks like the id of one. No foreign key leads here, because an audit outlives what it names.
create table operators (
  id text primary key check (id ~ '^[a-z0-9]{8}$'),
  issuer text not null,
  subject text not null,
  name text not null,
  signed_in_at timestamptz not null default now(),
  unique (issuer, subject)
);

create table console_sessions (
  -- SHA-256 of the secret in the browser's cookie.
  hash bytea primary key,
  operator_id text not null references operators on delete cascade,
  -- The provider's groups at sign-in, which give the roles.
  groups text[] not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null
);
create index console_sessions_by_operator on console_sessions (operator_id);

grant select on operators to gangway_api;
grant select, update, delete on console_sessions to gangway_api;
-- Sign-in writes the audit of the installation too.
grant select, insert, update, delete on operators, console_sessions to gangway_sweeps;
