import type { Db } from '../../db/pool.ts';
import { until } from '../../dev/until.ts';

/** Comes back once somebody in this database waits for a lock: only then have two writers really met. */
export async function lockWaited(db: Db): Promise<void> {
  const waits = async () => {
    const { rowCount } = await db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount === 1;
  };
  if (!(await until(waits, { seconds: 5, everyMs: 5 }))) throw new Error('nobody waited for a lock');
}
