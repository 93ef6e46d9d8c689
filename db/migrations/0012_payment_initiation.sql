-- Payment Initiation: the second rail. Recipients belong to a tenant, payments to a case.

create table recipients (
  id text primary key,
  tenant_id text not null references tenants,
  -- HMAC of name, numbers and address. It finds a recipient that is named a second time.
  details_index bytea not null,
  -- A data key of its own: a recipient belongs to no applicant.
  data_key_id text references data_keys on delete set null,
  -- JSON of domain/payments/recipient.ts Recipient.
  details_sealed bytea not null,
  mask text not null,
  -- Plaid's recipient_id. Null until we have asked Plaid. Recipients of two tenants may be one at Plaid.
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
  -- Our reference, by which Plaid finds the payment. Stored before we ask Plaid, because Plaid takes no idempotency
  -- key.
  reference text primary key check (reference ~ '^[A-Za-z0-9]{1,18}$'),
  onboarding_id text not null references onboardings,
  -- When we last asked Plaid. Null while Plaid has certainly not made the payment.
  asked_at timestamptz,
  id text unique, -- Plaid's payment_id; null until it is known
  -- Plaid's status, an open list, and the time from which it holds: null until the payment has been read.
  status text,
  status_at timestamptz,
  adjusted_reference text,
  -- When a read first showed the applicant's consent. From then on the case waits for the money.
  authorised_at timestamptz,
  created_at timestamptz not null default now()
);
create index payments_by_case on payments (onboarding_id, created_at desc);
-- One payment per case that can still move money: the last line of defence against paying twice.
create unique index payments_alive on payments (onboarding_id)
  where status is null or status not in ('FAILED', 'BLOCKED');
