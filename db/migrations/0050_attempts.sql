-- The failed attempts of a delivery. The row of the delivery itself holds its last attempt, so that one which arrives at
-- the first attempt writes nothing here.
create table notification_attempts (
  notification_id text not null,
  endpoint_id text not null,
  -- From 1, since the delivery was queued.
  attempt integer not null,
  attempted_at timestamptz not null,
  -- domain/notify/delivery.ts AttemptResult, and the HTTP or SMTP status that came.
  result text not null,
  status_code integer,
  milliseconds integer not null,
  primary key (notification_id, endpoint_id, attempt),
  foreign key (notification_id, endpoint_id) references notification_deliveries on delete cascade
);
select keep_tenants_apart('notification_attempts', 'endpoint_id', 'notification_endpoints');
grant select, insert, update, delete on notification_attempts to gangway_api;
grant select on notification_attempts to gangway_readonly;

-- How long the last attempt took.
alter table notification_deliveries add column milliseconds integer;
