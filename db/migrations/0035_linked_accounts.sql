-- A case may verify an account and move no money: it has no rail, and ends as verified.
alter table onboardings
  alter column rail drop not null,
  alter column rail drop default,
  alter column direction drop not null,
  alter column amount_cents drop not null,
  alter column currency drop not null,
  add constraint onboardings_funding_check check (num_nulls(rail, direction, amount_cents, currency) in (0, 4)),
  drop constraint onboardings_outcome_check,
  add constraint onboardings_outcome_check check (outcome in ('funded', 'verified', 'abandoned', 'unverified',
    'rejected', 'declined', 'failed', 'returned', 'cancelled'));

-- An account that a case has linked, verified and matched, for further transfers. Whether it can be used follows from
-- its Item, its account and their holds, so no column says so.
create table linked_accounts (
  id text primary key,
  tenant_id text not null references tenants (id),
  account_id text not null unique references accounts (id),
  -- How the account was verified: Plaid's verification_status, or instant.
  verified_by text not null,
  -- The judgements about the owner that were made before count as accepted.
  verified_at timestamptz not null default now(),
  -- Whether it takes RTP. Null: Plaid has not been asked.
  rtp boolean,
  -- The tenant does not use the account any more. Its Item is removed once no transfer needs it.
  removal_asked_at timestamptz,
  to_remove boolean not null default false,
  created_at timestamptz not null default now()
);
create index linked_accounts_by_tenant on linked_accounts (tenant_id, created_at desc, id desc);
create index linked_accounts_to_remove on linked_accounts (removal_asked_at) where to_remove;

-- Whether the bank made the numbers for us alone. Null: not known.
alter table accounts add column tokenized boolean;

-- A transfer on a linked account is a case too: it begins where an onboarding authorizes. Null for an onboarding.
alter table onboardings
  add column account_id text references accounts (id),
  -- To what the person agreed, for a debit of a linked account, and until when.
  add column consent_sealed bytea,
  add column consent_until timestamptz;
create index onboardings_by_account on onboardings (account_id, created_at desc, id desc) where account_id is not null;
-- The lists of open and of ended onboardings hold no transfers.
drop index onboardings_open;
create index onboardings_open on onboardings (tenant_id, created_at desc, id desc) where open and account_id is null;
drop index onboardings_by_outcome;
create index onboardings_by_outcome on onboardings (tenant_id, outcome, created_at desc, id desc)
  where outcome is not null and account_id is null;
