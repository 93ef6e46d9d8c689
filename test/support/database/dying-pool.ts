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

  /**
   * The server rolls back when it sees that the process is gone. Here it does so at once, because until then the rows
   * stay locked, and the test would pass over them.
   */
  async function afterRollback(client: Client, error: unknown): Promise<never> {
    if (dying.diedAt !== null) await client.query('rollback').catch(() => {});
    throw error;
  }

  const dying: DyingPool = {
    diedAt: null,
    pool: {
      query: (...args: unknown[]) => query(pool as unknown as Client, args),
      connect: async () => {
        if (dying.diedAt !== null) throw lost();
        const client = (await pool.connect()) as unknown as Client;
        return {
          query: (...args: unknown[]) => query(client, args).catch((error: unknown) => afterRollback(client, error)),
          release: () => client.release(dying.diedAt !== null),
        };
      },
    } as unknown as Pool,
  };
  return dying;
}
