import type { Db } from './pool.ts';

/** `operator`: may also do what concerns no single tenant. */
export type ApiKey = { id: string; tenantId: string; secretHash: Buffer; operator: boolean };

export async function ensureTenant(db: Db, tenant: { id: string; name: string }): Promise<void> {
  await db.query('insert into tenants (id, name) values ($1, $2) on conflict (id) do nothing', [
    tenant.id,
    tenant.name,
  ]);
}

/** Stores a key, or the new secret of one its tenant already has. */
export async function storeApiKey(db: Db, key: ApiKey): Promise<void> {
  await db.query(
    `insert into api_keys (id, tenant_id, secret_hash, operator) values ($1, $2, $3, $4)
     on conflict (id) do update set secret_hash = excluded.secret_hash, operator = excluded.operator
     where api_keys.tenant_id = excluded.tenant_id`,
    [key.id, key.tenantId, key.secretHash, key.operator],
  );
}

export async function findApiKey(db: Db, id: string): Promise<Omit<ApiKey, 'id'> | null> {
  const { rows } = await db.query<Omit<ApiKey, 'id'>>(
    `select tenant_id as "tenantId", secret_hash as "secretHash", operator
     from api_keys where id = $1 and revoked_at is null`,
    [id],
  );
  return rows[0] ?? null;
}
