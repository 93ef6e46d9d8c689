-- Tallies: how many cases are in each stage, and the like, so that the operators' board counts without reading cases.
-- A trigger adds what each change of a row changes to `tally_changes`, in the transaction of the change, so no writer
-- waits for another one. `fold_tallies` merges these rows into `tallies`. A reader adds up both, which is exact at any
-- moment, before and after a fold.

-- `what` is tallied, such as 'stage/in_review', by a time, which is that of a day or a minute. The row of the time
-- '-infinity' is the sum of all others.
create table tallies (
  tenant_id text not null,
  what text not null,
  at timestamptz not null,
  n bigint not null,
  cents bigint not null,
  primary key (tenant_id, what, at)
);
create index tallies_sums on tallies (tenant_id, what) where at = '-infinity';
create index tallies_of_days on tallies (tenant_id, at) where what ~ '^(debit|money|return)';
-- It has no index, because it is nearly empty. It is vacuumed soon, because each of its rows is deleted within seconds.
create table tally_changes (
  tenant_id text not null,
  what text not null,
  at timestamptz not null,
  n integer not null,
  cents bigint not null
) with (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0);

select keep_tenants_apart(name::regclass, 'tenant_id') from unnest(array['tallies', 'tally_changes']) name;
grant select on tallies, tally_changes to gangway_api, gangway_sweeps;
grant insert on tally_changes to gangway_api, gangway_worker, gangway_sweeps;
grant insert, update, delete on tallies to gangway_sweeps;
grant delete on tally_changes to gangway_sweeps;

-- `tallies_of`: where a row counts. Triggers, the sum below and tests share these functions, which read nothing but the
-- row and the tenant of its parent.
create function tallies_of(o onboardings) returns table (tenant_id text, what text, at timestamptz, cents bigint)
language sql stable as $$
  select o.tenant_id, counted.* from (values
    (case when o.stage <> 'closed' then 'stage/' || o.stage end, date_trunc('minute', o.updated_at, 'UTC'), 0::bigint),
    -- The status by which a list of transfers finds the case.
    (case when coalesce(o.outcome, o.stage) in ('transferring', 'funded', 'returned') then 'money/' || o.direction || '/'
       || coalesce(o.network, o.rail) || '/' || o.currency || '/' || coalesce(o.outcome, o.stage) end,
     date_trunc('day', o.created_at, 'UTC'), o.amount_cents),
    (case when o.question is not null then 'asked/' || case o.stage when 'in_review' then 'review' else 'confirmation' end
     end, date_trunc('minute', o.updated_at, 'UTC'), 0),
    (case when o.question is not null and o.waiting_until is not null then 'due/'
       || case o.stage when 'in_review' then 'review' else 'confirmation' end end,
     date_trunc('minute', o.waiting_until, 'UTC'), 0),
    (case when o.outcome is null then 'delay/' || o.delayed_because end, date_trunc('minute', o.delayed_since, 'UTC'), 0)
  ) counted (what, at, cents) where counted.what is not null
$$;
create function tallies_of(t transfers) returns table (tenant_id text, what text, at timestamptz, cents bigint)
language sql stable as $$
  select o.tenant_id, counted.* from onboardings o, lateral (values
    -- The debits that count for Nacha's return rates.
    (case when o.direction = 'debit' and t.network in ('ach', 'same-day-ach')
       and t.status in ('posted', 'settled', 'funds_available', 'returned') then 'debit' end,
     date_trunc('day', t.created_at, 'UTC'), t.amount_cents),
    (case when t.returned_at is not null
       then 'return/' || o.direction || '/' || t.network || '/' || coalesce(t.failure_code, '') end,
     date_trunc('day', t.returned_at, 'UTC'), t.amount_cents)
  ) counted (what, at, cents) where o.id = t.onboarding_id and counted.what is not null
$$;
create function tallies_of(h account_holds) returns table (tenant_id text, what text, at timestamptz, cents bigint)
language sql stable as $$
  select h.tenant_id, 'hold/' || coalesce(h.code, ''), date_trunc('minute', h.created_at, 'UTC'), 0
  where h.lifted_at is null
