// Sends a statement in one message with what has to stand before it: its reach, the begin of its transaction, or
// statements of the transaction whose answers the caller does not read; and with others whose answers it does read.
// PostgreSQL runs what comes before a Sync in one transaction, so a lone statement needs neither `begin` nor `commit`,
// and nothing here takes a further round trip. A pooler in transaction mode keeps such a message together too.
import pg from 'pg';

/**
 * A statement that stands before or after the one whose answer is read. `values`: as the driver sends them. A
 * connection that prepares knows it by its name.
 */
export type Aside = { name: string; text: string; values: (string | Buffer | null)[] };

export const beginning: Aside = { name: 'gangway_begin', text: 'begin', values: [] };
/** Sets a reach, or another setting, until the transaction ends. */
export const reaching = ({ name, value }: { name: string; value: string | null }): Aside => ({
  name: 'gangway_reach',
  text: 'select set_config($1, $2, true)',
  values: [name, value],
});
/** Null: the role with which the connection began, by its log-in or by `-c role=` in its address. */
export const ownRole = { name: 'role', value: null };

/** The parts of the driver's query and connection that this file needs. Its types leave them out. */
type Message = Record<string, unknown>;
export type Connection = Record<'parse' | 'bind' | 'describe' | 'execute', (message: Message) => void> & {
  sync: () => void;
  /** The texts of the prepared statements by their names. */
  parsedStatements: Record<string, string>;
};
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

/** Prepares an aside without running it. The driver takes each answer to a `parse` for that of the query at work. */
export class Preparation extends DriverQuery {
  readonly #aside: Aside;

  constructor(aside: Aside, callback: Callback) {
    super({ name: aside.name, text: aside.text, queryMode: 'extended' }, undefined, callback);
    this.#aside = aside;
  }

  override prepare(connection: Connection): void {
    const { name, text } = this.#aside;
    connection.parse({ name, text });
    connection.sync();
  }
}

type Config = { text: string; name: string | undefined; query_timeout?: number | undefined };

/** `more`: further statements whose answers are read. `prepared`: the connection knows each aside by its name. */
type Beside = { before: Aside[]; more: Aside[]; after: Aside[]; prepared: boolean };

/** With `more`, the result is a list with one for each statement, as the driver makes it of several results. */
export class ReachingQuery extends DriverQuery {
  readonly query_timeout: number | undefined;
  readonly #beside: Beside;
  #commandsDone = 0;

  constructor(config: Config, values: unknown[] | undefined, callback: Callback, beside: Beside) {
    super({ ...config, queryMode: 'extended' }, values, callback);
    this.query_timeout = config.query_timeout;
    this.#beside = beside;
  }

  override prepare(connection: Connection): void {
    for (const aside of this.#beside.before) this.#send(connection, aside);
    super.prepare(connection);
  }

  /** Named by the driver, which calls it when it has described the statement. */
  _getRows(connection: Connection): void {
    const { more, after } = this.#beside;
    connection.execute({ portal: '' });
    for (const aside of more) this.#send(connection, aside, () => connection.describe({ type: 'P', name: '' }));
    for (const aside of after) this.#send(connection, aside);
    connection.sync();
  }

  override handleDataRow(message: unknown): void {
    if (this.#isRead()) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#isRead()) super.handleCommandComplete(message, connection);
    this.#commandsDone += 1;
  }

  #isRead(): boolean {
    const { before, more } = this.#beside;
    const read = this.#commandsDone - before.length;
    return read >= 0 && read <= more.length;
  }

  #send(connection: Connection, { name, text, values }: Aside, describe = () => {}): void {
    const statement = this.#beside.prepared ? name : '';
    if (!this.#beside.prepared) connection.parse({ name: '', text });
    connection.bind({ portal: '', statement, values });
    describe();
    connection.execute({ portal: '' });
  }
}
