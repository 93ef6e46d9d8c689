import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { addAudit } from '../../db/audit/entries.ts';
import { sealRows } from '../../db/audit/seals.ts';
import { type Anchor, verifyAudit } from '../../db/audit/verify.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { draw, tally, trials } from '../support/trials.ts';

const count = trials({ local: 300, ci: 2_000, nightly: 10_000 });
const rowsOfTenant = 24;
const tenants = ['ann', 'bob'];

/** Changes what is stored about `tenant`. Returns the number of the first seal that is then wrong. */
type Tamper = (db: Db, at: { tenant: string; n: number; m: number; text: string }) => Promise<number>;

const columns = ['actor', 'key_id', 'who', 'request_id', 'action', 'object', 'outcome'] as const;
const auditOf = '(select audit_id from audit_seals where tenant_id = $1 and number = $2)';
const first = (n: number, m: number) => Math.min(n, m);
/** Another number than n. */
const other = (n: number, m: number) => (m === n ? (n % rowsOfTenant) + 1 : m);

const tampers = {
  async 'edits a column'(db, { tenant, n, m, text }) {
    const column = columns[m % columns.length] ?? 'who';
    const value = column === 'actor' ? 'temporal' : text;
    await db.query(`update audit set ${column} = $3 where id = ${auditOf}`, [tenant, n, value]);
    return n;
  },
  async 'edits the time'(db, { tenant, n, m }) {
    await db.query(`update audit set at = at + $3 * interval '1 microsecond' where id = ${auditOf}`, [tenant, n, m]);
    return n;
  },
  async 'edits the address'(db, { tenant, n, m }) {
    await db.query(`update audit set source = ('198.51.100.' || $3)::inet where id = ${auditOf}`, [tenant, n, m]);
    return n;
  },
  async 'edits a row, and computes the seals without the key'(db, { tenant, n, text }) {
    await db.query(`update audit set who = $3 where id = ${auditOf}`, [tenant, n, text]);
    const hash = createHash('sha256').update(text).digest();
    await db.query('update audit_seals set hash = $3 where tenant_id = $1 and number >= $2', [tenant, n, hash]);
    return n;
  },
  async 'deletes a row'(db, { tenant, n }) {
    await db.query(`delete from audit where id = ${auditOf}`, [tenant, n]);
    return n;
  },
  async 'deletes a row with its seal, and closes the gap'(db, { tenant, n }) {
    await db.query(`delete from audit where id = ${auditOf}`, [tenant, n]);
    await db.query('delete from audit_seals where tenant_id = $1 and number = $2', [tenant, n]);
    await renumber(db, tenant, n, -1);
    return n;
  },
  async 'deletes the newest rows with their seals'(db, { tenant, n }) {
    await db.query(`delete from audit where id >= ${auditOf} and tenant_id = $1`, [tenant, n]);
    await db.query('delete from audit_seals where tenant_id = $1 and number >= $2', [tenant, n]);
    return n;
  },
  'deletes the oldest rows with their seals': deleteOldest,
  async 'deletes the oldest rows behind a mark of its own'(db, { tenant, n, text }) {
    const { rows } = await db.query<{ hash: string }>(
      `select encode(hash, 'hex') as hash from audit_seals where tenant_id = $1 and number = $2`,
      [tenant, n],
    );
    const proof = createHash('sha256').update(text).digest('hex');
    const mark = { action: 'audit.forget', object: `${n}.${rows[0]?.hash}.${proof}`, outcome: 'done' };
    await addAudit(db, { tenantId: tenant, actor: 'gangway', ...mark });
    return deleteOldest(db, { tenant, n });
  },
  async 'swaps two rows'(db, { tenant, n, m }) {
    const to = other(n, m);
    const swapped = 'tenant_id, actor, key_id, who, source, request_id, action, object, outcome, at';
    const of = swapped
      .split(', ')
      .map((name) => `b.${name}`)
      .join(', ');
    await db.query(
      `update audit a set (${swapped}) = (select ${of} from audit b where b.id <> a.id and b.id in
         (select audit_id from audit_seals where tenant_id = $1 and number in ($2, $3)))
       where a.id in (select audit_id from audit_seals where tenant_id = $1 and number in ($2, $3))`,
      [tenant, n, to],
    );
    return first(n, to);
  },
  async 'swaps two seals'(db, { tenant, n, m }) {
    const to = other(n, m);
    await db.query('update audit_seals set number = -number where tenant_id = $1 and number in ($2, $3)', [
      tenant,
      n,
      to,
    ]);
    await db.query('update audit_seals set number = $2::bigint + $3 + number where tenant_id = $1 and number < 0', [
      ...[tenant, n, to],
    ]);
    return first(n, to);
  },
  async 'moves a row to another tenant'(db, { tenant, n }) {
    const thief = tenants.find((one) => one !== tenant);
    await db.query(`update audit set tenant_id = $3 where id = ${auditOf}`, [tenant, n, thief]);
    return n;
  },
  async 'puts a row in between'(db, { tenant, n, text }) {
    await renumber(db, tenant, n - 1, 1);
    await db.query(
      `with forged as (insert into audit (tenant_id, actor, who, action, outcome)
         values ($1, 'tenant', $3, 'onboardings.review', 'accepted') returning id)
       insert into audit_seals select id, $1, $2, sha256(convert_to($3, 'UTF8')) from forged`,
      [tenant, n, text],
    );
    return n;
  },
  async 'deletes a seal'(db, { tenant, n }) {
    await db.query('delete from audit_seals where tenant_id = $1 and number = $2', [tenant, n]);
    return n + (n < rowsOfTenant ? 1 : 0);
  },
  async 'turns a bit of a seal'(db, { tenant, n, m }) {
    await db.query(
      `update audit_seals set hash = set_bit(hash, $3, 1 - get_bit(hash, $3)) where tenant_id = $1 and number = $2`,
      [tenant, n, m * 8],
    );
    return n;
  },
} satisfies Record<string, Tamper>;

