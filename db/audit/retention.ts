// Deletes old rows of the audit from the beginning of each chain. A mark stays behind in the chain: the number and the
// hash with which the rest begins, under a keyed hash, so that nobody else can delete a beginning unseen.
import { type Db, type Pool, transaction } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { addAudit } from './entries.ts';
import type { Seal } from './seals.ts';

const action = 'audit.forget';

/**
 * Deletes up to `limit` rows of one tenant that are older than `days`. Returns how many it has deleted. It begins only
 * once a day's rows are due, because each time leaves a mark.
 */
export async function forgetAudit(db: Pool, vault: Vault, days: number, limit: number): Promise<number> {
  const { rows: oldest } = await db.query<{ tenantId: string; due: boolean }>(
    `select tenant_id as "tenantId", at < now() - make_interval(days => $1 + 1) as due from audit order by id limit 1`,
    [days],
  );
  if (!oldest[0]?.due) return 0;
  const { tenantId } = oldest[0];
  return transaction(db, async (tx) => {
    const { rows: ends } = await tx.query<Seal>(
      `select s.tenant_id as "tenantId", s.number, s.hash
       from (select * from audit_seals where tenant_id = $1 order by number limit $3) s join audit a on a.id = s.audit_id
       where a.at < now() - make_interval(days => $2) order by s.number desc limit 1`,
      [tenantId, days, limit],
    );
    return ends[0] ? forgetUpTo(tx, vault, ends[0]) : 0;
  });
}

async function forgetUpTo(tx: Db, vault: Vault, end: Seal): Promise<number> {
  const { tenantId, number } = end;
  const object = await markOf(tx, vault, end);
  await addAudit(tx, { tenantId, actor: 'gangway', action, object, outcome: 'done' });
  const { rowCount } = await tx.query(
    `delete from audit where id in (select audit_id from audit_seals where tenant_id = $1 and number <= $2)`,
    [tenantId, number],
  );
  await tx.query('delete from audit_seals where tenant_id = $1 and number <= $2', [tenantId, number]);
  return rowCount ?? 0;
}

async function markOf(db: Db, vault: Vault, { tenantId, number, hash }: Seal): Promise<string> {
  const hex = hash.toString('hex');
  const proof = await vault.index(db, JSON.stringify([action, tenantId, number, hex]));
  return `${number}.${hex}.${proof.toString('hex')}`;
}

/** Returns the seal with which retention has last ended. Null if it has deleted nothing, or the mark is forged. */
export async function lastForgotten(db: Db, vault: Vault, tenantId: string): Promise<Seal | null> {
  const { rows } = await db.query<{ object: string }>(
    `select object from audit where tenant_id = $1 and action = $2 order by at desc, id desc`,
    [tenantId, action],
  );
  for (const { object } of rows) {
    const [number = '', hex = ''] = object.split('.');
    const seal = { tenantId, number: Number(number), hash: Buffer.from(hex, 'hex') };
    if (object === (await markOf(db, vault, seal))) return seal;
  }
  return null;
}
