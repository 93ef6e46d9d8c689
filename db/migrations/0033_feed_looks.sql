-- When each feed of events last finished a look, and when its next one is due.
alter table feed_cursors
  add column looked_at timestamptz,
  add column look_due_at timestamptz not null default now();
-- Feeds that already run look within their interval, which only the worker knows.
update feed_cursors set look_due_at = now() + interval '1 hour';
-- From here on each has a row, so that an operator also sees a feed that never looks.
insert into feed_cursors (feed) values ('transfer'), ('bank-transfer') on conflict do nothing;

-- Sweeps and refunds are now stored as passed.
update transfer_events set signalled_at = now()
where signalled_at is null
  and not type = any ('{pending,posted,settled,funds_available,cancelled,failed,returned}');
