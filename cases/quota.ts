// Keeps a tenant to its monthly quotas of calls that Plaid bills. Few tenants have one, so a process reads all quotas
// once a minute, and counts only the calls of a tenant that has one. Cases that ask at the same moment may pass the
// quota together, each by one call.
import { countPaidCall, monthOf, type Quota, quotasOf } from '../db/paid-calls.ts';
import { type Db, type Pool, poolOf } from '../db/pool.ts';
import { acrossTenants } from '../db/reach.ts';
import { Failure } from '../domain/failure.ts';
import type { LimitedCall } from '../domain/paid-calls.ts';

const keptMs = 60_000;
const kept = new WeakMap<Pool, { quotas: Promise<Quota[]>; until: number }>();

function quotas(db: Db): Promise<Quota[]> {
  const pool = poolOf(db);
  const found = kept.get(pool);
  if (found && performance.now() < found.until) return found.quotas;
  // For all tenants, because the process keeps them.
  const read = acrossTenants(() => quotasOf(pool, null));
  kept.set(pool, { quotas: read, until: performance.now() + keptMs });
  read.catch(() => kept.delete(pool));
  return read;
}

/** Call it after a quota has changed, so that this process does not keep to the old one for a minute. */
export const forgetQuotas = (db: Db): boolean => kept.delete(poolOf(db));

export async function hasQuotaLeft(db: Db, tenantId: string, call: LimitedCall): Promise<boolean> {
  const quota = (await quotas(db)).find((one) => one.tenantId === tenantId && one.call === call);
  return !quota || (await countPaidCall(db, monthOf(new Date()), tenantId, call)) < quota.most;
}

/**
 * Throws before a call that would pass the quota. The case then waits in its stage, shows this to operators, and tries
 * again every hour. No money has been asked for by then.
 */
export async function assertQuotaLeft(db: Db, tenantId: string, call: LimitedCall): Promise<void> {
  if (await hasQuotaLeft(db, tenantId, call)) return;
  const message =
    `The tenant has used up this month's quota of ${call}. An operator can raise it by POST /v1/tenants/:id/quotas; ` +
    'otherwise the case goes on next month.';
  throw new Failure('busy', message, { code: 'quota_reached', retryAfterSeconds: 3_600 });
}
