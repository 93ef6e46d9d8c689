import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { databaseFault, isDatabaseAway } from '../../db/database-away.ts';
import { createPool, type Pool, transaction } from '../../db/pool.ts';
import { freePort } from '../../dev/ports.ts';
import { freshDatabase, ownDatabase, type TestDatabase } from '../support/database/database.ts';

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
    it(`is true for ${cause}`, async () => {
      await assert.rejects(fails(), isDatabaseAway);
    });
  }

  // No test can cut the machine off its network, so these errors are made in the form that Node gives them.
  const networkErrors = ['EAI_AGAIN', 'EAI_FAIL', 'ENETUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EMFILE'];
  for (const code of networkErrors) {
    it(`is true for ${code}`, () => {
      assert.ok(isDatabaseAway(Object.assign(new Error(`connect ${code}`), { code, syscall: 'connect' })));
    });
  }

  it('is true if each address of a name fails in its own way', () => {
    const failed = ['ENETUNREACH', 'EHOSTDOWN'].map((code) => Object.assign(new Error(code), { code }));
    assert.ok(isDatabaseAway(new AggregateError(failed)));
  });

  const refusals: Record<string, string> = {
    // cspell:ignore selec
    'a syntax error': 'selec 1',
    'an unknown table': 'select from nothing',
    'a duplicate': 'insert into things values (1), (1)',
  };
  for (const [refusal, statement] of Object.entries(refusals)) {
    it(`is false for ${refusal}`, async () => {
      await assert.rejects(pool.query(statement), (error) => !isDatabaseAway(error));
    });
  }
});

describe('databaseFault', () => {
  const database = ownDatabase();

  /**
   * A PgBouncer that answers with this error only, in the form of PgBouncer 1.18: any error of its own has code 08P01.
   */
  async function pgBouncerThatSays(message: string): Promise<{ url: string; close(): void }> {
    const fields = `SFATAL\0VFATAL\0C08P01\0M${message}\0\0`;
    const answer = Buffer.alloc(5 + fields.length);
    answer.write('E', 0);
    answer.writeInt32BE(4 + fields.length, 1);
    answer.write(fields, 5);
    const server = createServer((socket) => socket.once('data', () => socket.end(answer)).on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `postgres://gangway@127.0.0.1:${port}/gangway`, close: () => void server.close() };
  }

  async function faultOf(url: string): Promise<{ fault: string | null; away: boolean }> {
    const pool = createPool(url);
    try {
      await pool.query('select 1');
      throw new Error('the database answered');
    } catch (error) {
      return { fault: databaseFault(error), away: isDatabaseAway(error) };
    } finally {
      await pool.end();
    }
  }

  async function throughPgBouncer(message: string) {
    const bouncer = await pgBouncerThatSays(message);
    return faultOf(bouncer.url).finally(bouncer.close);
  }

  it('names the startup parameter that PgBouncer refuses, which is no outage', async () => {
    const { fault, away } = await throughPgBouncer('unsupported startup parameter: statement_timeout');
    assert.match(fault ?? '', /startup parameter statement_timeout\. Add it to ignore_startup_parameters/);
    assert.equal(away, false);
  });

  it('recognises a database that does not exist', async () => {
    const nowhere = new URL(database.url);
    nowhere.pathname = '/nothing';
    for (const found of [await faultOf(nowhere.href), await throughPgBouncer('no such database: nothing')]) {
      assert.match(found.fault ?? '', /DATABASE_URL names does not exist/);
      assert.equal(found.away, false);
    }
  });

  it('recognises a user that the database refuses', async () => {
    const stranger = new URL(database.url);
    stranger.username = 'stranger';
    for (const found of [await faultOf(stranger.href), await throughPgBouncer('password authentication failed')]) {
      assert.match(found.fault ?? '', /user or the password/);
      assert.equal(found.away, false);
    }
  });

  it('recognises a database without TLS', async () => {
    const { fault, away } = await faultOf(`${database.url}?sslmode=verify-full`);
    assert.match(fault ?? '', /asks for TLS, which the database does not support/);
    assert.equal(away, false);
  });

  it('recognises a pooler that loses prepared statements', async () => {
    const pool = createPool(database.url);
    const lost = transaction(pool, async (tx) => {
      await tx.query('select $1::int', [1]);
      await tx.query('deallocate all');
      await tx.query('select $1::int', [1]);
    });
    const error = await lost.catch((error: unknown) => error);
    assert.match(databaseFault(error) ?? '', /max_prepared_statements.* or GANGWAY_PREPARED_STATEMENTS=0/);
    assert.equal(isDatabaseAway(error), false);
    await pool.end();
  });

  it('is null for all other errors of PgBouncer', async () => {
    for (const message of ['pgbouncer cannot connect to server', 'no more connections allowed', 'query_wait_timeout']) {
      assert.deepEqual(await throughPgBouncer(message), { fault: null, away: true }, message);
    }
  });
});
