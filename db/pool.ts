import pg from 'pg';
import {
  type AroundStatement,
  GangwayClient,
  PreparingClient,
  type Sent,
  type Statement,
  statementOf,
  textOf,
  withNext,
} from './connection.ts';
import { currentReach } from './reach.ts';

export type Pool = pg.Pool;

/** A pool, or the client of a transaction. Every statement of this room runs on one. */
export type Db = {
  query<R extends pg.QueryResultRow>(text: string | Statement, values?: unknown[]): Promise<pg.QueryResult<R>>;
};

// bigint holds cents and row numbers here, which fit a number; feeds' event ids are numeric and stay text. A date stays
// text too: the driver would read it as local midnight.
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

/** A lone statement has the reach of the work around it, read here, where the caller still is. */
class GangwayPool extends pg.Pool {
  declare options: pg.PoolOptions & { around?: AroundStatement };

  // biome-ignore lint/suspicious/noExplicitAny: the driver declares five overloads, and this room uses one of them
  override query(statement: any, values?: any, callback?: any): any {
    const sent: Sent = { ...statementOf(statement), reach: currentReach() };
    const send = () => super.query(sent as never, values, callback);
    const { around } = this.options;
    return around && !callback ? around(textOf(sent), send as never) : send();
  }
}

type PoolSettings = { prepares?: boolean; max?: number; around?: AroundStatement | null };

/**
 * Makes a pool whose connections, statements and transactions all have a time limit. `prepares`: false behind a pooler
 * that gives each transaction another connection and does not carry prepared statements over.
 */
export function createPool(url: string, { prepares = true, max = 6, around }: PoolSettings = {}): Pool {
  const pool = new GangwayPool({
    connectionString: url,
    Client: prepares ? PreparingClient : GangwayClient,
    types,
    // Every statement here takes milliseconds. These limits end what hangs. The longest one bounds a call to Plaid or
    // Temporal inside a transaction (the feed's page, the relay's batch).
    statement_timeout: 15_000,
    // The server's own limit does not reach us over a connection that has gone silent.
    query_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
    lock_timeout: 5_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'gangway',
    // Each connection is a process of PostgreSQL's with memory and plans of its own, so a few that stay cost least. A
    // process holds at most two over calls to others: the worker's two feeds of events, the relay's batch in the API.
    max,
    idleTimeoutMillis: 0,
    ...(around && { around }),
  });
  // The pool drops a broken connection, and its current statement rejects. Without these listeners, a connection that
  // breaks while idle, or between two statements of a transaction, would end the process.
  const ignore = () => {};
  pool.on('error', ignore).on('connect', (client) => void client.on('error', ignore));
  return pool;
}

/** The pools of the transactions that are open, by their clients. */
const pools = new WeakMap<object, Pool>();

/** Returns the pool of a transaction's client, or the pool itself. */
export const poolOf = (db: Db): Pool => pools.get(db) ?? (db as Pool);

/**
 * Runs `work` in a transaction, which has the reach of its caller. Commits, or rolls back and rejects as `work` did.
 */
export async function transaction<T>(pool: Pool, work: (tx: Db) => Promise<T>): Promise<T> {
  const reach = currentReach();
  const client = await pool.connect();
  pools.set(client, pool);
  try {
    await client.query({ text: 'begin', reach, begins: true } as Sent);
    const result = await work(client);
    await client.query('commit');
    pools.delete(client);
    client.release();
    return result;
  } catch (error) {
    // The pool drops a connection that cannot even roll back, and one on which a statement has gone stale.
    const broken = await client.query('rollback').then(
      () => isStale(error),
      (failed: Error) => failed,
    );
    pools.delete(client);
    client.release(broken);
    throw error;
  }
}

/** A migration has changed the columns that a prepared statement returns. Only a new connection prepares it again. */
const isStale = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: unknown }).code === '0A000' && /cached plan/.test(error.message);

/** Runs `work` in the caller's transaction, or in a new one if the caller has none. */
export function atomically<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  // Only a transaction's client has `release`; a pool has not.
  return 'release' in db ? work(db) : transaction(db as Pool, work);
}

type Question = {
  text: string;
  values: unknown[] | undefined;
  resolve: (answer: pg.QueryResult) => void;
  reject: (error: unknown) => void;
};

/**
 * Asks several questions, none of which needs the answer of another, in one message to PostgreSQL: the first statement
 * of each function that `ask` calls at once. They run one after the other, in one transaction. If one is refused, all
 * of them reject. Within a transaction, take only functions of one statement: a later one of theirs could come after
 * the end, once another has rejected.
 */
export function together<T>(db: Db, ask: (db: Db) => Promise<T>): Promise<T> {
  const questions: Question[] = [];
  let gathers = true;
  function query(statement: string | Statement, values?: unknown[]): Promise<pg.QueryResult> {
    const { text, ...how } = statementOf(statement);
    if (!gathers || Object.keys(how).length > 0) return db.query(statement, values);
    return new Promise((resolve, reject) => questions.push({ text, values, resolve, reject }));
  }
  const gathering = { query } as Db;
  pools.set(gathering, poolOf(db));
  const answered = ask(gathering);
  gathers = false;
  void sendTogether(db, questions);
  return answered;
}

async function sendTogether(db: Db, [first, ...more]: Question[]): Promise<void> {
  if (!first) return;
  try {
    const answer: unknown = await db.query({ text: first.text, and: more }, first.values);
    for (const [at, one] of [answer].flat().entries()) [first, ...more][at]?.resolve(one as pg.QueryResult);
  } catch (error) {
    for (const { reject } of [first, ...more]) reject(error);
  }
}

/** Runs a part of a transaction that may fail alone: its changes are undone, and the transaction goes on. */
export async function savepoint<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await tx.query(withNext('savepoint part'));
  try {
    const result = await work();
    await tx.query('release savepoint part');
    return result;
  } catch (error) {
    await tx.query('rollback to savepoint part');
    throw error;
  }
}
