import { type Statement, statementOf, textOf } from '../../../db/connection.ts';
import type { Pool } from '../../../db/pool.ts';

/** The life of a process that is killed at one of its effects. Nothing that it does afterwards has an effect. */
export type Life = {
  /** The effect at which the process died. Null while it lives. */
  diedAt: string | null;
  /** The names of all effects so far. */
  effects: string[];
  through: <T>(name: string, effect: () => Promise<T>) => Promise<T>;
};

/**
 * With `after`, the effect still happens, and only the answer is lost. `onDeath` is called as it dies. `named`: counts
 * the effects of this name alone, whatever others a cold cache adds.
 */
export function lifeUntil(nth: number, when: 'before' | 'after', onDeath = () => {}, named?: string): Life {
  const lost = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const life: Life = {
    diedAt: null,
    effects: [],
    async through(name, effect) {
      if (life.diedAt !== null) throw lost();
      life.effects.push(name);
      const counted = named === undefined ? life.effects : life.effects.filter((one) => one === named);
      if (counted.length < nth || (named ?? name) !== name) return effect();
      life.diedAt = name;
      onDeath();
      if (when === 'after') await effect();
      throw lost();
    },
  };
  return life;
}

export type DyingPool = Pick<Life, 'diedAt'> & { pool: Pool };

type Client = { query: (...args: unknown[]) => Promise<unknown>; release: (broken?: Error | boolean) => void };

/** The pool of a process that is killed at its nth statement. The server gets nothing from it afterwards. */
export function dyingPool(pool: Pool, nth: number, when: 'before' | 'after'): DyingPool {
  const life = lifeUntil(nth, when);
  return Object.defineProperty({ pool: poolOf(life, pool) } as DyingPool, 'diedAt', { get: () => life.diedAt });
}

/** The pool of a process with this life. */
export function poolOf(life: Life, pool: Pool): Pool {
  const query = (target: Pick<Client, 'query'>, args: unknown[]) =>
    life.through(textOf(statementOf(args[0] as string | Statement)), () => target.query(...args));

  /**
   * The server rolls back when it sees that the process is gone. Here it does so at once, because until then the rows
   * stay locked, and the test would pass over them.
   */
  async function afterRollback(client: Client, error: unknown): Promise<never> {
    if (life.diedAt !== null) await client.query('rollback').catch(() => {});
    throw error;
  }

  return {
    query: (...args: unknown[]) => query(pool as unknown as Client, args),
    connect: async () => {
      if (life.diedAt !== null) return life.through('connect', () => pool.connect());
      const client = (await pool.connect()) as unknown as Client;
      return {
        query: (...args: unknown[]) => query(client, args).catch((error: unknown) => afterRollback(client, error)),
        release: () => client.release(life.diedAt !== null),
      };
    },
  } as unknown as Pool;
}

/** The same for any object whose functions have effects. */
export function gatewayOf<T extends object>(life: Life, name: string, gateway: T): T {
  return new Proxy(gateway, {
    get(target, key) {
      const call = Reflect.get(target, key);
      if (typeof call !== 'function') return call;
      return (...args: unknown[]) => life.through(`${name}: ${String(key)}`, () => call.apply(target, args));
    },
  });
}
