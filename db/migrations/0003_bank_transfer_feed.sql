-- Plaid's second feed: what becomes of micro-deposits.

create table bank_transfer_events (
  -- Counted apart from the ids of transfer events.
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
  -- Null until the case has been told, or there was nothing to tell it.
  told_at timestamptz
);
create index bank_transfer_events_by_account on bank_transfer_events (account_id, event_id);
create index bank_transfer_events_untold on bank_transfer_events (account_id) where told_at is null;

-- By which micro-deposits are known among the transfers of others. Null for sweeps, and for events stored before this.
alter table transfer_events add column account_id text, add column amount_cents bigint;
create index transfer_events_by_account on transfer_events (account_id) where account_id is not null;
