-- The steps after a bank returns a transfer.

alter table transfers
  -- When the bank returned it, by the bank's date; set once, together with the follow-up.
  add column returned_at timestamptz,
  -- How often this money was presented before, in the attempts just before this one.
  add column retry integer not null default 0 check (retry between 0 and 2),
  drop column represents;

-- Accounts that a tenant may not move money with any more, because of a return.
create table account_holds (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenants,
  -- These recognise the account in other cases: by its numbers, or by Plaid's id behind changed numbers. Null: not
  -- known.
  numbers_index bytea,
  persistent_account_id text,
  -- True if the holder disputes a debit: credits to the account do no harm.
  debits_only boolean not null,
  -- The return that caused the hold, and its code.
  transfer_id text not null unique references transfers,
  code text,
  created_at timestamptz not null default now(),
  -- When an operator decided that the account may be used again.
  lifted_at timestamptz
);
create index account_holds_by_numbers on account_holds (numbers_index) where lifted_at is null;
create index account_holds_by_account on account_holds (persistent_account_id) where lifted_at is null;

-- Returns from before have no follow-up.
update transfers set returned_at = created_at where status = 'returned';
