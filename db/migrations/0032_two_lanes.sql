-- The relay claims new webhooks and those that it tries again by turns, each from an index of its own. So new ones
-- never wait behind those of an outage. A row that is delivered at once has an entry in one of them, as before.
drop index webhooks_due;
create index webhooks_new on webhooks (id) where status = 'waiting' and attempts = 0;
create index webhooks_again on webhooks (next_attempt_at, id) where status = 'waiting' and attempts > 0;
