// Recognises a pooler before PostgreSQL. One in transaction mode carries no notifications, although a connection may
// still receive its own: then it looks as if LISTEN worked (tried: PgBouncer 1.18 and 1.24).
import pg from 'pg';

/** PostgreSQL names its process when a client logs in. A pooler has to invent a number, to find a query to cancel. */
export async function isPooled(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  // The types of the driver leave it out.
  return rows[0]?.pid !== (client as pg.Client & { processID?: number }).processID;
}

/** Tells operators of a pooler at the start of a process. Says nothing while the database is away. */
export async function warnOfPooler(connectionString: string, warn: (sentence: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    if (await isPooled(client)) warn(warning);
  } catch {
    // Readiness and each request tell of a database that is away.
  } finally {
    await client.end().catch(() => {});
  }
}

const warning =
  'A pooler stands before PostgreSQL, so event streams and held answers (?wait=) are up to five seconds late. Set ' +
  "GANGWAY_DIRECT_DATABASE_URL to PostgreSQL's own address for the one connection that listens.";
