// Keeps the findings of the last reconciliation of all cases, as counts for the metrics.
import { type DriftCount, driftKinds } from '../../domain/drift.ts';
import type { Db } from '../pool.ts';

/** A kind that is not among the counts was not found. */
export async function recordDriftCounts(db: Db, counts: readonly DriftCount[]): Promise<void> {
  const of = (kind: string) => counts.find((one) => one.kind === kind);
  await db.query(
    `insert into drift_counts (kind, found, repaired, counted_at)
     select *, now() from unnest($1::text[], $2::int[], $3::int[])
     on conflict (kind) do update set found = excluded.found, repaired = excluded.repaired, counted_at = now()`,
    [driftKinds, driftKinds.map((kind) => of(kind)?.found ?? 0), driftKinds.map((kind) => of(kind)?.repaired ?? 0)],
  );
}

export type DriftGauge = DriftCount & { secondsAgo: number };

export async function readDriftCounts(db: Db): Promise<DriftGauge[]> {
  const { rows } = await db.query<DriftGauge>(
    `select kind, found, repaired, extract(epoch from now() - counted_at)::float8 as "secondsAgo"
     from drift_counts where kind = any ($1) order by kind`,
    [driftKinds],
  );
  return rows;
}
