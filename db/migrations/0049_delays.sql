-- What a tenant is shown while a case waits out trouble (domain/case/delay.ts). All three are null in a case without any.
alter table onboardings
  -- The beginning of the newest spell of trouble. It stays once that is over, so that a late write cannot show it again.
  add column delayed_since timestamptz,
  -- Null: the case is not delayed.
  add column delayed_because text
    check (delayed_because in ('bank_unavailable', 'plaid_unavailable', 'limit_reached', 'internal_error')),
  -- The tenant has been notified of this spell.
  add column delay_lasts boolean;
