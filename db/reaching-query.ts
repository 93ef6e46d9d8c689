// Sends a statement with its reach in one message. PostgreSQL runs what comes before a Sync in one transaction, so a
// lone statement needs neither `begin` nor `commit`, and no further round trip. A pooler in transaction mode keeps such
// a message together too.
import pg from 'pg';
import type { Reach } from './reach.ts';

export const reachStatement = { name: 'gangway_reach', text: 'select set_config($1, $2, true)' };
/** Null: the role with which the connection began, by its log-in or by `-c role=` in its address. */
const ownRole = { name: 'role', value: null };

/** The parts of the driver's query and connection that this file needs. Its types leave them out. */
type Message = Record<string, unknown>;
type Connection = Record<'parse' | 'bind' | 'execute', (message: Message) => void> & { sync: () => void };
const DriverQuery = pg.Query as unknown as new (
  config: object,
  values: unknown[] | undefined,
  callback: Callback,
) => {
  prepare(connection: Connection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
};
export type Callback = (error: Error | undefined, result: pg.QueryResult) => void;

type Config = { text: string; name: string | undefined; query_timeout?: number | undefined };

export class ReachingQuery extends DriverQuery {
  readonly query_timeout: number | undefined;
  readonly #reach: Reach;
  readonly #prepared: boolean;
  readonly #inTransaction: boolean;
  #commandsDone = 0;

  /**
   * `prepared`: the connection knows `reachStatement` by its name. `inTransaction`: the rest of the transaction keeps
   * its own reach.
   */
  constructor(
    config: Config,
    values: unknown[] | undefined,
    callback: Callback,
    { reach, prepared, inTransaction }: { reach: Reach; prepared: boolean; inTransaction: boolean },
  ) {
    super({ ...config, queryMode: 'extended' }, values, callback);
    this.query_timeout = config.query_timeout;
    this.#reach = reach;
    this.#prepared = prepared;
    this.#inTransaction = inTransaction;
  }

  override prepare(connection: Connection): void {
    this.#set(connection, this.#reach);
    super.prepare(connection);
  }

  /** Named by the driver, which calls it when it has described the statement. */
  _getRows(connection: Connection): void {
    connection.execute({ portal: '' });
    if (this.#inTransaction) this.#set(connection, ownRole);
    connection.sync();
  }

  override handleDataRow(message: unknown): void {
    if (this.#commandsDone === 1) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#commandsDone === 1) super.handleCommandComplete(message, connection);
    this.#commandsDone += 1;
  }

  #set(connection: Connection, { name, value }: Reach | typeof ownRole): void {
    const statement = this.#prepared ? reachStatement.name : '';
    if (!this.#prepared) connection.parse({ name: '', text: reachStatement.text });
    connection.bind({ portal: '', statement, values: [name, value] });
    connection.execute({ portal: '' });
  }
}
