import type { Pool } from '../pool.ts';
import { acrossTenants } from '../reach.ts';

export type ConsoleTenant = { id: string; name: string };

/** Returns those of these tenants that exist, or all for null, by id. */
export async function consoleTenants(db: Pool, ids: readonly string[] | null): Promise<ConsoleTenant[]> {
  const { rows } = await acrossTenants(() =>
    db.query<ConsoleTenant>('select id, name from tenants where $1::text[] is null or id = any($1) order by id', [ids]),
  );
  return rows;
}
