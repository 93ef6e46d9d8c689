// The counts behind the return rates, per tenant.
import { ruleOf } from '../../domain/transfers/ach-codes.ts';
import type { ReturnCounts } from '../../domain/transfers/return-rates.ts';
import type { Db } from '../pool.ts';
import { readSince } from '../tallies.ts';

export type TenantReturns = ReturnCounts & { tenantId: string };

/** The tallies that `addReturns` adds up. */
export const talliesOfReturns = ['debit', 'return'] as const;

/**
 * Counts debits that left since then, the beginning of a day in UTC, and debits that came back since then, whenever
 * they left, as Nacha counts. Each entry counts, reinitiations too.
 */
export async function countReturns(
  db: Db,
  { since, tenantId }: { since: Date; tenantId?: string | undefined },
): Promise<TenantReturns[]> {
  const tenants = await db.query<{ id: string }>(
    'select id from tenants where $1::text is null or id = $1 order by id',
    [tenantId ?? null],
  );
  const tallies = await readSince(db, { tenantId: tenantId ?? null, since, kinds: talliesOfReturns });
  const ofTenant = new Map<string, typeof tallies>(tenants.rows.map(({ id }) => [id, []]));
  for (const tally of tallies) ofTenant.get(tally.tenantId)?.push(tally);
  return [...ofTenant].map(([id, own]) => ({ tenantId: id, ...addReturns(own) }));
}

/** Adds up the tallies `debit` and `return/…`. A return by another network than ACH has no rate. */
export function addReturns(tallies: readonly { what: string; count: number }[]): ReturnCounts {
  const counts = { debits: 0, returns: { unauthorized: 0, administrative: 0, overall: 0 } };
  for (const { what, count } of tallies) {
    const [kind, direction, network = '', code = ''] = what.split('/');
    if (kind === 'debit') counts.debits += count;
    if (kind !== 'return' || direction !== 'debit' || !['ach', 'same-day-ach'].includes(network)) continue;
    for (const rate of ruleOf(code).rates) counts.returns[rate] += count;
  }
  return counts;
}
