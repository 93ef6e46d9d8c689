// Whose rows the statements of some work reach: those of one tenant, or those of all. PostgreSQL's row-level security
// enforces it (db/migrations/0041_tenants_apart.sql), so a statement outside of both reaches no tenant's row.
import { AsyncLocalStorage } from 'node:async_hooks';

/** A setting of PostgreSQL's, in force until the transaction ends. */
export type Reach = { name: 'gangway.tenant' | 'role'; value: string };

/** The role of work that reads across tenants. The other roles may take it on for a transaction (db/roles.sql). */
export const allTenants: Reach = { name: 'role', value: 'gangway_sweeps' };

const reaches = new AsyncLocalStorage<Reach>();

/** The statements and transactions that `work` begins reach the rows of this tenant. */
export const forTenant = <T>(tenantId: string, work: () => T): T =>
  reaches.run({ name: 'gangway.tenant', value: tenantId }, work);

/** The statements and transactions that `work` begins reach the rows of all tenants. A test lists the callers. */
export const acrossTenants = <T>(work: () => T): T => reaches.run(allTenants, work);

export const currentReach = (): Reach | undefined => reaches.getStore();

/** Yields what the generator yields, and lets it run for this tenant, whoever asks for the next one. */
export async function* eachForTenant<T>(tenantId: string, items: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (;;) {
      const next = await forTenant(tenantId, () => items.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await forTenant(tenantId, () => items.return(undefined));
  }
}
