-- Refunds of payments, beside those of debits.

alter table refunds
  alter column transfer_id drop not null,
  add column payment_id text references payments (id),
  add check ((transfer_id is null) <> (payment_id is null)),
  -- When we last asked Plaid for it, or about it. Null: ask now.
  add column plaid_asked_at timestamptz;
create index refunds_by_payment on refunds (payment_id) where payment_id is not null;
create index refunds_of_payments_pending on refunds (plaid_asked_at) where payment_id is not null and status = 'pending';
