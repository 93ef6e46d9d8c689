import assert from 'node:assert/strict';
import { isDatabaseAway } from '../../db/database-away.ts';
import { createPool, type Pool, transaction } from '../../db/pool.ts';
import { freePort } from '../../dev/ports.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('isDatabaseAway', () => {
  let database: TestDatabase;
  let pool: Pool;
  before(async () => {
    database = await freshDatabase();
    pool = createPool(database.url);
    await pool.query('create table things (id int primary key)');
  });
  after(async () => {
    await pool.end();
    await database.drop();
  });

  const causes: Record<string, () => Promise<unknown>> = {
    'no server': async () => {
      const nowhere = createPool(`postgres://gangway@127.0.0.1:${await freePort()}/gangway`);
      await nowhere.query('select 1').finally(() => nowhere.end());
    },
    'connection cut during a statement': () => pool.query('select pg_terminate_backend(pg_backend_pid())'),
    'connection cut between two statements': () =>
      transaction(pool, async (tx) => {
        const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
        await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        await tx.query('select 1');
      }),
    'statement timeout': () =>
      transaction(pool, async (tx) => {
        await tx.query('set local statement_timeout = 1');
        await tx.query('select pg_sleep(1)');
      }),
    'lock timeout': () =>
      transaction(pool, async (one) => {
        await one.query('lock table things');
        await transaction(pool, async (two) => {
          await two.query('set local lock_timeout = 1');
          await two.query('select from things');
        });
      }),
    'a server that has become a standby': () =>
      transaction(pool, async (tx) => {
        await tx.query('set transaction read only');
        await tx.query('insert into things values (2)');
      }),
    'a failing disk': () => pool.query(`do $$ begin raise exception 'read error' using errcode = 'io_error'; end $$`),
  };
  for (const [cause, fails] of Object.entries(causes)) {
    it(`is, at ${cause}`, async () => {
      await assert.rejects(fails(), isDatabaseAway);
    });
  }

  const refusals: Record<string, string> = {
    'a syntax error': 'selec 1',
    'an unknown table': 'select from nothing',
    'a duplicate': 'insert into things values (1), (1)',
  };
  for (const [refusal, statement] of Object.entries(refusals)) {
    it(`is not, at ${refusal}`, async () => {
      await assert.rejects(pool.query(statement), (error) => !isDatabaseAway(error));
    });
  }
});
