-- Data that a tenant asks for beside the money: bank transactions, and reports on assets and income.

alter table onboardings add column products text[] not null default '{}'
  check (products <@ array['transactions', 'assets', 'income']);

-- An Item whose transactions are read. The row is made once the owner of the account is known.
create table transaction_syncs (
  item_id text primary key references items,
  onboarding_id text not null references onboardings,
  -- Plaid's cursor, behind the last update that was read to its end. Null: nothing was ready yet.
  cursor text,
  -- How far Plaid has collected the transactions, in Plaid's word.
  update_status text,
  -- Plaid's code if it refused the last look.
  error text,
  read_at timestamptz,
  created_at timestamptz not null default now()
);

create table bank_transactions (
  id text primary key, -- Plaid's transaction_id
  item_id text not null references items,
  account_id text not null,
  date date not null,
  -- Minor units of the currency; positive is money out. Null where the currency has no ISO code.
  amount_minor bigint,
  currency text,
  pending boolean not null,
  -- JSON of domain/data/bank-transaction.ts TransactionDetails. Sealed, because the payees are personal data.
  details_sealed bytea not null,
  check ((amount_minor is null) = (currency is null))
);
create index bank_transactions_newest on bank_transactions (item_id, date desc, id desc);

create table reports (
  id text primary key,
  onboarding_id text not null references onboardings,
  kind text not null check (kind in ('assets', 'income')),
  -- The Item, for a report on assets.
  item_id text references items,
  -- Plaid's asset_report_id, or the user_id whose income it is. Null until we have asked Plaid.
  plaid_id text unique,
  -- The token that Plaid demands for the report: an asset_report_token or a user_token.
  token_sealed bytea,
  status text not null default 'asked' check (status in ('asked', 'ready', 'failed')),
  -- Plaid's code of the failure.
  error text,
  -- Plaid's code of the failure according to a webhook, until a read confirms it.
  told_error text,
  -- JSON as Plaid gave it.
  report_sealed bytea,
  asked_at timestamptz not null default now(),
  ready_at timestamptz,
  -- One report per kind and Item, and one on the applicant's income.
  unique nulls not distinct (onboarding_id, kind, item_id),
  check ((status = 'ready') = (report_sealed is not null))
);
