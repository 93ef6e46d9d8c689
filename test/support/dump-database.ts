import type { Pool } from '../../db/pool.ts';

/** Every row of every table as text, to be searched for what must not be there in the clear. */
export async function dumpDatabase(pool: Pool): Promise<string> {
  const client = await pool.connect();
  try {
    // Bytes as text where they are text: in the usual hex nothing would ever be found.
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
    // The changed setting stays with the connection: not one to give back.
    client.release(true);
  }
}
