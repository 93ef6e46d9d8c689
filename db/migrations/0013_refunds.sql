-- Money that a tenant sends back to the applicant of a debit.

create table refunds (
  -- Our id, and the idempotency key of the request to Plaid.
  id text primary key,
  onboarding_id text not null references onboardings,
  transfer_id text not null references transfers,
  amount_cents bigint not null check (amount_cents > 0),
  -- Plaid's id; null while its answer is unknown, and for ever if Plaid refused.
  refund_id text unique,
  -- 'asked' and 'refused' are our statuses, the others Plaid's.
  status text not null default 'asked' check (status in ('asked', 'refused', 'pending', 'posted', 'settled', 'cancelled',
    'failed', 'returned')),
  -- Plaid's code of the refusal, or the bank's code of the return.
  failure_code text,
  -- When the timeline noted that the bank has returned the debit too.
  paid_twice_at timestamptz,
  asked_at timestamptz not null default now(),
  check ((status in ('asked', 'refused')) = (refund_id is null))
);
create index refunds_by_transfer on refunds (transfer_id);
create index refunds_by_case on refunds (onboarding_id, asked_at);
create index refunds_unanswered on refunds (asked_at) where status = 'asked';

-- The refund that the event is about. Null for events stored before this migration.
alter table transfer_events add column refund_id text;
create index transfer_events_by_refund on transfer_events (refund_id) where refund_id is not null;
