// The inbox as operators look at it. How rows get in and out of it is in webhooks.ts.
import type { Db } from './pool.ts';

export type InboxCounts = { waiting: number; parked: number; failed: number; oldestWaitingSeconds: number };

/** What is not done. */
export async function countInbox(db: Db): Promise<InboxCounts> {
  const { rows } = await db.query<InboxCounts>(
    `select count(*) filter (where status = 'waiting') as waiting,
       count(*) filter (where status = 'parked') as parked,
       count(*) filter (where status = 'failed') as failed,
       coalesce(extract(epoch from now() - min(received_at) filter (where status = 'waiting')), 0)::float8
         as "oldestWaitingSeconds"
     from webhooks where status <> 'done'`,
  );
  return rows[0] ?? { waiting: 0, parked: 0, failed: 0, oldestWaitingSeconds: 0 };
}

/** Deletes what was done that long ago, oldest first: one batch. Gives how many rows that were. */
export async function deleteDoneWebhooks(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from webhooks where id in (
       select id from webhooks where status = 'done' and done_at < now() - make_interval(days => $1)
       order by done_at limit $2 for update skip locked)`,
    [olderThanDays, limit],
  );
  return rowCount ?? 0;
}
