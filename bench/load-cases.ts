// Fills a database with many cases: copies of the few that are in it, by set-based SQL. So the rows have the sizes and
// the proportions that the code itself writes. Copies of sealed columns do not open, because a ciphertext is bound to
// its row.
import { createHash } from 'node:crypto';
import type { Db, Pool } from '../db/pool.ts';

/**
 * Adds the copies `first` to `last` of each case. The copies lie evenly spaced before their originals, so that a higher
 * number is an older case.
 */
export type LoadCases = (first: number, last: number, onProgress?: (copies: number) => void) => Promise<void>;

/** Small tables of the installation, which do not grow with the cases. */
export const ofInstallation = new Set([
  ...['migrations', 'tenants', 'api_keys', 'feed_cursors', 'webhook_keys', 'webhook_senders', 'recipients'],
  ...['notification_endpoints', 'notification_secrets', 'erased_data_keys', 'unread_rows', 'retired_keks'],
  ...['rate_limits', 'tenant_addresses', 'paid_call_quotas', 'drift_counts', 'brands'],
  ...['tallies', 'tally_changes'],
]);
/** So many copies of each row go into one statement. */
const copiesAtOnce = 1_000;

/**
 * Returns a function that copies all rows of the cases that are there now. Each id (hexadecimal, a UUID, or a hash)
 * becomes another one in every copy, and the same one in all of its columns. No foreign key is checked while it copies,
 * so the pool's user must be a superuser.
 */
export async function caseLoader(db: Pool, { perDay }: { perDay: number }): Promise<LoadCases> {
  const statements = await copyStatements(db, 1 / perDay);
  return async (first, last, onProgress = () => {}) => {
    const clients = await Promise.all([db.connect(), db.connect()]);
    try {
      for (const client of clients) {
        await client.query('set session_replication_role = replica; set synchronous_commit = off');
        await client.query('set statement_timeout = 0; set client_min_messages = warning');
      }
      // Oldest first, as the rows of real cases lie on disk. Each connection fills every other table.
      for (let newest = last; newest >= first; newest -= copiesAtOnce) {
        const oldest = Math.max(newest - copiesAtOnce + 1, first);
        await Promise.all(
          clients.map(async (client, turn) => {
            for (const { table, text } of statements) {
              if (table % clients.length === turn) await client.query(text, [oldest, newest]);
            }
          }),
        );
        onProgress(last - oldest + 1);
      }
      const [client] = clients as [Db, ...unknown[]];
      // The connections copy without triggers.
      await client.query({ text: 'select recount_tallies()', query_timeout: 3_600_000 });
      await client.query({ text: 'vacuum analyze', query_timeout: 3_600_000 });
    } finally {
      for (const client of clients) client.release(true);
    }
  };
}

type Column = { table: string; name: string; type: string; generated: boolean };

async function copyStatements(db: Pool, daysApart: number): Promise<{ table: number; text: string }[]> {
  const { rows: columns } = await db.query<Column>(
    `select table_name as table, column_name as name, udt_name as type,
       is_generated = 'ALWAYS' or is_identity = 'YES' and table_name <> 'audit' as generated
     from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`,
  );
  const statements: { table: number; text: string }[] = [];
  // Backwards, and both tables of the audit by one connection: the relay must find no row of it without its seal.
  for (const [at, table] of [...new Set(columns.map((column) => column.table))].reverse().entries()) {
    if (ofInstallation.has(table)) continue;
    const own = columns.filter((column) => column.table === table && !column.generated);
    const list = own.map(({ name }) => `"${name}"`).join(', ');
    const casts = own.map(({ name }) => `"${name}"::text`).join(', ');
    // `inbox` and `index` are the keys of the installation.
    const where = table === 'data_keys' ? `where id like 'key\\_%'` : '';
    const { rows } = await db.query<Record<string, string | null>>(`select ${casts} from "${table}" ${where}`);
    for (const row of rows) {
      const values = own.map((column) => copyOf(column, row[column.name] ?? null, daysApart)).join(', ');
      const text = `insert into "${table}" (${list}) overriding system value select ${values} from generate_series($2::int, $1::int, -1) n`;
      statements.push({ table: table === 'audit' ? at - 1 : at, text });
    }
  }
  return statements;
}

/** SHA-256 in hexadecimal, a UUID, 128 bits in hexadecimal, or an id of Plaid's. */
const ids = /([0-9a-f]{64})|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|([0-9a-f]{32})|([A-Za-z0-9]{37})/;

/** Ids below those of rows that the relay has still to seal, and numbers of their own in the chain. */
function copyOfAudit(column: string, literal: string): string | null {
  if (column === 'audit.id' || column === 'audit_seals.audit_id') return `-(${literal}::bigint * 1000000 + n)`;
  return column === 'audit_seals.number' ? `${literal}::bigint + n * 1000000::bigint` : null;
}

/** Returns an SQL expression for the value in the copy `n`. */
function copyOf({ table, name, type }: Column, value: string | null, daysApart: number): string {
  if (value === null) return 'null';
  const literal = `'${value.replaceAll("'", "''")}'`;
  if (type === 'timestamptz') return `${literal}::timestamptz - n * ${daysApart} * interval '1 day'`;
  const ofAudit = copyOfAudit(`${table}.${name}`, literal);
  if (ofAudit) return ofAudit;
  // The loader copies no endpoints. Row-level security hides the deliveries of one that does not exist.
  if (name === 'endpoint_id' || name === 'recipient_id') return literal;
  if (name === 'reference') return `left(md5(${literal} || n), 18)`;
  if (name === 'mask') return `lpad((n % 10000)::text, 4, '0')`;
  if (name === 'event_id') return `${literal}::numeric + n * 1000000::numeric`;
  // A hash of 32 bytes. Longer ones are sealed, and their contents do not matter.
  if (type === 'bytea' && value.length === 66) return `sha256(convert_to(${literal} || n, 'UTF8'))`;
  if (type !== 'text' && type !== 'varchar' && type !== 'jsonb' && type !== '_text') return `${literal}::${type}`;
  const parts = value.split(ids);
  const pieces = parts.flatMap((part, at) => {
    if (part === undefined || part === '') return [];
    const seed = `'${createHash('md5').update(part).digest('hex')}' || n`;
    switch (at % 5) {
      case 1:
        return `encode(sha256((${seed})::bytea), 'hex')`;
      case 2:
        return `md5(${seed})::uuid::text`;
      case 3:
        return `md5(${seed})`;
      case 4:
        return `left(md5(${seed}) || md5(${seed}), 37)`;
      default:
        return `'${part.replaceAll("'", "''")}'`;
    }
  });
  return `(${pieces.join(' || ') || "''"})::${type}`;
}