async function deleteOldest(db: Db, { tenant, n }: { tenant: string; n: number }): Promise<number> {
  await db.query(`delete from audit where id <= ${auditOf} and tenant_id = $1`, [tenant, n]);
  await db.query('delete from audit_seals where tenant_id = $1 and number <= $2', [tenant, n]);
  return n < rowsOfTenant ? n + 1 : 1;
}

async function renumber(db: Db, tenant: string, after: number, by: number): Promise<void> {
  await db.query('update audit_seals set number = -number where tenant_id = $1 and number > $2', [tenant, after]);
  await db.query('update audit_seals set number = -number + $2 where tenant_id = $1 and number < 0', [tenant, by]);
}

describe('O1: the audit', () => {
  const database = ownDatabase();
  let anchors: Anchor[];

  before(async () => {
    const { pool } = database;
    for (let at = 0; at < rowsOfTenant * tenants.length; at++) {
      const tenantId = tenants[at % tenants.length] ?? '';
      const about = { keyId: `key${at}`, who: `ops-${at}`, source: `203.0.113.${at}`, requestId: `req-${at}` };
      const what = { action: 'onboardings.review', object: `onb_${at}`, outcome: 'accepted' };
      await addAudit(pool, { tenantId, actor: 'tenant', ...about, ...what });
      // The relay seals in batches of any size.
      if (at % 5 === 0) await sealRows(pool, testVault, '0', 500);
    }
    await sealRows(pool, testVault, '0', 500);
    const { bad, rows, newest } = await verifyAudit(pool, testVault, {});
    assert.deepEqual([bad, rows], [null, rowsOfTenant * tenants.length]);
    anchors = newest;
  });

  it(`${count} edits, deletions, reorderings and truncations: each is found, at the first bad row`, async () => {
    const kinds = Object.keys(tampers) as (keyof typeof tampers)[];
    const done = tally(kinds);
    const number = fc.integer({ min: 1, max: rowsOfTenant });
    const input = fc.record({
      kind: fc.constantFrom(...kinds),
      tenant: fc.constantFrom(...tenants),
      n: number,
      m: number,
      text: fc.string({ minLength: 1, maxLength: 40 }).map((text) => `${text.replaceAll('\0', '')}!`),
    });
    for (const { kind, ...at } of draw(input, count)) {
      const found = await undone(async (db) => {
        const expected = await tampers[kind](db, at);
        return { expected, ...(await verifyAudit(db, testVault, { anchors })) };
      });
      const { bad, expected } = found;
      assert.deepEqual(
        [bad?.tenantId, bad?.number],
        [at.tenant, expected],
        `${kind} ${JSON.stringify(at)}: ${bad?.fault}`,
      );
      done.count(kind);
    }
    assert.deepEqual(done.below(50), []);
  });

  /** Runs the work of someone with all rights, without the triggers, and takes it back. */
  async function undone<T>(work: (db: Db) => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    const back = new Error('taken back');
    await assert.rejects(
      transaction(database.pool, async (tx) => {
        await tx.query('set local session_replication_role = replica');
        result = { value: await work(tx) };
        throw back;
      }),
      (error) => error === back || Promise.reject(error),
    );
    if (!result) throw new Error('nothing was tried');
    return result.value;
  }
});
