import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caseLoader } from '../../bench/load-cases.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { forTenant } from '../../db/reach.ts';
import { finishedCases } from '../support/cases/finished-cases.ts';
import { partsOn, useAll } from '../support/cases/use-all.ts';
import { ownDatabase } from '../support/database/database.ts';
import { poolAs, type Role } from '../support/database/pool-as.ts';
import { oneLine, type Recorded, recordStatements } from '../support/database/recorded-statements.ts';

/** Tables without rows of a tenant. Add one only with a reason; a tenant's table calls keep_tenants_apart instead. */
const ofInstallation: Record<string, string> = {
  data_keys: 'random keys, wrapped by a key that no database has; the row that one opens names it, and is kept apart',
  erased_data_keys: 'ids of such keys',
  retired_keks: 'names of key-encryption keys',
  feed_cursors: "positions in Plaid's lists",
  unread_rows: "names of fields in Plaid's rows, without their values",
  webhook_keys: "Plaid's public keys",
  webhook_senders: "Plaid's addresses",
  migrations: 'names of migrations',
  operators: 'the people who sign in to the console, some of them for several tenants',
  console_sessions: 'their sessions',
  drift_counts: 'how much drift of each kind was found, in all tenants together',
  rate_limits: 'counts of requests, which the API looks up by the name of a key, tenant or address',
};

const howToKeepApart =
  "a new table: its migration calls keep_tenants_apart('the_table', 'tenant_id'), or with the column and table of its " +
  'parent, and grants each role what it needs (CONTRIBUTING.md). Without rows of a tenant, name it in this test';

describe('tenants in PostgreSQL', () => {
  const database = ownDatabase();
  let admin: Pool;
  let recorded: Recorded[];
  let kept: string[];
  before('everything runs once', async () => {
    admin = createPool(database.url);
    recorded = recordStatements(admin);
    const parts = await partsOn(admin);
    const { onboardingId } = await finishedCases(parts);
    await (await caseLoader(admin, { perDay: 1 }))(1, 110);
    await useAll(parts, onboardingId);
    await parts.door.stop();
    recorded = recorded.filter(({ role }) => role.startsWith('gangway_'));
    const { rows } = await admin.query<{ name: string }>(
      `select relname as name from pg_class c where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
         and relrowsecurity and relforcerowsecurity
         and exists (select from pg_policy where polrelid = c.oid and polname = 'all_tenants')`,
    );
    kept = rows.map(({ name }) => name);
  });
  after(() => admin.end());

  const as = (role: Role) => poolAs(admin, role);

  it('each table has forced row-level security, or no rows of a tenant', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
    );
    const open = rows.map(({ name }) => name).filter((name) => !kept.includes(name));
    assert.deepEqual(open.sort(), Object.keys(ofInstallation).sort(), howToKeepApart);
  });

  it('no role of a process is a superuser, bypasses row-level security, or owns a table', async () => {
    const { rows } = await admin.query(
      `select rolname from pg_roles r where rolname like 'gangway\\_%' and (rolsuper or rolbypassrls or rolcreaterole
         or rolcreatedb or rolreplication
         or rolname <> 'gangway_migrate' and exists (select from pg_class where relowner = r.oid))`,
    );
    assert.deepEqual(rows, []);
  });

  it('each role may do what its code does', () => {
    const refused = recorded
      .filter((one) => one.refused === '42501')
      .map(({ role, text }) => `${role}: ${oneLine(text)}`);
    assert.deepEqual([...new Set(refused)], [], 'the migration of the table grants this role too little');
  });

  it('a statement outside of any reach finds no row of a tenant, whatever its role', async () => {
    for (const role of ['gangway_api', 'gangway_worker', 'gangway_readonly', 'gangway_migrate'] as const) {
      for (const table of kept) {
        const found = await as(role)
          .query(`select * from ${table}`)
          .catch((error: { code?: string }) => error);
        if ('rows' in found) assert.deepEqual(found.rows, [], `${role} reads ${table}`);
        else assert.equal(found.code, '42501', `${role} reads ${table}`);
      }
    }
    const { rowCount } = await forTenant('default', () => as('gangway_api').query('select * from onboardings'));
    assert.ok(Number(rowCount) > 3);
  });

  it("each statement finds nothing of a tenant in another's reach, and nothing more without its condition", async () => {
    const ofTenant = distinct(recorded.filter(({ tenant, text }) => tenant === 'default' && reads(kept, text)));
    const texts = ofTenant.flatMap((one) => [one, ...withoutTenant(one)]);
    const found: string[] = [];
    for (const { text, values, role } of texts) {
      const rows = await triedFor('another', as(role as Role), text, values);
      if (rows.length > 0) found.push(`${JSON.stringify(rows[0])}: ${oneLine(text)}`);
    }
    const telling = ofTenant.filter(({ rows }) => rows > 0).length;
    const bare = texts.length - ofTenant.length;
    process.stdout.write(
      `      ${ofTenant.length} statements, ${telling} of which found rows; ${bare} have a condition\n`,
    );
    assert.deepEqual(found, []);
    assert.ok(telling > 75 && bare > 10, 'enough statements were seen');
  });

  it('only the statements of across-tenants.txt reach all tenants', async () => {
    const list = (await readFile(join(import.meta.dirname, 'across-tenants.txt'), 'utf8')).trim().split('\n');
    const across = recorded.filter(({ tenant, text }) => tenant === null && reads(kept, text));
    const seen = [...new Set(across.map(({ text }) => oneLine(text)))].sort();
    const others = seen.filter((text) => !list.includes(text));
    assert.deepEqual(others, [], 'give these a tenant (forTenant, forTenantOf), or add them to the list, and say why');
    assert.deepEqual(
      list.filter((text) => !seen.includes(text)),
      [],
      'these reach all tenants no more: take them off the list',
    );
  });
});

const reads = (tables: string[], text: string): boolean =>
  tables.some((table) => new RegExp(`\\b(from|join|into|update) ${table}\\b`).test(text));

/** One of each text, if possible one that found rows. */
function distinct(all: Recorded[]): Recorded[] {
  const byText = new Map<string, Recorded>();
  for (const one of all) if (one.rows >= (byText.get(one.text)?.rows ?? 0)) byText.set(one.text, one);
  return [...byText.values()];
}

/** The statement as if somebody had forgotten its `where`. */
function withoutTenant(one: Recorded): Recorded[] {
  const text = one.text.replace(/(?:\b\w+\.)?tenant_id = (\$\d+)/g, '$1::text is not distinct from $1');
  return text === one.text ? [] : [{ ...one, text }];
}

/** Returns the rows with anything in them that the statement returns or writes. */
async function triedFor(tenant: string, pool: Pool, text: string, values: unknown[]): Promise<unknown[]> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local gangway.tenant = '${tenant}'`);
    const { command, rows, rowCount } = await client.query(text, values);
    if (command !== 'SELECT' && rows.length === 0) return rowCount ? [{ command, rowCount }] : [];
    return rows.filter((row) => !Object.values(row).every(isNothing));
  } catch (error) {
    // Row-level security refuses to write a row of another tenant.
    if ((error as { code?: string }).code === '42501') return [];
    throw error;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** True for a sum, a count or an aggregate of no rows. */
const isNothing = (value: unknown): boolean =>
  value === null || value === false || Number(value) === 0 || (Array.isArray(value) && value.length === 0);
