import { Failure } from '../domain/failure.ts';
import type { Db } from './pool.ts';

/**
 * Throws for a role that row-level security does not bind: a superuser, or one that bypasses it. Does nothing while the
 * database is away.
 */
export async function refuseUnboundRole(db: Db): Promise<void> {
  const { rows } = await db
    .query<{ role: string; unbound: boolean }>(
      `select current_user as role, rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user`,
    )
    .catch(() => ({ rows: [] }));
  const [own] = rows;
  if (!own?.unbound) return;
  throw new Failure(
    'bug',
    `The role ${own.role} of DATABASE_URL reaches the rows of all tenants. Log in as gangway_api or gangway_worker, ` +
      'which `npm run roles` makes (docs/operating.md).',
    { code: 'database_misconfigured' },
  );
}
