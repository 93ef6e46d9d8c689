-- Plaid's public webhook keys that Plaid has confirmed, and the addresses that sent genuine deliveries. A process reads
-- them when it starts, so that a flood of made-up key ids does not delay a known key.
create table webhook_keys (
  kid text primary key,
  jwk jsonb not null,
  checked_at timestamptz not null
);

create table webhook_senders (
  address text primary key,
  seen_at timestamptz not null default now()
);
