-- Cases and their data. The application makes text ids (db/ids.ts): a prefix and 128 random bits. Columns named
-- *_sealed hold ciphertext of the vault (db/vault.ts); nothing else in this schema is secret.

create table tenants (
  id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table api_keys (
  -- The public part of a key finds it. The secret part is kept only as a SHA-256 hash, which is enough for 256 random
  -- bits.
  id text primary key,
  tenant_id text not null references tenants,
  secret_hash bytea not null,
  -- The holder may see and redrive the inbox, which belongs to no tenant.
  operator boolean not null default false,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- One data key per applicant, wrapped by the key-encryption key `kek_id`. Deleting the row erases the applicant.
create table data_keys (
  id text primary key,
  kek_id text not null,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);

create table onboardings (
  id text primary key,
  tenant_id text not null references tenants,
  user_id text not null,
  stage text not null default 'starting' check (stage in ('starting', 'awaiting_link', 'verifying_account',
    'awaiting_micro_deposits', 'matching_identity', 'in_review', 'repairing_link', 'authorizing', 'transferring',
    'watching_returns', 'closed')),
  outcome text check (outcome in ('funded', 'abandoned', 'unproven', 'rejected', 'declined', 'failed', 'returned',
    'cancelled')),
  -- Why the case ended as it did, as a code.
  reason text,
  -- The workflow's step that wrote the stage last: a late retry of an earlier step must not move it back.
  step integer not null default 0,
  -- The wait of the case, and its end. The step that ends the wait clears both.
  waiting_for text,
  waiting_until timestamptz,
  direction text not null check (direction in ('debit', 'credit')),
  network text not null,
  ach_class text,
  description text not null,
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null,
  policy jsonb not null,
  redirect_uri text,
  -- Null until Temporal has accepted the workflow. The relay starts workflows that a crash left unstarted.
  workflow_started_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A case has its outcome when it closes. Only `funded` is recorded earlier, while the case still watches for returns.
  check (case stage when 'closed' then outcome is not null when 'watching_returns' then outcome = 'funded'
    else outcome is null end)
);
create index onboardings_by_tenant on onboardings (tenant_id, created_at desc, id desc);
create index onboardings_by_user on onboardings (tenant_id, user_id);
create index onboardings_not_started on onboardings (created_at) where workflow_started_at is null;

create table applicants (
  onboarding_id text primary key references onboardings,
  data_key_id text references data_keys on delete set null,
  -- JSON of domain/case/onboarding.ts Applicant.
  person_sealed bytea not null
);

create table link_sessions (
  id text primary key,
  onboarding_id text not null references onboardings,
  mode text not null check (mode in ('new', 'update', 'authorization')),
  -- SHA-256 of the token. A webhook finds the session by it.
  token_hash text not null unique,
  token_sealed bytea not null,
  url_sealed bytea not null,
  expires_at timestamptz not null,
  status text not null default 'open' check (status in ('open', 'finished', 'exited')),
  public_token_sealed bytea,
  -- SHA-256. It shows that two reports are about one success.
  public_token_hash text,
  -- The signal that the case has not received: written with the fact, cleared once Temporal has accepted the signal, so
  -- that a crash in between loses nothing.
  to_tell text check (to_tell in ('linked', 'linkOffered', 'linkAbandoned')),
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index link_sessions_by_case on link_sessions (onboarding_id, created_at desc);
create index link_sessions_untold on link_sessions (created_at) where to_tell is not null;

create table items (
  id text primary key, -- Plaid's item_id
  onboarding_id text not null references onboardings,
  link_session_id text not null unique references link_sessions,
  institution text,
  access_token_sealed bytea not null,
  -- Plaid's error code while the login is broken.
  error text,
  created_at timestamptz not null default now()
);
create index items_by_case on items (onboarding_id, created_at desc);

create table accounts (
  id text primary key, -- Plaid's account_id
  item_id text not null references items,
  onboarding_id text not null references onboardings,
  mask text,
  subtype text,
  verification_status text,
  persistent_account_id text,
  numbers_sealed bytea,
  -- HMAC of routing and account number. It shows that two cases have one account, without either number.
  numbers_index bytea,
  created_at timestamptz not null default now()
);
create index accounts_by_case on accounts (onboarding_id, created_at desc);
create index accounts_by_numbers on accounts (numbers_index);

create table identity_checks (
  id text primary key,
  onboarding_id text not null references onboardings,
  account_id text not null references accounts,
  decision text not null,
  -- Field, score, threshold and verdict each: numbers and words, no data of the applicant.
  fields jsonb not null,
  created_at timestamptz not null default now()
);
create index identity_checks_by_case on identity_checks (onboarding_id, created_at desc);

create table reviews (
  id text primary key,
  onboarding_id text not null references onboardings,
  decision text not null,
  reviewer text not null,
  note_sealed bytea,
  created_at timestamptz not null default now()
);

create table authorizations (
  -- The idempotency key, stored before Plaid is called.
  key text primary key,
  onboarding_id text not null references onboardings,
  account_id text not null references accounts,
  -- Plaid's answer; null while the result is unknown.
  authorization_id text unique,
  decision text,
  rationale text,
  asked_at timestamptz not null default now(),
  answered_at timestamptz
);
create index authorizations_by_case on authorizations (onboarding_id, asked_at desc);

create table transfers (
  id text primary key, -- Plaid's transfer_id
  -- One transfer per case: the last line of defence against moving money twice.
  onboarding_id text not null unique references onboardings,
  authorization_id text not null unique references authorizations (authorization_id),
  network text not null,
  status text not null,
  amount_cents bigint not null,
  standard_return_window date,
  unauthorized_return_window date,
  watch_until timestamptz not null,
  failure_code text,
  failure_description text,
  created_at timestamptz not null
);

-- External id -> case, written in the transaction that learns the id.
create table routes (
  kind text not null, -- 'link_token' (as SHA-256), 'item', 'account' or 'transfer'
  external_id text not null,
  onboarding_id text not null references onboardings,
  primary key (kind, external_id)
);
create index routes_by_case on routes (onboarding_id);

create table timeline (
  id bigint generated always as identity primary key,
  onboarding_id text not null references onboardings,
  at timestamptz not null default now(),
  what text not null,
  -- References only.
  detail jsonb not null default '{}'
);
create index timeline_by_case on timeline (onboarding_id, id);

create table idempotency_keys (
  tenant_id text not null references tenants,
  key text not null,
  -- SHA-256 over method, path and body: the same key with another request is refused.
  request_hash bytea not null,
  onboarding_id text references onboardings,
  -- One request at a time may work under a key. The turn of a crashed request ends here.
  locked_until timestamptz not null,
  status integer,
  response_sealed bytea,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key)
);
