import type { Pool } from '../../db/pool.ts';

export type DyingPool = {
  pool: Pool;
  /** The statement at which it died; null while it lives. */
  diedAt: string | null;
};

type Client = { query: (...args: unknown[]) => Promise<unknown>; release: (broken?: Error | boolean) => void };

/**
 * The pool of a process that is killed at its nth statement: from then on nothing it sends arrives. Killed `after`,
 * that statement was still carried out and only its answer was lost.
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
          // A dead process's connection is closed by the server, which rolls back.
          release: () => client.release(dying.diedAt !== null),
        };
      },
    } as unknown as Pool,
  };
  return dying;
}
