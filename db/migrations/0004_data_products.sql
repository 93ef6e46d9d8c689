-- Data that a product asked for beside the money: the bank's transactions, and reports on assets and income.

alter table onboardings add column products text[] not null default '{}'
  check (products <@ array['transactions', 'assets', 'income']);

-- An Item whose transactions are read. The row is made once it is known whose account it is.
create table transaction_syncs (
  item_id text primary key references items,
  onboarding_id text not null references onboardings,
  -- Plaid's, behind the last update that was read to its end. Null: nothing was ready yet.
  cursor text,
  -- How far Plaid's own collecting has come, in its word.
  update_status text,
  -- Plaid's code where the last look was refused.
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
  -- JSON of domain/bank-transaction.ts TransactionDetails: whom the person paid is theirs.
  details_sealed bytea not null,
  check ((amount_minor is null) = (currency is null))
);
create index bank_transactions_newest on bank_transactions (item_id, date desc, id desc);

create table reports (
  id text primary key,
  onboarding_id text not null references onboardings,
  kind text not null check (kind in ('assets', 'income')),
  -- Of assets: the Item that is reported on.
  item_id text references items,
  -- Plaid's asset_report_id, or the user_id whose income it is. Null until Plaid has been asked.
  plaid_id text unique,
  -- What Plaid gives the report out for: an asset_report_token or a user_token.
  token_sealed bytea,
  status text not null default 'asked' check (status in ('asked', 'ready', 'failed')),
  -- Plaid's code: why it failed.
  error text,
  -- The same as a webhook told it, until a read agrees.
  told_error text,
  -- JSON as Plaid gave it.
  report_sealed bytea,
  asked_at timestamptz not null default now(),
  ready_at timestamptz,
  -- One report of a kind on an Item, and one on a person's income.
  unique nulls not distinct (onboarding_id, kind, item_id),
  check ((status = 'ready') = (report_sealed is not null))
);
