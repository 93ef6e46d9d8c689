-- Several calls read a long update of transactions. They keep its pages apart until the last one has arrived.

alter table transaction_syncs
  -- Plaid's cursor behind the last kept page of the update that began at `cursor`. Null: no page is kept.
  add column next_page text,
  -- The pages of that update that were read, counting those that were dropped.
  add column pages_read integer not null default 0;

create table unfinished_transactions (
  item_id text not null references items,
  id text not null,
  -- As in bank_transactions. Null, as all columns after it, if the bank removes the transaction.
  account_id text,
  date date,
  amount_minor bigint,
  currency text,
  pending boolean,
  -- Sealed for its place in bank_transactions.
  details_sealed bytea,
  primary key (item_id, id)
);

-- Rows of Plaid's lists that could not be read, each once. Their contents are not kept.
create table unread_rows (
  -- The name of the feed's workflow without the prefix: 'transfer', 'transactions/<item id>'.
  feed text not null,
  -- Plaid's id of the row, or a hash of the row if the id could not be read either.
  row_id text not null,
  -- The fields that could not be read.
  fields text not null,
  seen_at timestamptz not null default now(),
  primary key (feed, row_id)
);
