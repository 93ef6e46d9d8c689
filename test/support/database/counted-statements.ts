// Counts what a pool sends to PostgreSQL: figures that do not depend on how fast or busy the machine is.
import { type Statement, statementOf } from '../../../db/connection.ts';
import type { Pool } from '../../../db/pool.ts';

/**
 * `commits`: true if a transaction ends with it, of its own or of several statements. `messages`: 0 if PostgreSQL got
 * it in one message with the next one, or not at all.
 */
export type Sent = { text: string; commits: boolean; messages: number };

/** Call it before the pool makes its first connection. `take` returns what the pool has sent since the last call. */
export function countStatements(pool: Pool): { take: () => Sent[] } {
  let sent: Sent[] = [];
  pool.on('connect', (client) => {
    let open = false;
    let last: Sent | undefined;
    noteMessages(client, () => {
      if (last) last.messages += 1;
    });
    const { query } = client;
    client.query = (...args: unknown[]) => {
      const [statement] = args as [string | Statement];
      const { text, and = [] } = statementOf(statement);
      const begins = /^begin\b/.test(text);
      last = { text, commits: text === 'commit' || (!open && !begins), messages: 0 };
      sent.push(last, ...and.map((one) => ({ text: one.text, commits: false, messages: 0 })));
      if (begins) open = true;
      if (text === 'commit' || text === 'rollback') open = false;
      return Reflect.apply(query, client, args);
    };
  });
  return {
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
}

/** The parts of the driver's client that its types leave out. */
type Wire = Record<'query' | 'execute' | 'sync', (...args: unknown[]) => void>;

/** Calls `note` for each message that runs something. One that only prepares a statement runs nothing. */
function noteMessages(client: unknown, note: () => void): void {
  const { connection } = client as { connection: Wire };
  let runs = false;
  const before = (what: keyof Wire, work: () => void) => {
    const send = connection[what].bind(connection);
    connection[what] = (...args) => {
      work();
      send(...args);
    };
  };
  before('query', note);
  before('execute', () => {
    runs = true;
  });
  before('sync', () => {
    if (runs) note();
    runs = false;
  });
}
