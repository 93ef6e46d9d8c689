-- Payment Initiation: the second rail. Recipients are a tenant's, payments a case's.

create table recipients (
  id text primary key,
  tenant_id text not null references tenants,
  -- HMAC of name, numbers and address, by which one that is named again is found.
  details_index bytea not null,
  -- A data key of its own: a recipient belongs to no applicant.
  data_key_id text references data_keys on delete set null,
  -- JSON of domain/recipient.ts Recipient.
  details_sealed bytea not null,
  mask text not null,
  -- Plaid's recipient_id. Null until Plaid has been asked. Two tenants' may be the same one there.
  plaid_id text,
  created_at timestamptz not null default now(),
  unique (tenant_id, details_index)
);

alter table onboardings
  add column rail text not null default 'ach' check (rail in ('ach', 'payment-initiation')),
  add column recipient_id text references recipients,
  alter column network drop not null,
  alter column description drop not null,
  add check ((rail = 'ach') = (network is not null)),
  add check ((rail = 'payment-initiation') = (recipient_id is not null)),
  add check (rail <> 'ach' or description is not null);

alter table link_sessions
  drop constraint link_sessions_mode_check,
  add constraint link_sessions_mode_check check (mode in ('new', 'update', 'accounts', 'authorization', 'income',
    'payment'));

create table payments (
  -- Ours, and what Plaid finds it by. Stored before Plaid is asked for it: Plaid takes no idempotency key.
  reference text primary key check (reference ~ '^[A-Za-z0-9]{1,18}$'),
  onboarding_id text not null references onboardings,
  -- When Plaid was asked last. Null while it has certainly not made it.
  asked_at timestamptz,
  id text unique, -- Plaid's payment_id; null until it is known
  -- Plaid's word, an open list, and since when it is true: null until the payment has been read.
  status text,
  status_at timestamptz,
  adjusted_reference text,
  -- When a read first said that the person had agreed to it: from then on it is waited for.
  authorised_at timestamptz,
  created_at timestamptz not null default now()
);
create index payments_by_case on payments (onboarding_id, created_at desc);
-- One payment a case that can still move money: the last line of defence against paying twice.
create unique index payments_alive on payments (onboarding_id)
  where status is null or status not in ('FAILED', 'BLOCKED');
