-- What follows when a bank sends a transfer back.

alter table transfers
  -- When it came back, by the bank's word; set with what follows from it, once.
  add column returned_at timestamptz,
  -- How often the payment was presented before: that many attempts in a row, up to this one, are for it.
  add column retry integer not null default 0 check (retry between 0 and 2),
  drop column represents;

-- Accounts that a tenant may not move money with any more, by what their bank has returned.
create table account_holds (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenants,
  -- By which it is recognised in other cases: the same numbers, or the same account behind changed ones. Null: not known.
  numbers_index bytea,
  persistent_account_id text,
  -- Of an account whose holder disputes a debit; credits to it are no harm.
  debits_only boolean not null,
  -- The return that it is held for, and its code.
  transfer_id text not null unique references transfers,
  code text,
  created_at timestamptz not null default now(),
  -- When a person of ours has decided that it is good again.
  lifted_at timestamptz
);
create index account_holds_by_numbers on account_holds (numbers_index) where lifted_at is null;
create index account_holds_by_account on account_holds (persistent_account_id) where lifted_at is null;

-- Returns from before, which nothing follows.
update transfers set returned_at = created_at where status = 'returned';
