import type { Db } from './pool.ts';

/** An `operator` may also act on things that belong to no single tenant. */
export type ApiKey = { id: string; tenantId: string; secretHash: Buffer; operator: boolean };

export async function ensureTenant(db: Db, tenant: { id: string; name: string }): Promise<void> {
  await db.query('insert into tenants (id, name) values ($1, $2) on conflict (id) do nothing', [
    tenant.id,
    tenant.name,
  ]);
}

/** Locks the tenant until the transaction ends. Writers of rows that belong to the tenant do not wait for it. */
export async function lockTenant(tx: Db, id: string): Promise<void> {
  await tx.query('select from tenants where id = $1 for no key update', [id]);
}

/** Stores a key, or a new secret for a key that the tenant already has. */
export async function storeApiKey(db: Db, key: ApiKey): Promise<void> {
  await db.query(
    `insert into api_keys (id, tenant_id, secret_hash, operator) values ($1, $2, $3, $4)
     on conflict (id) do update set secret_hash = excluded.secret_hash, operator = excluded.operator
     where api_keys.tenant_id = excluded.tenant_id`,
    [key.id, key.tenantId, key.secretHash, key.operator],
  );
}

/** Null if there is no such key, or it was revoked. */
export async function findApiKey(db: Db, id: string): Promise<Omit<ApiKey, 'id'> | null> {
  const { rows } = await db.query<Omit<ApiKey, 'id'>>(
    `select tenant_id as "tenantId", secret_hash as "secretHash", operator
     from api_keys where id = $1 and revoked_at is null`,
    [id],
  );
  return rows[0] ?? null;
}
