-- Plaid's second feed: the events of micro-deposits.

create table bank_transfer_events (
  -- These ids are counted apart from those of transfer events.
  event_id numeric(20) primary key,
  bank_transfer_id text not null,
  account_id text not null,
  type text not null,
  -- 'credit' pays into the account.
  direction text not null,
  -- Null where Plaid's text was no amount.
  amount_cents bigint,
  currency text not null,
  at timestamptz not null,
  failure_code text,
  failure_description text,
  -- Null until the case has been signalled, or needs no signal.
  told_at timestamptz
);
create index bank_transfer_events_by_account on bank_transfer_events (account_id, event_id);
create index bank_transfer_events_untold on bank_transfer_events (account_id) where told_at is null;

-- These distinguish micro-deposits from other transfers of the client. Null for sweeps, and for events stored before
-- this migration.
alter table transfer_events add column account_id text, add column amount_cents bigint;
create index transfer_events_by_account on transfer_events (account_id) where account_id is not null;
