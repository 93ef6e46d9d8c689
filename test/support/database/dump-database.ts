import type { Pool } from '../../../db/pool.ts';

/** Returns every row of every table as text, in which a test searches for secrets in the clear. */
export async function dumpDatabase(pool: Pool): Promise<string> {
  const client = await pool.connect();
  try {
    // Show bytes as text if they are text, because a search would find nothing in the usual hex.
    await client.query(`set bytea_output = 'escape'`);
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const lines: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      lines.push(name, ...rows.map(({ row }) => row));
    }
    return lines.join('\n');
  } finally {
    // The connection keeps the changed setting, so do not return it to the pool.
    client.release(true);
  }
}
