import type { Scope } from '../domain/scopes.ts';
import type { Db } from './pool.ts';

export type ApiKey = {
  id: string;
  /** Null for an operator's key. */
  tenantId: string | null;
  secretHash: Buffer;
  name: string;
  scopes: Scope[];
  expiresAt?: Date | null;
};

export async function ensureTenant(db: Db, tenant: { id: string; name: string }): Promise<void> {
  await db.query('insert into tenants (id, name) values ($1, $2) on conflict (id) do nothing', [
    tenant.id,
    tenant.name,
  ]);
}

export type TenantView = { id: string; name: string; createdAt: Date };

/** Null if there is a tenant with this id already. */
export async function createTenant(db: Db, tenant: { id: string; name: string }): Promise<TenantView | null> {
  const { rows } = await db.query<TenantView>(
    `insert into tenants (id, name) values ($1, $2) on conflict (id) do nothing
     returning id, name, created_at as "createdAt"`,
    [tenant.id, tenant.name],
  );
  return rows[0] ?? null;
}

/** Returns the tenant, or all of them, by id. */
export async function tenantsOf(db: Db, id: string | null): Promise<TenantView[]> {
  const { rows } = await db.query<TenantView>(
    `select id, name, created_at as "createdAt" from tenants where $1::text is null or id = $1 order by id`,
    [id],
  );
  return rows;
}

/** Locks the tenant until the transaction ends. Writers of rows that belong to the tenant do not wait for it. */
export async function lockTenant(tx: Db, id: string): Promise<void> {
  await tx.query('select from tenants where id = $1 for no key update', [id]);
}

/** Stores a key, or a new secret for a key that the tenant already has. False if that changes nothing. */
export async function storeApiKey(
  db: Db,
  { id, tenantId, secretHash, name, scopes, expiresAt }: ApiKey,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into api_keys (id, tenant_id, secret_hash, name, scopes, expires_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set secret_hash = excluded.secret_hash, scopes = excluded.scopes
     where api_keys.tenant_id is not distinct from excluded.tenant_id
       and (api_keys.secret_hash, api_keys.scopes) is distinct from (excluded.secret_hash, excluded.scopes)`,
    [id, tenantId, secretHash, name, scopes, expiresAt ?? null],
  );
  return rowCount === 1;
}

export type KnownKey = Pick<ApiKey, 'tenantId' | 'secretHash' | 'scopes'> & { usedLately: boolean };

/** Null if there is no such key, or it was revoked or has expired. */
export async function findApiKey(db: Db, id: string): Promise<KnownKey | null> {
  const { rows } = await db.query<KnownKey>(
    `select tenant_id as "tenantId", secret_hash as "secretHash", scopes,
       coalesce(last_used_at > now() - interval '1 minute', false) as "usedLately"
     from api_keys where id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
    [id],
  );
  return rows[0] ?? null;
}

/** Records the use of a key, to the minute. */
export const recordUse = (db: Db, id: string): Promise<unknown> =>
  db.query(
    `update api_keys set last_used_at = now()
     where id = $1 and (last_used_at is null or last_used_at <= now() - interval '1 minute')`,
    [id],
  );

export type KeyView = Pick<ApiKey, 'id' | 'tenantId' | 'name' | 'scopes'> & {
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

const keyView = `select id, tenant_id as "tenantId", name, scopes, created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", revoked_at as "revokedAt" from api_keys`;

/** Returns the keys of a tenant, or those of operators for null, oldest first. */
export async function keysOf(db: Db, tenantId: string | null): Promise<KeyView[]> {
  const { rows } = await db.query<KeyView>(
    `${keyView} where tenant_id is not distinct from $1 order by created_at, id`,
    [tenantId],
  );
  return rows;
}

/** Locks the key until the transaction ends. Null if it is not a key of the tenant, or was revoked. */
export async function lockKey(tx: Db, tenantId: string | null, id: string): Promise<KeyView | null> {
  const { rows } = await tx.query<KeyView>(
    `${keyView} where id = $2 and tenant_id is not distinct from $1 and revoked_at is null for no key update`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}

/** Lets the key end then, unless it ends before. */
export const endKey = (db: Db, id: string, at: Date): Promise<unknown> =>
  db.query('update api_keys set expires_at = least(expires_at, $2) where id = $1', [id, at]);

/** Revokes a key at once. False if it is not a key of the tenant. */
export async function revokeKey(db: Db, tenantId: string | null, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update api_keys set revoked_at = coalesce(revoked_at, now())
     where id = $2 and tenant_id is not distinct from $1`,
    [tenantId, id],
  );
  return rowCount === 1;
}
