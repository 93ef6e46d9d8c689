-- Messages from Plaid: the inbox of webhooks, and the event feeds with their cursors.

create table webhooks (
  id bigint generated always as identity primary key,
  -- A delivery has no id of its own, and some kinds have a constant body. Equal bytes signed in one second count as one
  -- delivery.
  body_hash bytea not null,
  signed_at timestamptz not null,
  type text not null,
  code text not null,
  body_sealed bytea not null,
  -- Signed too long ago to count as a fact; kept as a hint that wakes a read.
  stale boolean not null,
  -- 'parked': its case is not known yet. 'failed': given up, to be redriven by an operator.
  status text not null default 'waiting' check (status in ('waiting', 'parked', 'done', 'failed')),
  -- The result, in a word.
  result text,
  -- The external id by which the row finds its case, and which a parked row waits for. Null: it concerns no case.
  route_kind text,
  route_id text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  received_at timestamptz not null default now(),
  done_at timestamptz,
  unique (body_hash, signed_at)
);
create index webhooks_due on webhooks (next_attempt_at, id) where status = 'waiting';
-- Operators and metrics read the rows that are not done, which are few beside those that are.
create index webhooks_open on webhooks (status, id) include (received_at) where status <> 'done';
create index webhooks_done on webhooks (done_at) where status = 'done';
create index webhooks_by_route on webhooks (route_kind, route_id, id) where status in ('waiting', 'parked');

create table feed_cursors (
  feed text primary key,
  -- The highest event id that is stored. Gaps are normal.
  after_id numeric(20) not null default 0
);

create table transfer_events (
  event_id numeric(20) primary key,
  -- Null for sweeps.
  transfer_id text,
  type text not null,
  at timestamptz not null,
  failure_code text,
  failure_description text,
  -- Null until the case has been signalled, or needs no signal.
  told_at timestamptz
);
create index transfer_events_by_transfer on transfer_events (transfer_id, event_id);
create index transfer_events_untold on transfer_events (transfer_id) where told_at is null;
