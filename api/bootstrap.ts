import { setTimeout as sleep } from 'node:timers/promises';
import { assertMigrated } from '../db/migrate.ts';
import { ensureTenant, storeApiKey } from '../db/tenants.ts';
import { Failure } from '../domain/failure.ts';
import { errorFields } from './access-log.ts';
import { parseApiKey } from './auth.ts';
import type { Deps } from './context.ts';

/**
 * Stores the bootstrap key, by which the first tenant and the operators get in. The API answers 503 while the database is
 * away or its schema is behind, so this goes on until it has worked.
 */
export async function storeBootstrapKey(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  apiKey: string,
  stop: AbortSignal,
): Promise<void> {
  const key = parseApiKey(apiKey);
  if (!key) throw new Error('GANGWAY_API_KEY is no API key.');
  while (!stop.aborted) {
    try {
      await assertMigrated(db);
      await ensureTenant(db, { id: 'default', name: 'Default' });
      await storeApiKey(db, { ...key, tenantId: 'default', operator: true });
      return;
    } catch (error) {
      const message = error instanceof Failure ? error.message : 'The database does not answer.';
      log.warn({ message, ...errorFields(error) }, 'bootstrap key not stored yet');
      await sleep(1_000, undefined, { signal: stop }).catch(() => {});
    }
  }
}
