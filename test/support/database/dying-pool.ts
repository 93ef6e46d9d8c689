import type { Pool } from '../../../db/pool.ts';

export type DyingPool = {
  pool: Pool;
  /** The statement at which the process died. Null while it lives. */
  diedAt: string | null;
};

type Client = { query: (...args: unknown[]) => Promise<unknown>; release: (broken?: Error | boolean) => void };

/**
 * The pool of a process that is killed at its nth statement. The server gets nothing from it afterwards. With `after`,
 * the server still carries out that statement, and only the answer is lost.
 */
export function dyingPool(pool: Pool, nth: number, when: 'before' | 'after'): DyingPool {
  let statements = 0;
  const lost = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

  async function query(target: Pick<Client, 'query'>, args: unknown[]): Promise<unknown> {
    statements += 1;
    if (dying.diedAt !== null) throw lost();
    if (statements < nth) return target.query(...args);
    dying.diedAt = String(args[0]);
    if (when === 'after') await target.query(...args);
    throw lost();
  }

  const dying: DyingPool = {
    diedAt: null,
    pool: {
      query: (...args: unknown[]) => query(pool as unknown as Client, args),
      connect: async () => {
        if (dying.diedAt !== null) throw lost();
        const client = (await pool.connect()) as unknown as Client;
        return {
          query: (...args: unknown[]) => query(client, args),
          // The server closes the connection of a dead process, and rolls back.
          release: () => client.release(dying.diedAt !== null),
        };
      },
    } as unknown as Pool,
  };
  return dying;
}
