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
