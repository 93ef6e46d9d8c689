// Tallies: how many cases are in each stage, and the like, so that a count reads no case. Triggers keep them for every
// writer (db/migrations/0063_tallies.sql). A read adds up the tallies and the changes that no fold has merged yet, so
// it is exact, and its cost depends on days and kinds, not on cases.
import type { Db } from './pool.ts';

/** Null: of all tenants. */
type OfTenant = { tenantId: string | null };

/**
 * Merges at most so many changes into the tallies. It changes no count. Does nothing while another process does it.
 */
export async function foldTallies(db: Db, limit: number): Promise<void> {
  await db.query('select fold_tallies($1)', [limit]);
}

const ofTenant = '($1::text is null or tenant_id = $1)';

/**
 * `what`: such as `stage/in_review`. `first`: the earliest time of what is counted, rounded down to its minute, or to
 * its day. `cents` is 0 where no money is tallied.
 */
export type Tally = { what: string; count: number; cents: number; first: Date };

/** Returns the tallies that are not zero. */
export async function readTallies(db: Db, { tenantId }: OfTenant): Promise<Tally[]> {
  const { rows } = await db.query<Tally>(
    {
      planned_each_time: true,
      text: `with changes as materialized (
         select tenant_id, what, at, sum(n) as n, sum(cents) as cents from tally_changes where ${ofTenant} group by 1, 2, 3
       ), sums as (
         select tenant_id, what, sum(n) as n, sum(cents) as cents from (
           select tenant_id, what, n, cents from tallies where at = '-infinity' and ${ofTenant}
           union all select tenant_id, what, n, cents from changes) counted
         group by 1, 2 having sum(n) > 0
       )
       select s.what, sum(s.n)::bigint as count, sum(s.cents)::bigint as cents, min(times.first) as first
       from sums s, lateral (select min(at) as first from ((
         select t.at from tallies t
         where t.tenant_id = s.tenant_id and t.what = s.what and t.at > '-infinity' and t.n + coalesce((select c.n
           from changes c where c.tenant_id = t.tenant_id and c.what = t.what and c.at = t.at), 0) > 0
         order by t.at limit 1
       ) union all (
         select c.at from changes c where c.tenant_id = s.tenant_id and c.what = s.what and c.n > 0
       )) earliest) times
       group by 1 order by 1`,
    },
    [tenantId],
  );
  return rows;
}

/** `at`: the beginning of the day, in UTC. */
export type DayTally = { what: string; at: Date; count: number; cents: number };

/**
 * SQL: the tallies since $2 whose names begin with one of the words $3. An index holds the tallies of days alone:
 * PostgreSQL would rather read all tallies, with the minutes of all open cases, than look up each name.
 */
const tallied = `(
  select t.* from tenants, lateral (
    select tenant_id, what, at, n, cents from tallies
    where tenant_id = tenants.id and at >= $2 and what ~ '^(debit|money|return)' offset 0) t
  where ($1::text is null or tenants.id = $1) and split_part(what, '/', 1) = any ($3)
  union all
  select tenant_id, what, at, n, cents from tally_changes
  where ${ofTenant} and split_part(what, '/', 1) = any ($3) and at >= $2) counted`;

/** Returns the tallies of each day since then, the newest day first. */
export async function readDays(
  db: Db,
  { tenantId, since, kinds }: OfTenant & { since: Date; kinds: readonly string[] },
): Promise<DayTally[]> {
  const { rows } = await db.query<DayTally>(
    {
      planned_each_time: true,
      text: `select what, at, sum(n)::bigint as count, sum(cents)::bigint as cents from ${tallied}
         group by 1, 2 having sum(n) > 0 order by at desc, what`,
    },
    [tenantId, since, kinds],
  );
  return rows;
}

/** Returns the tallies since then, by tenant. */
export async function readSince(
  db: Db,
  { tenantId, since, kinds }: OfTenant & { since: Date; kinds: readonly string[] },
): Promise<{ tenantId: string; what: string; count: number }[]> {
  const { rows } = await db.query<{ tenantId: string; what: string; count: number }>(
    {
      planned_each_time: true,
      text: `select tenant_id as "tenantId", what, sum(n)::bigint as count from ${tallied} group by 1, 2 having sum(n) > 0`,
    },
    [tenantId, since, kinds],
  );
  return rows;
}
