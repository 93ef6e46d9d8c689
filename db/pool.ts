import pg from 'pg';

export type Pool = pg.Pool;

/** A pool or the client of a transaction: what every statement of this room runs on. */
export type Db = {
  query<R extends pg.QueryResultRow>(text: string | Prepared, values?: unknown[]): Promise<pg.QueryResult<R>>;
};
/** A statement that PostgreSQL parses once for each connection, by its name: for those that are sent all the time. */
export type Prepared = {
  name: string;
  text: string;
  /** In milliseconds: less patience with its connection than the pool has. */
  query_timeout?: number;
};

// bigint holds cents and row numbers here, which fit a number; feeds' event ids are numeric and stay text.
// A date stays text as well: pg would read it as local midnight.
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} does not fit a number`);
    return value;
  },
  [pg.types.builtins.DATE]: (text) => text,
};
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers[oid] ?? pg.types.getTypeParser(oid, format),
};

export function createPool(url: string): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    // Every statement here takes milliseconds. These end what hangs, the longest wait first to be held by a call to
    // Plaid or Temporal inside a transaction (the feed's page, the relay's batch).
    statement_timeout: 15_000,
    // The server's own limit does not reach us over a connection that has gone silent.
    query_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
    lock_timeout: 5_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'gangway',
  });
  // A broken connection is dropped by the pool, and the statement that meets it rejects. Without these listeners, one
  // that breaks while idle, or between two statements of a transaction, would end the process.
  const ignore = () => {};
  pool.on('error', ignore).on('connect', (client) => void client.on('error', ignore));
  return pool;
}

/** All or nothing: commits what `work` did, or rolls it back and rejects as `work` did. */
export async function transaction<T>(pool: Pool, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not given to anyone else.
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}

/** In the caller's transaction, or in one of its own where the caller has none. */
export function atomically<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  // What a transaction hands out is a client, which a pool wants back.
  return 'release' in db ? work(db) : transaction(db as Pool, work);
}

/** A part of a transaction that may fail alone: what it did is undone, and the transaction goes on. */
export async function savepoint<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await tx.query('savepoint part');
  try {
    const result = await work();
    await tx.query('release savepoint part');
    return result;
  } catch (error) {
    await tx.query('rollback to savepoint part');
    throw error;
  }
}
