import assert from 'node:assert/strict';
import { withNext } from '../../db/connection.ts';
import { createPool, type Db, type Pool, savepoint, together, transaction } from '../../db/pool.ts';
import { forTenant } from '../../db/reach.ts';
import { countStatements } from '../support/database/counted-statements.ts';
import { ownDatabase } from '../support/database/database.ts';

describe('pool', () => {
  const database = ownDatabase();

  it('reads cents as numbers and days as text, and throws for an integer that a number cannot hold', async () => {
    const { rows } = await database.pool.query(`select 2500::bigint as cents, '2026-03-02'::date as day`);
    assert.deepEqual(rows, [{ cents: 2500, day: '2026-03-02' }]);
    await assert.rejects(database.pool.query('select 9007199254740993::bigint'), /does not fit/);
  });

  it('undoes only the part that fails', async () => {
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

  it('gives the next transaction a working connection after one was lost half-way', async () => {
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

  it('prepares a statement with values once per connection, unless PostgreSQL has to plan it each time', async () => {
    const ask = async (url: string, options = {}) => {
      const pool = createPool(url, options);
      await transaction(pool, async (tx) => {
        for (const planned_each_time of [false, false, true])
          await tx.query({ text: `select $1::text as marked /* ${planned_each_time} */`, planned_each_time }, ['here']);
      });
      const { rows } = await pool.query(`select statement from pg_prepared_statements where statement ~ 'as marked'`);
      await pool.end();
      return rows.map(({ statement }) => statement);
    };
    assert.deepEqual(await ask(database.url), ['select $1::text as marked /* false */']);
    assert.deepEqual(await ask(database.url, { prepares: false }), []);
  });

  it('prepares a statement again once a migration has changed its columns', async () => {
    await database.pool.query('create table grown (name text)');
    const pool = createPool(database.url);
    const read = () => transaction(pool, (tx) => tx.query('select * from grown where name <> $1', ['']));
    await read();
    await database.pool.query('alter table grown add column more text');
    await assert.rejects(read(), { code: '0A000' });
    assert.equal((await read()).fields.length, 2);
    await pool.end();
  });

  it('survives the loss of an idle connection', async () => {
    const pool = createPool(database.url);
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const cut = new Promise((resolve) => pool.once('remove', resolve));
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await cut;
    assert.equal((await pool.query('select 1')).rowCount, 1);
    await pool.end();
  });

  for (const prepares of [true, false]) {
    describe(`a statement whose answer nobody reads, ${prepares ? 'prepared' : 'not prepared'}`, () => {
      let pool: Pool;
      let sent: ReturnType<typeof countStatements>;
      before(async () => {
        await database.pool.query('create table if not exists notes (note jsonb unique, at timestamptz, bytes bytea)');
        pool = createPool(database.url, { prepares });
        sent = countStatements(pool);
      });
      beforeEach(() => database.pool.query('truncate notes'));
      after(() => pool.end());

      const add = (db: Db, note: unknown) =>
        db.query(withNext('insert into notes values ($1, $2, $3)'), [{ note }, new Date(0), Buffer.from([0, 255])]);
      const notes = async (db: Db) => (await db.query(`select note ->> 'note' as note from notes order by 1`)).rows;
      const messages = () => sent.take().reduce((sum, one) => sum + one.messages, 0);

      it('goes with the next one, or with the commit', async () => {
        messages();
        await transaction(pool, async (tx) => {
          await add(tx, 'a');
          await add(tx, 'b');
          assert.deepEqual(await notes(tx), [{ note: 'a' }, { note: 'b' }]);
          await add(tx, null);
        });
        assert.equal(messages(), 2);
        await transaction(pool, (tx) => add(tx, 'c'));
        await add(pool, 'd');
        assert.equal(messages(), 2);
        const { rows } = await pool.query('select distinct at, bytes from notes');
        assert.deepEqual(rows, [{ at: new Date(0), bytes: Buffer.from([0, 255]) }]);
        assert.deepEqual(await notes(pool), [
          { note: 'a' },
          { note: 'b' },
          { note: 'c' },
          { note: 'd' },
          { note: null },
        ]);
      });

      it('rejects the next one, or the commit, if PostgreSQL refuses it, and nothing is left', async () => {
        const twice = async (tx: Db) => {
          await add(tx, 'a');
          await add(tx, 'a');
        };
        await assert.rejects(transaction(pool, twice), { code: '23505' });
        await assert.rejects(
          transaction(pool, async (tx) => {
            await twice(tx);
            await assert.rejects(notes(tx), { code: '23505' });
            await notes(tx);
          }),
          { code: '25P02' },
        );
        assert.deepEqual(await notes(pool), []);
        await transaction(pool, (tx) => add(tx, 'a'));
        assert.deepEqual(await notes(pool), [{ note: 'a' }]);
      });

      it('is undone with its part, and an empty part costs nothing', async () => {
        messages();
        await transaction(pool, async (tx) => {
          await savepoint(tx, async () => {});
          await add(tx, 'before');
          const failed = savepoint(tx, async () => {
            await add(tx, 'in vain');
            throw new Error('a part');
          });
          await assert.rejects(failed, /a part/);
          const refused = savepoint(tx, async () => {
            await add(tx, 'after');
            await add(tx, 'before');
          });
          await assert.rejects(refused, { code: '23505' });
          await savepoint(tx, async () => void (await add(tx, 'after')));
        });
        // Two releases, a rollback and the commit.
        assert.equal(messages(), 4);
        assert.deepEqual(await notes(pool), [{ note: 'after' }, { note: 'before' }]);
      });
    });
  }

  for (const prepares of [true, false]) {
    describe(`questions together, ${prepares ? 'prepared' : 'as behind PgBouncer'}`, () => {
      let pool: Pool;
      let sent: ReturnType<typeof countStatements>;
      before(() => {
        pool = createPool(database.url, { prepares });
        sent = countStatements(pool);
      });
      after(() => pool.end());

      const number = async (db: Db, value: number) =>
        (await db.query<{ number: number }>('select $1::int as number', [value])).rows[0]?.number;
      const nothing = async (db: Db) => (await db.query('select from pg_class where oid = $1', [0])).rows;
      const twice = async (db: Db, value: number) => number(db, (await number(db, value)) ?? 0);
      const ask = (db: Db) =>
        together(db, (one) => Promise.all([number(one, 1), nothing(one), number(one, 2), twice(one, 3)]));
      const messages = () => sent.take().map((each) => each.messages);

      it('go in one message, and what one of them asks later goes alone', async () => {
        for (const _ of [1, 2]) {
          assert.deepEqual(await ask(pool), [1, [], 2, 3]);
          assert.deepEqual(messages(), [1, 0, 0, 0, 1]);
        }
      });

      it('go with the begin of their transaction, and have the reach of their caller', async () => {
        const tenant = async (db: Db) =>
          (await db.query<{ id: string | null }>(`select current_setting('gangway.tenant', true) as id`)).rows[0]?.id;
        const ofTwo = (db: Db) => together(db, (one) => Promise.all([tenant(one), number(one, 2), tenant(one)]));
        assert.deepEqual(await forTenant('t_1', () => transaction(pool, ofTwo)), ['t_1', 2, 't_1']);
        assert.deepEqual(messages(), [0, 1, 0, 0, 1]);
        assert.deepEqual(await forTenant('t_2', () => ofTwo(pool)), ['t_2', 2, 't_2']);
        assert.deepEqual(await together(pool, (one) => number(one, 4)), 4);
      });

      it('all reject if PostgreSQL refuses one, and leave a transaction that rolls back', async () => {
        const refused = (db: Db) =>
          together(db, (one) =>
            Promise.allSettled([number(one, 1), one.query('select 1 / $1::int', [0]), number(one, 2)]),
          );
        const codes = async (db: Db) =>
          (await refused(db)).map((each) => (each.status === 'rejected' ? each.reason.code : each.value));
        assert.deepEqual(await codes(pool), ['22012', '22012', '22012']);
        const broken = transaction(pool, async (tx) => {
          assert.deepEqual(await codes(tx), ['22012', '22012', '22012']);
          await number(tx, 1);
        });
        await assert.rejects(broken, { code: '25P02' });
        assert.deepEqual(await ask(pool), [1, [], 2, 3]);
      });
    });
  }
});
