import { createHash } from 'node:crypto';
import pg from 'pg';
import { allTenants, currentReach, type Reach } from './reach.ts';
import { beginning, type Callback, ownRole, ReachingQuery, reaching } from './reaching-query.ts';

export type Pool = pg.Pool;

/** A pool, or the client of a transaction. Every statement of this room runs on one. */
export type Db = {
  query<R extends pg.QueryResultRow>(text: string | Statement, values?: unknown[]): Promise<pg.QueryResult<R>>;
};
export type Statement = {
  text: string;
  /** In milliseconds: a shorter limit than the pool's. */
  query_timeout?: number;
  /**
   * True if the best plan depends on which values are null, as in a list with optional filters. PostgreSQL then plans
   * for the values of each call, because its plan for all values reads too much.
   */
  planned_each_time?: boolean;
  /** True for the rare statement that reaches all tenants' rows within a transaction of one tenant. */
  across_tenants?: boolean;
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

/** Goes around each statement, such as a span of a trace. */
export type AroundStatement = <T>(text: string, work: () => Promise<T>) => Promise<T>;

/** A statement as this file hands it to a connection. `begins`: it is the begin of a transaction. */
type Sent = Statement & { reach?: Reach | undefined; begins?: true };

const asStatement = (statement: string | Statement): Statement =>
  typeof statement === 'string' ? { text: statement } : statement;

/** A lone statement has the reach of the work around it, read here, where the caller still is. */
class GangwayPool extends pg.Pool {
  declare options: pg.PoolOptions & { around?: AroundStatement };

  // biome-ignore lint/suspicious/noExplicitAny: the driver declares five overloads, and this room uses one of them
  override query(statement: any, values?: any, callback?: any): any {
    const sent: Sent = { ...asStatement(statement), reach: currentReach() };
    const send = () => super.query(sent as never, values, callback);
    const { around } = this.options;
    return around && !callback ? around(sent.text, send as never) : send();
  }
}

class GangwayClient extends pg.Client {
  #knowsAsides = false;
  /** The reach of the transaction that begins with the next statement. */
  #begins: { reach: Reach | undefined } | null = null;
  #around: AroundStatement | undefined;

  constructor(options: pg.ClientConfig & { around?: AroundStatement } = {}) {
    super(options);
    this.#around = options.around;
  }

  protected prepares(): boolean {
    return false;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the driver declares five overloads, and this room uses one of them
  override query(statement: any, values?: any, callback?: any): any {
    const send = () => this.#send(statement, values, callback);
    // A lone statement comes from the pool, with a callback. Its span began there, in the work around it.
    return this.#around && !callback ? this.#around(asStatement(statement).text, send) : send();
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  #send(statement: any, values: any, callback: any): any {
    const {
      text,
      planned_each_time,
      across_tenants,
      reach: lone,
      begins: beginsNow,
      ...more
    }: Sent = asStatement(statement);
    if (beginsNow) return this.#begin(lone);
    const begins = this.#begins;
    this.#begins = null;
    if (begins && (text === 'commit' || text === 'rollback')) return Promise.resolve();
    const named = this.prepares() && Array.isArray(values) && values.length > 0 && !planned_each_time;
    const config = { ...more, text, name: named ? nameOf(text) : undefined };
    const across = across_tenants ? acrossFrom(transactions.get(this)) : undefined;
    const before = [begins?.reach, across, lone].flatMap((reach) => (reach ? reaching(reach) : []));
    if (begins) before.unshift(beginning);
    if (before.length === 0) return super.query(config as never, values, callback);
    const how = { before, after: across ? [reaching(ownRole)] : [], prepared: this.prepares() };
    const send = async (then: Callback): Promise<void> => {
      if (how.prepared && !this.#knowsAsides) await this.#prepareAsides();
      super.query(new ReachingQuery(config, values, then, how) as never);
    };
    if (callback) return void send(callback).catch(callback);
    return new Promise((resolve, reject) => {
      send((error, result) => (error ? reject(error) : resolve(result))).catch(reject);
    });
  }

  /** The transaction begins with its first statement, in one message. Until then it costs nothing. */
  async #begin(reach: Reach | undefined): Promise<void> {
    if (this.prepares()) await this.#prepareAsides();
    this.#begins = { reach };
  }

  /**
   * Once for a connection. The driver prepares a statement by running it, so this sets what nothing reads, in a
   * transaction of its own.
   */
  async #prepareAsides(): Promise<void> {
    if (this.#knowsAsides) return;
    const { name, text } = beginning;
    await super.query({ name, text });
    await super.query(reaching({ name: 'gangway.prepared', value: '' }));
    await super.query('commit');
    this.#knowsAsides = true;
  }
}

/**
 * Sends each statement with values under a name, so that a connection parses it once, and plans it only a few times.
 * That saves four tenths of PostgreSQL's processor time for an onboarding (measured: 31 to 59 %).
 */
class PreparingClient extends GangwayClient {
  protected override prepares(): boolean {
    return true;
  }
}

/** The code has a few hundred texts. A text that contains a value would add one per value, so values are parameters. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
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

type Transaction = { pool: Pool; reach: Reach | undefined };

/** The transactions that are open, by their clients. */
const transactions = new WeakMap<object, Transaction>();

/** The reach to set for a statement that reaches all tenants. None where its transaction reaches them already. */
const acrossFrom = (within: Transaction | undefined): Reach | undefined =>
  within?.reach === allTenants ? undefined : allTenants;

/** Returns the pool of a transaction's client, or the pool itself. */
export const poolOf = (db: Db): Pool => transactions.get(db)?.pool ?? (db as Pool);

/**
 * Runs `work` in a transaction, which has the reach of its caller. Commits, or rolls back and rejects as `work` did.
 */
export async function transaction<T>(pool: Pool, work: (tx: Db) => Promise<T>): Promise<T> {
  const reach = currentReach();
  const client = await pool.connect();
  transactions.set(client, { pool, reach });
  try {
    await client.query({ text: 'begin', reach, begins: true } as Sent);
    const result = await work(client);
    await client.query('commit');
    transactions.delete(client);
    client.release();
    return result;
  } catch (error) {
    // The pool drops a connection that cannot even roll back, and one on which a statement has gone stale.
    const broken = await client.query('rollback').then(
      () => isStale(error),
      (failed: Error) => failed,
    );
    transactions.delete(client);
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

/** Runs a part of a transaction that may fail alone: its changes are undone, and the transaction goes on. */
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
