// Counts what a pool sends to PostgreSQL: figures that do not depend on how fast or busy the machine is.
import type { Pool } from '../../../db/pool.ts';

/** `commits`: true if a transaction ends with it, of its own or of several statements. */
export type Sent = { text: string; commits: boolean };

/** Call it before the pool makes its first connection. `take` returns what the pool has sent since the last call. */
export function countStatements(pool: Pool): { take: () => Sent[] } {
  let sent: Sent[] = [];
  pool.on('connect', (client) => {
    let open = false;
    const { query } = client;
    client.query = (...args: unknown[]) => {
      const [statement] = args as [string | { text: string }];
      const text = typeof statement === 'string' ? statement : statement.text;
      const begins = /^begin\b/.test(text);
      sent.push({ text, commits: text === 'commit' || (!open && !begins) });
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
