import type { Db } from '../../../db/pool.ts';
import { until } from '../until.ts';

/** Resolves once this many connections wait for a lock in this database. Only then two writers have really met. */
export async function lockWaited(db: Db, waiting = 1): Promise<void> {
  const waits = async () => {
    const { rowCount } = await db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount === waiting;
  };
  if (!(await until(waits, { everyMs: 5 }))) throw new Error('no connection waited for a lock');
}
