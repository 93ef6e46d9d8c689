// The addresses that operators have registered for a tenant: where its applicants may return to, from Link, a bank or
// an email, and which origins may show Gangway's pages in a frame.
import { newId } from './ids.ts';
import type { Db } from './pool.ts';

export const addressUses = ['return', 'oauth', 'android', 'frame'] as const;
export type AddressUse = (typeof addressUses)[number];
export type TenantAddress = { id: string; use: AddressUse; address: string; createdAt: Date };

const columns = 'id, use, address, created_at as "createdAt"';

/** Registers the address. Returns the existing one on a repeat. */
export async function registerAddress(
  tx: Db,
  tenantId: string,
  { use, address }: Pick<TenantAddress, 'use' | 'address'>,
): Promise<TenantAddress | null> {
  const { rows } = await tx.query<TenantAddress>(
    `insert into tenant_addresses (id, tenant_id, use, address) values ($1, $2, $3, $4)
     on conflict (tenant_id, use, address) do update set address = excluded.address returning ${columns}`,
    [newId('adr'), tenantId, use, address],
  );
  return rows[0] ?? null;
}

/** Oldest first. */
export async function addressesOf(db: Db, tenantId: string): Promise<TenantAddress[]> {
  const { rows } = await db.query<TenantAddress>(
    `select ${columns} from tenant_addresses where tenant_id = $1 order by created_at, id`,
    [tenantId],
  );
  return rows;
}

/** Returns the address that was removed. Null if it is not one of the tenant. */
export async function removeAddress(tx: Db, tenantId: string, id: string): Promise<TenantAddress | null> {
  const { rows } = await tx.query<TenantAddress>(
    `delete from tenant_addresses where id = $1 and tenant_id = $2 returning ${columns}`,
    [id, tenantId],
  );
  return rows[0] ?? null;
}

export async function isRegistered(db: Db, tenantId: string, use: AddressUse, address: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from tenant_addresses where tenant_id = $1 and use = $2 and address = $3',
    [tenantId, use, address],
  );
  return rowCount === 1;
}
