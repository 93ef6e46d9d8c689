// Makes, rotates and revokes API keys, for the operators' routes and their command. A secret is shown once and never
// stored.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Pool, transaction } from '../db/pool.ts';
import { endKey, type KeyView, keysOf, lockKey, revokeKey, storeApiKey, tenantsOf } from '../db/tenants.ts';
import { allTenantScopes, type Scope } from '../domain/scopes.ts';
import { time } from './http/answer-fields.ts';
import { Problem } from './http/problem.ts';

export type NewKey = { name: string; scopes: Scope[]; expiresAt: Date | null };
/** `key` is the whole key, with its secret. */
export type MadeKey = { id: string; key: string };

async function store(db: Parameters<typeof storeApiKey>[0], tenantId: string | null, wanted: NewKey): Promise<MadeKey> {
  const id = randomBytes(4).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  await storeApiKey(db, { id, tenantId, secretHash: createHash('sha256').update(secret).digest(), ...wanted });
  return { id, key: `gw_${id}_${secret}` };
}

/** `tenantId`: null for an operator's key. */
export async function makeKey(db: Pool, tenantId: string | null, wanted: NewKey): Promise<MadeKey> {
  if (tenantId !== null) await requireTenant(db, tenantId);
  return store(db, tenantId, wanted);
}

/** Makes a key with the name and the scopes of another one, which stays good for `overlapHours`. */
export function rotateKey(db: Pool, tenantId: string | null, id: string, overlapHours: number): Promise<MadeKey> {
  return transaction(db, async (tx) => {
    const old = await lockKey(tx, tenantId, id);
    if (!old) throw noKey();
    const made = await store(tx, tenantId, { name: old.name, scopes: old.scopes, expiresAt: null });
    await endKey(tx, id, new Date(Date.now() + overlapHours * 3_600_000));
    return made;
  });
}

export async function revoke(db: Pool, tenantId: string | null, id: string): Promise<void> {
  if (!(await revokeKey(db, tenantId, id))) throw noKey();
}

export async function listKeys(db: Pool, tenantId: string | null): Promise<z.output<typeof keyAnswerSchema>[]> {
  if (tenantId !== null) await requireTenant(db, tenantId);
  return (await keysOf(db, tenantId)).map(keyAnswer);
}

export const keyAnswerSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum([...allTenantScopes, 'operator'])),
    created_at: time,
    expires_at: time.nullable(),
    last_used_at: time.nullable().describe('To the minute.'),
    revoked_at: time.nullable(),
  })
  .meta({ id: 'ApiKey' });

const keyAnswer = (key: KeyView): z.output<typeof keyAnswerSchema> => {
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  return {
    ...{ id, name, scopes, created_at: createdAt.toISOString() },
    expires_at: expiresAt?.toISOString() ?? null,
    last_used_at: lastUsedAt?.toISOString() ?? null,
    revoked_at: revokedAt?.toISOString() ?? null,
  };
};

/** Throws a 404 if there is no such tenant. */
export async function requireTenant(db: Pool, id: string): Promise<void> {
  const [tenant] = await tenantsOf(db, id);
  if (!tenant)
    throw new Problem(404, 'tenant_not_found', 'There is no tenant with this id. GET /v1/tenants lists them.');
}

const noKey = () =>
  new Problem(404, 'key_not_found', 'The tenant has no key with this id that is not revoked. List its keys first.');
