// The seals of the audit. Each tenant has a chain: row by row a number, and a keyed hash over the row, its number and
// the hash before it. A request only inserts its row, so that requests of one tenant never wait for each other; the
// relay seals the rows a moment later, in batches.
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { type AuditRow, auditColumns } from './entries.ts';

export type Seal = { tenantId: string; number: number; hash: Buffer };

/** The hash before the first row of a chain. */
export const beginning = Buffer.alloc(0);

/** The key is a data key of the vault, so nobody computes a seal by the database alone. */
export function sealOf(db: Db, vault: Vault, before: Buffer, number: number, row: AuditRow): Promise<Buffer> {
  const { id, at, tenantId, actor, keyId, who, source, requestId, action, object, outcome } = row;
  const values = [id, at, tenantId, actor, keyId, who, source, requestId, action, object, outcome];
  return vault.index(db, JSON.stringify(['audit', before.toString('hex'), number, ...values]));
}

/** A row whose transaction ended this long after later rows were sealed would be missed. Ours take seconds. */
const longestTransaction = "interval '5 minutes'";

/** All rows up to this id are sealed. Reads the rows of the last minutes before the newest seal. */
export async function sealedUpTo(db: Db): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `with newest as (select id, at from audit where id = (select max(audit_id) from audit_seals))
     select coalesce((select a.id from audit a, newest where a.id < newest.id and a.at < newest.at - ${longestTransaction}
       order by a.id desc limit 1), 0)::text as id`,
  );
  return rows[0]?.id ?? '0';
}

/** Rows beyond `after` without a seal, oldest first. Both tables are read only from there on. */
const unsealed = `from audit a where a.id > $1 and not exists (
  select from audit_seals s where s.audit_id = a.id and s.audit_id > $1)`;

export async function unsealedRows(db: Db, after: string, limit: number): Promise<AuditRow[]> {
  const text = `select ${auditColumns} ${unsealed} order by a.id limit $2`;
  return (await db.query<AuditRow>({ planned_each_time: true, text }, [after, limit])).rows;
}

/**
 * Seals up to `limit` rows. Returns the newest seal of each chain that has grown. If another process seals the same
 * rows or continues the same chain, the constraints refuse one of the two, which then seals nothing.
 */
export async function sealRows(db: Db, vault: Vault, after: string, limit: number): Promise<Seal[]> {
  const rows = await unsealedRows(db, after, limit);
  if (rows.length === 0) return [];
  const ends = await newestSeals(db, [...new Set(rows.map(({ tenantId }) => tenantId))]);
  const seals: (Seal & { id: string })[] = [];
  for (const row of rows) {
    const { tenantId, id } = row;
    const before = ends.get(tenantId) ?? { tenantId, number: 0, hash: beginning };
    const number = before.number + 1;
    const seal = { tenantId, number, hash: await sealOf(db, vault, before.hash, number, row) };
    ends.set(tenantId, seal);
    seals.push({ ...seal, id });
  }
  return (await storeSeals(db, seals)) ? [...ends.values()] : [];
}

/** All or none. False if another process was faster. */
async function storeSeals(db: Db, seals: (Seal & { id: string })[]): Promise<boolean> {
  const of = <K extends keyof (typeof seals)[number]>(name: K) => seals.map((seal) => seal[name]);
  try {
    await db.query(
      `insert into audit_seals (audit_id, tenant_id, number, hash)
       select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bytea[])`,
      [of('id'), of('tenantId'), of('number'), of('hash')],
    );
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === uniqueViolation) return false;
    throw error;
  }
}

const uniqueViolation = '23505';

/** Returns the newest seal of each of these chains that has one. */
export async function newestSeals(db: Db, tenantIds: string[]): Promise<Map<string, Seal>> {
  const { rows } = await db.query<Seal>(
    `select s.tenant_id as "tenantId", s.number, s.hash from unnest($1::text[]) as t (id)
     join lateral (select * from audit_seals where tenant_id = t.id order by number desc limit 1) s on true`,
    [tenantIds],
  );
  return new Map(rows.map((seal) => [seal.tenantId, seal]));
}

/** How long the oldest row has waited for its seal; 0 if none waits. */
export async function unsealedSeconds(db: Db): Promise<number> {
  const text = `select coalesce(extract(epoch from now() - min(a.at)), 0)::float as seconds ${unsealed}`;
  const { rows } = await db.query<{ seconds: number }>({ planned_each_time: true, text }, [await sealedUpTo(db)]);
  return Math.max(0, rows[0]?.seconds ?? 0);
}
