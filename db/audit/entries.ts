// The rows of the audit: who did or read what, from where, and how it ended. They hold ids and words, and no data.
import { withNext } from '../connection.ts';
import { isoMicros } from '../instant.ts';
import type { Db } from '../pool.ts';

/** `gangway`: the service by itself. `temporal`: an operator who used Temporal's own interfaces. */
export const actors = ['tenant', 'operator', 'command', 'gangway', 'temporal'] as const;
export type Actor = (typeof actors)[number];

/** Stands for the tenant in rows that concern none. No tenant can have this id. */
export const ofOperators = 'operators';

export type NewAuditRow = {
  /** The tenant, or `ofOperators`. */
  tenantId: string;
  actor: Actor;
  /** The API key, for the actors `tenant` and `operator`. */
  keyId?: string | null;
  /** The person or system by the word of the actor. */
  who?: string | null;
  /** Null: the address at the other end of the connection to PostgreSQL, for a command. */
  source?: string | null;
  requestId?: string | null;
  action: string;
  /** The id of what it is about. */
  object?: string | null;
  /**
   * `accepted`: written in the transaction of the effect. `begun`: written before an effect that takes more than one
   * transaction. `done`, or the code of the problem that the caller received.
   */
  outcome: string;
};

export async function addAudit(db: Db, entry: NewAuditRow): Promise<void> {
  const { tenantId, actor, keyId, who, source, requestId, action, object, outcome } = entry;
  await db.query(
    withNext(`insert into audit (tenant_id, actor, key_id, who, source, request_id, action, object, outcome)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`),
    [tenantId, actor, keyId ?? null, who ?? null, source ?? null, requestId ?? null, action, object ?? null, outcome],
  );
}

/**
 * As `addAudit`, for an operator's command, which may name a tenant that does not exist. Null: the tenant of the case
 * that is the object. The database says by which role and from which address it is connected; `user` is the name of
 * the operator's account on their machine.
 */
export async function addCommandAudit(
  db: Db,
  { user, ...entry }: Pick<NewAuditRow, 'action' | 'object' | 'outcome'> & { tenantId: string | null; user: string },
): Promise<void> {
  await db.query(
    `insert into audit (tenant_id, actor, who, source, action, object, outcome)
     values (coalesce((select id from tenants where id = $1), (select tenant_id from onboardings where id = $4),
       '${ofOperators}'), 'command',
       left(session_user || '/' || $2, 100), inet_client_addr(), $3, left($4, 64), $5)`,
    [entry.tenantId, user, entry.action, entry.object ?? null, entry.outcome],
  );
}

/** As `addAudit`, for what happened to a case without a request. */
export async function addCaseAudit(
  db: Db,
  onboardingId: string,
  { actor, who, action, outcome }: Pick<NewAuditRow, 'actor' | 'who' | 'action' | 'outcome'>,
): Promise<void> {
  await db.query(
    `insert into audit (tenant_id, actor, who, action, object, outcome)
     select tenant_id, $2, $3, $4, id, $5 from onboardings where id = $1`,
    [onboardingId, actor, who ?? null, action, outcome],
  );
}

export type AuditRow = {
  id: string;
  /** ISO 8601 with microseconds, because they give the order. */
  at: string;
  tenantId: string;
  actor: Actor;
  keyId: string | null;
  who: string | null;
  source: string | null;
  requestId: string | null;
  action: string;
  object: string | null;
  outcome: string;
};

/** The columns of an `AuditRow`: all of them, because the seal covers them. */
export const auditColumns = `a.id::text, ${isoMicros('a.at')} as at, a.tenant_id as "tenantId", a.actor,
  a.key_id as "keyId", a.who, host(a.source) as source, a.request_id as "requestId", a.action, a.object, a.outcome`;

/** `number` and `hash` are null while the relay has not sealed the row. */
export type AuditView = AuditRow & { number: number | null; hash: string | null };

export type AuditPage = {
  object?: string | undefined;
  action?: string | undefined;
  key?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  limit: number;
  cursor?: { at: string; id: string } | undefined;
};

/** Newest first. `next` is the beginning of the following page, null at the end. */
export async function listAudit(
  db: Db,
  tenantId: string,
  { object, action, key, from, to, limit, cursor }: AuditPage,
): Promise<{ rows: AuditView[]; next: { at: string; id: string } | null }> {
  const { rows } = await db.query<AuditView>(
    {
      planned_each_time: true,
      text: `select ${auditColumns}, s.number, encode(s.hash, 'hex') as hash
     from audit a left join audit_seals s on s.audit_id = a.id
     where a.tenant_id = $1
       and ($2::text is null or a.object = $2) and ($3::text is null or a.action = $3)
       and ($4::text is null or a.key_id = $4)
       and ($5::timestamptz is null or a.at >= $5) and ($6::timestamptz is null or a.at < $6)
       and ($7::timestamptz is null or (a.at, a.id) < ($7, $8::bigint))
     order by a.at desc, a.id desc limit $9`,
    },
    [
      ...[tenantId, object ?? null, action ?? null, key ?? null, from ?? null, to ?? null],
      ...[cursor?.at ?? null, cursor?.id ?? null, limit + 1],
    ],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last ? { at: last.at, id: last.id } : null };
}