$$;
create function tally() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally_changes select tenant_id, what, at, 1, cents from tallies_of(new);
  elsif tg_op = 'DELETE' then
    insert into tally_changes select tenant_id, what, at, -1, -cents from tallies_of(old);
  else
    insert into tally_changes
    select tenant_id, what, at, sum(n), sum(n * cents) from (
      select *, -1 as n from tallies_of(old) union all select *, 1 from tallies_of(new)) both_rows
    group by 1, 2, 3 having sum(n) <> 0 or sum(n * cents) <> 0;
  end if;
  return null;
end $$;

create trigger tally_row after insert or delete on onboardings for each row execute function tally();
create trigger tally_change after update on onboardings for each row when (
  (old.stage, old.outcome, old.updated_at, old.question, old.waiting_until, old.delayed_since, old.delayed_because,
    old.created_at, old.direction, old.network, old.rail, old.currency, old.amount_cents, old.tenant_id)
  is distinct from (new.stage, new.outcome, new.updated_at, new.question, new.waiting_until, new.delayed_since,
    new.delayed_because, new.created_at, new.direction, new.network, new.rail, new.currency, new.amount_cents,
    new.tenant_id)) execute function tally();
create trigger tally_row after insert or delete on transfers for each row execute function tally();
create trigger tally_change after update on transfers for each row when (
  (old.status, old.network, old.created_at, old.returned_at, old.failure_code, old.amount_cents, old.onboarding_id)
  is distinct from (new.status, new.network, new.created_at, new.returned_at, new.failure_code, new.amount_cents,
    new.onboarding_id)) execute function tally();
create trigger tally_row after insert or delete on account_holds for each row execute function tally();
create trigger tally_change after update on account_holds for each row execute function tally();
/*
 * Merges changes into the tallies. Two at once would add the same row twice, so the second does nothing. It takes so
 * many changes at most: with more, a tally may count too much or too little until the next fold has taken the rest.
 */
create function fold_tallies(most integer) returns void language plpgsql
-- By the index: PostgreSQL expects many changes, and would read all tallies beside the few that there are.
-- cspell:ignore hashjoin mergejoin seqscan
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended('gangway.tallies', 0)) then return; end if;
  with taken as (
    delete from tally_changes where ctid = any (array(select ctid from tally_changes limit most)) returning *
  ), sums as (
    select tenant_id, what, coalesce(at, '-infinity') as at, sum(n) as n, sum(cents) as cents from taken
    group by grouping sets ((tenant_id, what, at), (tenant_id, what)) having sum(n) <> 0 or sum(cents) <> 0)
  merge into tallies t using sums s on t.tenant_id = s.tenant_id and t.what = s.what and t.at = s.at
  when matched and t.n + s.n = 0 and t.cents + s.cents = 0 then delete
  when matched then update set n = t.n + s.n, cents = t.cents + s.cents
  when not matched then insert values (s.tenant_id, s.what, s.at, s.n, s.cents);
end $$;

-- The tallies as the rows on record make them. It reads all of them.
create function tallies_on_record() returns setof tallies language sql stable as $$
  select tenant_id, what, coalesce(at, '-infinity'), count(*), sum(cents)::bigint from (
    select t.* from onboardings o, tallies_of(o) t
    union all select t.* from transfers r, tallies_of(r) t
    union all select t.* from account_holds h, tallies_of(h) t) rows_on_record
  group by grouping sets ((tenant_id, what, at), (tenant_id, what))
$$;
-- Counts again, for rows that were written without triggers. Writers wait until the transaction ends.
create function recount_tallies() returns void language plpgsql as $$
begin
  lock table onboardings, transfers, account_holds in share mode;
  delete from tally_changes;
  delete from tallies;
  -- In order, so that rows that are read together lie together.
  insert into tallies select * from tallies_on_record() order by tenant_id, what, at;
end $$;

set local role gangway_sweeps;
select recount_tallies();
reset role;

-- The board counts the notifications of an endpoint that the notifier has given up.
create index notification_deliveries_failed on notification_deliveries (endpoint_id, queued_at) where status = 'failed';
-- The return rates looked these up, and are tallied now.
drop index transfers_by_creation;
drop index transfer_events_returned;
