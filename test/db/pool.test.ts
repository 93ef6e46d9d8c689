import assert from 'node:assert/strict';
import { createPool, type Db, savepoint, transaction } from '../../db/pool.ts';
import { ownDatabase } from '../support/database.ts';

describe('pool', () => {
  const database = ownDatabase();

  it('reads cents as numbers, days as text, and refuses what a number cannot hold', async () => {
    const { rows } = await database.pool.query(`select 2500::bigint as cents, '2026-03-02'::date as day`);
    assert.deepEqual(rows, [{ cents: 2500, day: '2026-03-02' }]);
    await assert.rejects(database.pool.query('select 9007199254740993::bigint'), /does not fit/);
  });

  it('undoes a part that fails alone', async () => {
    await database.pool.query('create table parts (name text)');
    const add = (tx: Db, name: string) => tx.query('insert into parts values ($1)', [name]);
    await transaction(database.pool, async (tx) => {
      await add(tx, 'first');
      const broken = savepoint(tx, async () => {
        await add(tx, 'second');
        await tx.query('select 1 / 0');
      });
      await assert.rejects(broken, { code: '22012' });
      await savepoint(tx, () => add(tx, 'third'));
    });
    const { rows } = await database.pool.query('select name from parts');
    assert.deepEqual(rows, [{ name: 'first' }, { name: 'third' }]);
  });

  it('gives the next transaction a working connection when one was lost half-way', async () => {
    const pool = createPool(database.url);
    const lost = transaction(pool, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await tx.query('select 1');
    });
    await assert.rejects(lost);
    assert.equal(await transaction(pool, async (tx) => (await tx.query('select 1')).rowCount), 1);
    await pool.end();
  });

  it('survives that an idle connection is cut', async () => {
    const pool = createPool(database.url);
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const cut = new Promise((resolve) => pool.once('remove', resolve));
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await cut;
    assert.equal((await pool.query('select 1')).rowCount, 1);
    await pool.end();
  });
});
