import { Failure } from '../domain/failure.ts';
import type { Db } from './pool.ts';

/** The first with `unique nulls not distinct`. */
const oldest = 15;

/** Throws for a server that the migrations would stop at, with an error of syntax. */
export async function refuseOldServer(db: Db): Promise<void> {
  const { rows } = await db.query<{ major: number; version: string }>(
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_version') as version`,
  );
  const [server] = rows;
  if (!server || server.major >= oldest) return;
  throw new Failure(
    'bug',
    `PostgreSQL ${server.version} is too old: Gangway needs ${oldest} or later (docs/compatibility.md). Upgrade the server.`,
    { code: 'database_misconfigured' },
  );
}
