import { setTimeout as sleep } from 'node:timers/promises';
import { addAudit, ofOperators } from '../db/audit/entries.ts';
import { databaseFault } from '../db/database-away.ts';
import { assertMigrated } from '../db/migrate.ts';
import { type Pool, transaction } from '../db/pool.ts';
import { acrossTenants } from '../db/reach.ts';
import { type ApiKey, ensureTenant, storeApiKey } from '../db/tenants.ts';
import { Failure } from '../domain/failure.ts';
import { allTenantScopes } from '../domain/scopes.ts';
import type { Deps } from './context.ts';
import { errorFields } from './http/access-log.ts';
import { parseApiKey } from './http/auth.ts';
import type { GivenKey } from './limits/limits.ts';

/** The first keys: of the default tenant, and of operators, if the installation sets one. */
export type BootstrapKeys = { tenant: string; operator: string | null };

/**
 * Stores the bootstrap keys. It retries until it succeeds, because the API runs and answers 503 while the database is
 * away or its schema is behind.
 */
export async function storeBootstrapKeys(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  keys: BootstrapKeys,
  stop: AbortSignal,
): Promise<void> {
  const tenant = parsed('GANGWAY_API_KEY', keys.tenant);
  const operator = keys.operator === null ? null : parsed('GANGWAY_OPERATOR_KEY', keys.operator);
  if (tenant.id === operator?.id)
    throw new Error('GANGWAY_OPERATOR_KEY is the key of GANGWAY_API_KEY. Make one of its own, with another id.');
  const name = 'bootstrap';
  while (!stop.aborted) {
    try {
      await assertMigrated(db);
      return await acrossTenants(async () => {
        await ensureTenant(db, { id: 'default', name: 'Default' });
        await storeKey(db, { ...tenant, name, tenantId: 'default', scopes: allTenantScopes });
        if (operator) await storeKey(db, { ...operator, name, tenantId: null, scopes: ['operator'] });
      });
    } catch (error) {
      const fault = databaseFault(error);
      const message = error instanceof Failure ? error.message : (fault ?? 'The database does not answer.');
      log[fault ? 'error' : 'warn']({ message, ...errorFields(error) }, 'bootstrap key not stored yet');
      await sleep(1_000, undefined, { signal: stop }).catch(() => {});
    }
  }
}

/** Each start stores the keys of the settings. The audit names a key only when that changes something. */
function storeKey(db: Pool, key: ApiKey): Promise<void> {
  return transaction(db, async (tx) => {
    if (!(await storeApiKey(tx, key))) return;
    const about = { action: 'tenants.keys.create', object: key.id, outcome: 'accepted' };
    await addAudit(tx, { tenantId: key.tenantId ?? ofOperators, actor: 'gangway', who: key.name, ...about });
  });
}

function parsed(name: string, text: string): GivenKey {
  const key = parseApiKey(text);
  if (key) return key;
  throw new Error(`${name} is not an API key. Set it to gw_<id>_<secret>: 8 characters, then 43.`);
}
