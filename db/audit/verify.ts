// Verifies the audit: recomputes the chain of each tenant, and names the first row that is not what was sealed.
import { distinctValues } from '../distinct.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { type AuditRow, auditColumns } from './entries.ts';
import { lastForgotten } from './retention.ts';
import { beginning, type Seal, sealedUpTo, sealOf, unsealedRows } from './seals.ts';

/** A seal that somebody noted outside of the database. `hash` in hexadecimal. */
export type Anchor = { tenantId: string; number: number; hash: string };

export type BadRow = { tenantId: string; number: number | null; audit: string | null; fault: string };

/** `newest` are the ends of the chains, to be kept as anchors. */
export type Verified = { rows: number; newest: Anchor[]; bad: BadRow | null };

type SealedRow = AuditRow & { number: number; hash: Buffer; sealed: string };

const atOnce = 1_000;
/** The relay seals within seconds. A row that is older was put in with an old time, or nobody seals. */
const sealedWithin = 60_000;

export async function verifyAudit(
  db: Db,
  vault: Vault,
  { tenantId, anchors = [] }: { tenantId?: string | undefined; anchors?: Anchor[] },
): Promise<Verified> {
  let rows = 0;
  const newest: Anchor[] = [];
  const chains = tenantId === undefined ? await chainsOf(db, anchors) : [tenantId];
  for (const chain of chains) {
    const walked = await verifyChain(
      { db, vault },
      chain,
      anchors.filter((anchor) => anchor.tenantId === chain),
    );
    if ('fault' in walked) return { rows, newest, bad: walked };
    rows += walked.rows;
    if (walked.end.number > 0) newest.push({ ...walked.end, hash: walked.end.hash.toString('hex') });
  }
  return { rows, newest, bad: await unsealedRow(db, tenantId) };
}

/** Also names chains of which only an anchor is left. */
async function chainsOf(db: Db, anchors: Anchor[]): Promise<string[]> {
  const sealed = await distinctValues(db, 'audit_seals', 'tenant_id');
  return [...new Set([...sealed, ...anchors.map((anchor) => anchor.tenantId)])].sort();
}

type Reads = { db: Db; vault: Vault };

async function verifyChain(
  { db, vault }: Reads,
  tenantId: string,
  anchors: Anchor[],
): Promise<{ rows: number; end: Seal } | BadRow> {
  const wanted = new Map(anchors.map(({ number, hash }) => [number, hash]));
  let rows = 0;
  const forgotten = await lastForgotten(db, vault, tenantId);
  let end: Seal = forgotten ?? { tenantId, number: 0, hash: beginning };
  for (;;) {
    // Rows that retention is still to delete stand before those that follow its mark.
    const page = await sealedRows(db, tenantId, end.number);
    for (const row of page) {
      const fault = await faultOf({ db, vault }, row, end, wanted);
      if (fault) return { tenantId, number: row.number, audit: row.sealed, fault };
      end = { tenantId, number: row.number, hash: row.hash };
      rows += 1;
    }
    if (page.length < atOnce) break;
  }
  const last = Math.max(0, ...wanted.keys());
  if (last <= end.number) return { rows, end };
  const fault = `the chain ends with number ${end.number}, but an anchor has number ${last}: its newest rows are gone`;
  return { tenantId, number: end.number + 1, audit: null, fault };
}

/** A seal whose row is gone has null in every column of the row. */
async function sealedRows(db: Db, tenantId: string, after: number): Promise<SealedRow[]> {
  const { rows } = await db.query<SealedRow>(
    `select ${auditColumns}, s.number, s.hash, s.audit_id::text as sealed
     from audit_seals s left join audit a on a.id = s.audit_id
     where s.tenant_id = $1 and s.number > $2 order by s.number limit $3`,
    [tenantId, after, atOnce],
  );
  return rows;
}

async function faultOf({ db, vault }: Reads, row: SealedRow, before: Seal, anchors: Map<number, string>) {
  const { number, hash } = row;
  if (number !== before.number + 1) return `the seals from number ${before.number + 1} to ${number - 1} are gone`;
  if (row.id === null) return 'the row of this seal is gone';
  const right = await sealOf(db, vault, before.hash, number, row);
  if (!right.equals(hash)) return 'the row, its place or its seal is not what was sealed';
  const anchor = anchors.get(number);
  if (anchor !== undefined && anchor !== hash.toString('hex')) return 'the seal is not that of the anchor';
  return null;
}

async function unsealedRow(db: Db, tenantId: string | undefined): Promise<BadRow | null> {
  const now = await db.query<{ now: Date }>('select clock_timestamp() as now');
  const late = (now.rows[0]?.now.getTime() ?? 0) - sealedWithin;
  const waiting = await unsealedRows(db, await sealedUpTo(db), atOnce);
  const row = waiting.find((one) => (tenantId ?? one.tenantId) === one.tenantId && Date.parse(one.at) < late);
  if (!row) return null;
  const fault = 'the row has no seal after a minute: the relay does not run, or the row was not added by Gangway';
  return { tenantId: row.tenantId, number: null, audit: row.id, fault };
}
