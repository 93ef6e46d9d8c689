import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFault } from '../db/database-away.ts';
import { assertMigrated } from '../db/migrate.ts';
import { ensureTenant, storeApiKey } from '../db/tenants.ts';
import { Failure } from '../domain/failure.ts';
import type { Deps } from './context.ts';
import { errorFields } from './http/access-log.ts';
import { parseApiKey } from './http/auth.ts';

/**
 * Stores the bootstrap key, the first API key of the default tenant and of the operators. It retries until it succeeds,
 * because the API runs and answers 503 while the database is away or its schema is behind.
 */
export async function storeBootstrapKey(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  apiKey: string,
  stop: AbortSignal,
): Promise<void> {
  const key = parseApiKey(apiKey);
  if (!key) throw new Error('GANGWAY_API_KEY is not an API key. Set it to gw_<id>_<secret>: 8 characters, then 43.');
  while (!stop.aborted) {
    try {
      await assertMigrated(db);
      await ensureTenant(db, { id: 'default', name: 'Default' });
      await storeApiKey(db, { ...key, tenantId: 'default', operator: true });
      return;
    } catch (error) {
      const fault = databaseFault(error);
      const message = error instanceof Failure ? error.message : (fault ?? 'The database does not answer.');
      log[fault ? 'error' : 'warn']({ message, ...errorFields(error) }, 'bootstrap key not stored yet');
      await sleep(1_000, undefined, { signal: stop }).catch(() => {});
    }
  }
}
