// The API, a door or a notifier for the calling suite, on a database of its own. It runs while tests run.
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Pool } from '../../../db/pool.ts';
import { databaseForEachTest, ownDatabase, type TestDatabase } from '../database/database.ts';

type Running = { stop(): Promise<void> };
/** Such as `startApi`. */
type Start<T> = (pool: Pool) => Promise<T>;
type Own<T> = [database: Pick<TestDatabase, 'pool' | 'url'>, running: T];

/** Starts one for each test. All tests share the database. */
export const forEachTest = <T extends Running>(start: Start<T>): Own<T> =>
  own(ownDatabase, start, beforeEach, afterEach);

/** Starts one for each test, with a fresh database: for tests that count all rows of a table. */
export const forEachTestAlone = <T extends Running>(start: Start<T>): Own<T> =>
  own(databaseForEachTest, start, beforeEach, afterEach);

/** Starts one for all tests. */
export const forAllTests = <T extends Running>(start: Start<T>): Own<T> => own(ownDatabase, start, before, after);

function own<T extends Running>(
  database: typeof ownDatabase,
  start: Start<T>,
  begin: (hook: () => Promise<void>) => void,
  end: (hook: () => Promise<void>) => void,
): Own<T> {
  let running: T | undefined;
  // Registered before the hook that drops the database, so that it runs first.
  end(async () => {
    await running?.stop();
    running = undefined;
  });
  const on = database();
  begin(async () => {
    running = await start(on.pool);
  });
  // Looks up each property when it is read, because every test may have another one.
  const view = new Proxy({} as T, {
    get(_, name) {
      if (running) return Reflect.get(running, name);
      throw new Error(`${String(name)} is read outside of a test`);
    },
  });
  return [on, view];
}
