// A connection to PostgreSQL. It sends what may wait with the statement after it, in one message, because a round trip
// costs more than most statements.
import { createHash } from 'node:crypto';
import pg from 'pg';
// @ts-expect-error The driver's types leave it out.
import driver from 'pg/lib/utils.js';
import { allTenants, type Reach } from './reach.ts';
import {
  type Aside,
  beginning,
  type Callback,
  type Connection,
  ownRole,
  Preparation,
  ReachingQuery,
  reaching,
} from './reaching-query.ts';

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
  /** True if the caller does not read the answer (`withNext`). */
  with_next?: boolean;
  /** Statements that go in the same message (`together`). The answer is then the list of all answers. */
  and?: { text: string; values: unknown[] | undefined }[];
};

/**
 * A statement whose answer the caller does not read. In a transaction, the connection sends it with the next statement
 * or with the commit, in one message, which saves a round trip. If PostgreSQL refuses it, that one rejects.
 */
export const withNext = (text: string): Statement => ({ text, with_next: true });

/** Goes around each statement, such as a span of a trace. */
export type AroundStatement = <T>(text: string, work: () => Promise<T>) => Promise<T>;

/** `reach`: of a lone statement, or of the transaction that it begins. */
export type Sent = Statement & { reach?: Reach | undefined; begins?: true };

export const statementOf = (statement: string | Statement): Statement =>
  typeof statement === 'string' ? { text: statement } : statement;

/** All texts of the message, for its span. */
export const textOf = ({ text, and = [] }: Statement): string => [text, ...and.map((one) => one.text)].join(';\n');

/** The begin of a transaction, or its reach. */
const isOpening = ({ name }: Aside): boolean => name.startsWith('gangway_');

/** By the end of a transaction or of a part of one, its begin. */
const begunBy: Record<string, string> = {
  commit: 'begin',
  rollback: 'begin',
  'release savepoint part': 'savepoint part',
  'rollback to savepoint part': 'savepoint part',
};

/** A connection of the pool. */
export class GangwayClient extends pg.Client {
  declare connection: pg.Client['connection'] & Connection;
  /** The statements of the transaction that PostgreSQL gets with the next one. */
  #waiting: Aside[] = [];
  /** The reach of the transaction. */
  #reach: Reach | undefined;
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
    return this.#around && !callback ? this.#around(textOf(statementOf(statement)), send) : send();
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  #send(statement: any, values: any, callback: any): any {
    const {
      text,
      planned_each_time,
      across_tenants,
      with_next,
      and = [],
      reach,
      begins,
      ...limits
    }: Sent = statementOf(statement);
    if (begins) this.#reach = reach;
    // A lone statement comes with a callback.
    const reached = callback ? undefined : this.#reach;
    const across = across_tenants && reached !== allTenants ? allTenants : undefined;
    const before = [across, reach].flatMap((one) => (one ? [reaching(one)] : []));
    const after = across ? [reaching(ownRole)] : [];
    if (begins) this.#waiting = [beginning, ...before];
    const waits = with_next && !callback;
    if (waits) this.#waiting.push(...before, asideOf(text, values), ...after);
    if (begins || waits || this.#isNothing(text)) return Promise.resolve();
    before.unshift(...this.#waiting.splice(0));
    const named = this.prepares() && Array.isArray(values) && values.length > 0 && !planned_each_time;
    const config = { ...limits, text, name: named ? nameOf(text) : undefined };
    if (before.length === 0 && and.length === 0) return super.query(config as never, values, callback);
    const more = and.map((one) => asideOf(one.text, one.values));
    const beside = { before, more, after, prepared: this.prepares() };
    const send = async (then: Callback): Promise<void> => {
      if (beside.prepared) await this.#prepare([...before, ...more, ...after]);
      super.query(new ReachingQuery(config, values, then, beside) as never);
    };
    if (callback) return void send(callback).catch(callback);
    return new Promise((resolve, reject) => {
      send((error, result) => (error ? reject(error) : resolve(result))).catch(reject);
    });
  }

  /** True for the end of what has not begun at PostgreSQL. A rollback drops what waits, any other end an empty part. */
  #isNothing(text: string): boolean {
    const begin = begunBy[text];
    if (!begin) return false;
    const at = this.#waiting.findLastIndex((aside) => aside.text === begin);
    if (!text.startsWith('rollback') && !this.#waiting.slice(at + 1).every(isOpening)) return false;
    this.#waiting.length = Math.max(at, 0);
    return at >= 0;
  }

  /** Once for a connection and a text. */
  async #prepare(asides: Aside[]): Promise<void> {
    for (const aside of asides) {
      if (this.connection.parsedStatements[aside.name]) continue;
      await new Promise<void>((resolve, reject) => {
        super.query(new Preparation(aside, (error) => (error ? reject(error) : resolve())) as never);
      });
    }
  }
}

/**
 * Sends each statement with values under a name, so that a connection parses it once, and plans it only a few times.
 * That saves four tenths of PostgreSQL's processor time for an onboarding (measured: 31 to 59 %).
 */
export class PreparingClient extends GangwayClient {
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

const asideOf = (text: string, values: unknown[] = []): Aside => ({
  name: nameOf(text),
  text,
  values: values.map(driver.prepareValue),
});
