import type { Db } from '../../db/pool.ts';
import { until } from '../../dev/until.ts';

/** Comes back once so many in this database wait for a lock: only then have two writers really met. */
export async function lockWaited(db: Db, waiting = 1): Promise<void> {
  const waits = async () => {
    const { rowCount } = await db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount === waiting;
  };
  if (!(await until(waits, { seconds: 5, everyMs: 5 }))) throw new Error('nobody waited for a lock');
}
