-- The tenant's answer about a transfer that Plaid has authorized, where the policy asks for it. The case asks a question
-- (onboardings.question); here are the answers, one for each number of a transfer on one account.
create table confirmations (
  question text primary key,
  onboarding_id text not null references onboardings,
  transfer_number integer not null,
  account_id text not null references accounts,
  -- The step of the case that asked last.
  step integer not null,
  answer text not null check (answer in ('confirmed', 'refused')),
  -- The tenant's opaque id of the person or system that answered, or `tenant`.
  answered_by text not null,
  answered_at timestamptz not null default now(),
  -- When the relay signals the case, unless the request has. Null: the case was signalled.
  signal_at timestamptz default now() + interval '30 seconds',
  unique (onboarding_id, transfer_number, account_id)
);
create index confirmations_to_signal on confirmations (signal_at) where signal_at is not null;
