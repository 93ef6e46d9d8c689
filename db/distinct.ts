import type { Db } from './pool.ts';

/** Returns the values of an indexed column, in order. Reads the index once per value, however many rows there are. */
export async function distinctValues(db: Db, table: string, column: string): Promise<string[]> {
  const { rows } = await db.query<{ value: string }>(
    `with recursive found (value) as (
       select min(${column}) from ${table}
       union all
       select (select min(${column}) from ${table} where ${column} > found.value) from found where found.value is not null
     )
     select value from found where value is not null`,
  );
  return rows.map(({ value }) => value);
}
