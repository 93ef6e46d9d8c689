-- Messages that a tenant receives without asking, and the applicant if the tenant wants that. A notification is written
-- in the transaction of the fact that causes it. Deliveries are its copies, one for each endpoint that wants it.

create table notification_endpoints (
  id text primary key,
  tenant_id text not null references tenants,
  channel text not null check (channel in ('webhook', 'email')),
  -- webhook: the address to which notifications are posted. email: the tenant's page to which emails link.
  url text not null,
  -- Null: all of them.
  types text[],
  -- The data key of its secrets. Null once the endpoint is deleted.
  data_key_id text references data_keys on delete set null,
  -- A deleted endpoint stays as a row, because another transaction may be writing a notification for it.
  status text not null default 'enabled' check (status in ('enabled', 'disabled', 'deleted')),
  disabled_because text,
  -- The first failure since the last success.
  failing_since timestamptz,
  -- The receiver has asked us to slow down until then.
  not_before timestamptz,
  created_at timestamptz not null default now()
);
create unique index notification_endpoints_by_url on notification_endpoints (tenant_id, url)
  where status <> 'deleted' and channel = 'webhook';
-- Two would send each email twice.
create unique index notification_endpoints_email on notification_endpoints (tenant_id)
  where status <> 'deleted' and channel = 'email';

create table notification_secrets (
  id text primary key,
  endpoint_id text not null references notification_endpoints,
  secret_sealed bytea not null,
  -- Null: the current secret. An earlier one signs beside it until then.
  signs_until timestamptz,
  created_at timestamptz not null default now()
);
create unique index notification_secrets_current on notification_secrets (endpoint_id) where signs_until is null;
create index notification_secrets_by_endpoint on notification_secrets (endpoint_id);

create table notifications (
  id text primary key, -- the webhook-id
  tenant_id text not null references tenants,
  onboarding_id text not null references onboardings,
  type text not null,
  -- domain/notify/notifications.ts NotificationData: references only.
  data jsonb not null,
  -- Not now(), which is when the transaction began. Taken under the lock of the case, so that it gives the order.
  created_at timestamptz not null default clock_timestamp()
);
create index notifications_by_tenant on notifications (tenant_id, created_at desc, id desc);
create index notifications_by_case on notifications (onboarding_id, created_at desc, id desc);
create index notifications_by_age on notifications (created_at);

create table notification_deliveries (
  notification_id text not null references notifications on delete cascade,
  endpoint_id text not null references notification_endpoints,
  -- 'skipped': there was nothing to send, or no recipient. 'failed': given up, to be redelivered by an operator.
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'skipped', 'failed')),
  -- Tries that began since it was queued.
  attempts integer not null default 0,
  queued_at timestamptz not null,
  -- During a try: when another sender may take over, in case this one dies.
  next_attempt_at timestamptz not null,
  attempted_at timestamptz,
  -- The result of the last try: domain/notify/delivery.ts AttemptResult, and the HTTP or SMTP status that came.
  result text,
  status_code integer,
  primary key (notification_id, endpoint_id)
);
create index notification_deliveries_due on notification_deliveries (endpoint_id, next_attempt_at)
  where status = 'waiting';
create index notification_deliveries_open on notification_deliveries (status) where status in ('waiting', 'failed');
