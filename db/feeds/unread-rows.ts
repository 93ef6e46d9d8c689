// Rows of Plaid's lists that the feed could not read and has skipped.
import type { Feed } from '../../domain/feed.ts';
import type { Db } from '../pool.ts';

/**
 * Records unread rows. Returns how many of them are new. Call it in the transaction that moves the cursor behind them.
 */
export async function recordUnreadRows(db: Db, feed: Feed, rows: { id: string; fields: string }[]): Promise<number> {
  if (rows.length === 0) return 0;
  const { rowCount } = await db.query(
    `insert into unread_rows (feed, row_id, fields) select $1, * from unnest($2::text[], $3::text[])
     on conflict (feed, row_id) do nothing`,
    [feed, rows.map(({ id }) => id), rows.map(({ fields }) => fields)],
  );
  return rowCount ?? 0;
}

/** Counts by kind of feed: the part of its name before the id. */
export type UnreadCounts = { feed: string; rows: number }[];

export async function countUnreadRows(db: Db): Promise<UnreadCounts> {
  const { rows } = await db.query<{ feed: string; rows: number }>(
    `select split_part(feed, '/', 1) as feed, count(*)::int as rows from unread_rows group by 1 order by 1`,
  );
  return rows;
}
