// The endpoints to which a tenant wants its notifications, with their secrets.
import { randomBytes } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import type { NotificationType } from '../../domain/notify/notifications.ts';
import type { Secret } from '../../domain/secret.ts';
import { newId } from '../ids.ts';
import type { Db } from '../pool.ts';
import { eraseDataKey, type Vault } from '../vault.ts';

export const channels = ['webhook', 'email'] as const;
export type Channel = (typeof channels)[number];

export type Endpoint = {
  id: string;
  channel: Channel;
  /** Null: emails lead to the page of the case. */
  url: string | null;
  /** Null: all types. */
  types: NotificationType[] | null;
  status: 'enabled' | 'disabled';
  /** Null while it is enabled. */
  disabledBecause: 'gone' | 'failing' | null;
  failingSince: Date | null;
  createdAt: Date;
};

const columns = `id, channel, url, types, status, disabled_because as "disabledBecause",
  failing_since as "failingSince", created_at as "createdAt"`;

/** Returns false if the tenant has this endpoint already: each URL once, and email once. Call it in a transaction. */
export async function insertEndpoint(
  db: Db,
  vault: Vault,
  endpoint: Pick<Endpoint, 'id' | 'channel' | 'url' | 'types'> & { tenantId: string },
): Promise<boolean> {
  const { id, tenantId, channel, url, types } = endpoint;
  const { rowCount } = await db.query(
    `insert into notification_endpoints (id, tenant_id, channel, url, types, data_key_id)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [id, tenantId, channel, url, types, channel === 'webhook' ? await vault.newDataKey(db, tenantId) : null],
  );
  return rowCount === 1;
}

export async function countEndpointsOf(db: Db, tenantId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) from notification_endpoints where tenant_id = $1 and status <> 'deleted'`,
    [tenantId],
  );
  return rows[0]?.count ?? 0;
}

/** Oldest first. */
export async function listEndpoints(db: Db, tenantId: string): Promise<Endpoint[]> {
  const { rows } = await db.query<Endpoint>(
    `select ${columns} from notification_endpoints where tenant_id = $1 and status <> 'deleted'
     order by created_at, id`,
    [tenantId],
  );
  return rows;
}

/** Null if the endpoint does not exist, or belongs to another tenant. */
export async function findEndpoint(db: Db, tenantId: string, id: string): Promise<Endpoint | null> {
  const { rows } = await db.query<Endpoint>(
    `select ${columns} from notification_endpoints where id = $1 and tenant_id = $2 and status <> 'deleted'`,
    [id, tenantId],
  );
  return rows[0] ?? null;
}

/** Stops all deliveries to the endpoint and destroys its secrets. Call it in a transaction. */
export async function deleteEndpoint(db: Db, id: string): Promise<void> {
  const { rows } = await db.query<{ dataKeyId: string | null }>(
    `update notification_endpoints set status = 'deleted' where id = $1 returning data_key_id as "dataKeyId"`,
    [id],
  );
  await db.query('delete from notification_secrets where endpoint_id = $1', [id]);
  await db.query(`delete from notification_deliveries where endpoint_id = $1 and status = 'waiting'`, [id]);
  if (rows[0]?.dataKeyId) await eraseDataKey(db, rows[0].dataKeyId);
}

/** Enables the endpoint. Its waiting deliveries are due at once. */
export async function enableEndpoint(db: Db, id: string): Promise<void> {
  await db.query(
    `update notification_endpoints
     set status = 'enabled', disabled_because = null, failing_since = null, not_before = null
     where id = $1 and status = 'disabled'`,
    [id],
  );
}

/** How long an earlier secret signs beside its successor. */
export const secretOverlapHours = 24;
/** Each secret adds a signature to the header. */
const mostSecrets = 5;

const secretOf = (tenant: string, endpointId: string, id: string) => ({
  ...{ tenant, owner: endpointId, table: 'notification_secrets' },
  row: id,
  column: 'secret',
});

/**
 * Makes the endpoint's first or next secret; earlier ones sign beside it for a day. Returns it in the format of
 * Standard Webhooks. Throws `conflict` if the endpoint has too many secrets from the last day. Call it in a
 * transaction.
 */
export async function addSecret(db: Db, vault: Vault, endpointId: string, now: Date): Promise<string> {
  const { rows } = await db.query<{ dataKeyId: string; tenantId: string }>(
    `select data_key_id as "dataKeyId", tenant_id as "tenantId" from notification_endpoints where id = $1
     for no key update`,
    [endpointId],
  );
  if (!rows[0]) throw new TypeError('an endpoint that was just found is gone');
  const { dataKeyId, tenantId } = rows[0];
  await db.query('delete from notification_secrets where endpoint_id = $1 and signs_until <= $2', [endpointId, now]);
  const { rowCount } = await db.query('select from notification_secrets where endpoint_id = $1', [endpointId]);
  if ((rowCount ?? 0) >= mostSecrets) {
    const detail = `The endpoint's secret was rotated ${mostSecrets - 1} times in ${secretOverlapHours} hours. Wait until the oldest secret has expired.`;
    throw new Failure('conflict', detail, { code: 'too_many_secrets' });
  }
  await db.query(
    `update notification_secrets set signs_until = $2::timestamptz + make_interval(hours => $3)
     where endpoint_id = $1 and signs_until is null`,
    [endpointId, now, secretOverlapHours],
  );
  const id = newId('whs');
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await db.query('insert into notification_secrets (id, endpoint_id, secret_sealed) values ($1, $2, $3)', [
    id,
    endpointId,
    await vault.seal(db, dataKeyId, secretOf(tenantId, endpointId, id), secret),
  ]);
  return secret;
}

/** Returns the secrets that sign at `now`, newest first. */
export async function signingSecrets(db: Db, vault: Vault, endpointId: string, now: Date): Promise<Secret[]> {
  const { rows } = await db.query<{ id: string; tenantId: string; sealed: Buffer }>(
    `select s.id, e.tenant_id as "tenantId", s.secret_sealed as sealed
     from notification_secrets s join notification_endpoints e on e.id = s.endpoint_id
     where s.endpoint_id = $1 and (signs_until is null or signs_until > $2)
     order by signs_until desc nulls first`,
    [endpointId, now],
  );
  const secrets: Secret[] = [];
  for (const { id, tenantId, sealed } of rows) {
    secrets.push(await vault.open(db, secretOf(tenantId, endpointId, id), sealed));
  }
  return secrets;
}
