// The tenant of a case, for work that Temporal or a sweep begins with the id alone.
import type { Db } from '../pool.ts';
import { acrossTenants, forTenant } from '../reach.ts';

const owners = {
  case: 'select tenant_id as id from onboardings where id = $1',
  item: 'select tenant_id as id from items i join onboardings o on o.id = i.onboarding_id where i.id = $1',
  report: 'select tenant_id as id from reports r join onboardings o on o.id = r.onboarding_id where r.id = $1',
};

/** A tenant never changes. The cases that a worker is busy with fit in here. */
const mostKept = 10_000;
const kept = new WeakMap<Db, Map<string, string>>();

/** Returns the tenant whose case, Item or report this is. The empty text if there is none. */
export async function tenantOf(db: Db, kind: keyof typeof owners, id: string): Promise<string> {
  const known = kept.get(db) ?? new Map<string, string>();
  kept.set(db, known);
  const tenantId = known.get(id) ?? (await read(db, kind, id));
  if (tenantId === null) return '';
  known.set(id, tenantId);
  const [oldest] = known.keys();
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
  return tenantId;
}

/** Returns the tenant of a case, if it has been looked up already. */
export const keptTenant = (db: Db, id: string): string | undefined => kept.get(db)?.get(id);

/** Runs `work` for the tenant whose case, Item or report this is. If there is none, `work` finds no row either. */
export const forTenantOf = async <T>(
  db: Db,
  kind: keyof typeof owners,
  id: string,
  work: () => Promise<T>,
): Promise<T> => forTenant(await tenantOf(db, kind, id), work);

async function read(db: Db, kind: keyof typeof owners, id: string): Promise<string | null> {
  const { rows } = await acrossTenants(() => db.query<{ id: string }>(owners[kind], [id]));
  return rows[0]?.id ?? null;
}
