// The pool of a process: with the rights of its role, and under row-level security. A test's own pool is an
// administrator's, so that the test can make and see all rows.
import { createPool, type Pool } from '../../../db/pool.ts';
import { urlAs as devUrlAs } from '../../../dev/postgres.ts';

export type Role = 'gangway_api' | 'gangway_worker' | 'gangway_readonly' | 'gangway_migrate';

const made = new WeakMap<Pool, Map<Role, Pool>>();

/** Returns a pool on the same database, with the listeners of `pool`, which ends with it. A double of a pool stays. */
export function poolAs(pool: Pool, role: Role): Pool {
  const url = Object.hasOwn(pool, 'options') ? pool.options.connectionString : undefined;
  if (!url) return pool;
  const ofPool = made.get(pool) ?? endTogether(pool);
  const known = ofPool.get(role);
  if (known) return known;
  const own = createPool(urlAs(url, role));
  for (const listener of pool.listeners('connect')) own.on('connect', listener as () => void);
  ofPool.set(role, own);
  return own;
}

function endTogether(pool: Pool): Map<Role, Pool> {
  const ofPool = new Map<Role, Pool>();
  made.set(pool, ofPool);
  const end = pool.end.bind(pool);
  pool.end = (async () => {
    await Promise.all([end(), ...[...ofPool.values()].map((own) => own.end())]);
  }) as Pool['end'];
  return ofPool;
}

/** Only an administrator may set what captured-plans.ts sets in `options`. */
export const urlAs = (url: string, role: string): string =>
  devUrlAs(url, role, !process.env.DATABASE_URL && !new URL(url).searchParams.has('options'));
