import assert from 'node:assert/strict';
import { refuseUnboundRole } from '../../db/bound-role.ts';
import { forTenantOf } from '../../db/case/tenant-of.ts';
import { createPool, type Db, type Pool, savepoint, transaction } from '../../db/pool.ts';
import { acrossTenants, forTenant } from '../../db/reach.ts';
import { urlAs as takenOn } from '../../dev/postgres.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { urlAs } from '../support/database/pool-as.ts';

describe('the reach of a statement', () => {
  const database = ownDatabase();
  let ofCase: Record<'one' | 'two', string>;
  before(async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((tenantId) => storedCase(database.pool, { tenantId })));
    ofCase = { one: one ?? '', two: two ?? '' };
  });

  for (const prepares of [true, false]) {
    describe(prepares ? 'with prepared statements' : 'without prepared statements', () => {
      let pool: Pool;
      before(() => {
        pool = createPool(urlAs(database.url, 'gangway_api'), { prepares });
      });
      after(() => pool.end());

      const cases = async (db: Db, across_tenants = false): Promise<string[]> => {
        const text = 'select tenant_id as id from onboardings where id <> $1 order by id, tenant_id';
        const { rows } = await db.query<{ id: string }>({ text, across_tenants }, ['']);
        return rows.map(({ id }) => id).sort();
      };
      /** Returns what the next user of a connection finds. */
      const left = async () => {
        const { rows } = await pool.query(
          `select coalesce(current_setting('gangway.tenant', true), '') as tenant, current_user as role`,
        );
        return rows[0];
      };
      const nothing = { tenant: '', role: 'gangway_api' };

      it('is one tenant, all of them, or none', async () => {
        assert.deepEqual(await forTenant('one', () => cases(pool)), ['one']);
        assert.deepEqual(await forTenant('one', () => transaction(pool, (tx) => cases(tx))), ['one']);
        assert.deepEqual(await acrossTenants(() => cases(pool)), ['one', 'two']);
        assert.deepEqual(await acrossTenants(() => transaction(pool, (tx) => cases(tx))), ['one', 'two']);
        assert.deepEqual(await cases(pool), []);
        assert.deepEqual(await transaction(pool, (tx) => cases(tx)), []);
        assert.deepEqual(await forTenant("o'ne", () => transaction(pool, (tx) => cases(tx))), []);
      });

      it('is that of the caller, for many callers at once', async () => {
        const tenants = Array.from({ length: 60 }, (_, at) => (at % 2 ? 'one' : 'two'));
        const found = await Promise.all(
          tenants.map((tenant, at) =>
            forTenant(tenant, () => (at % 3 ? cases(pool) : transaction(pool, (tx) => cases(tx)))),
          ),
        );
        assert.deepEqual(
          found,
          tenants.map((tenant) => [tenant]),
        );
      });

      it('is that of a case, an Item or a report, whoever asks', async () => {
        assert.deepEqual(await forTenantOf(pool, 'case', ofCase.two, () => cases(pool)), ['two']);
        assert.deepEqual(await forTenantOf(pool, 'case', ofCase.two, () => cases(pool)), ['two']);
        assert.deepEqual(await acrossTenants(() => forTenantOf(pool, 'item', 'unknown', () => cases(pool))), []);
      });

      it('widens for one statement of a transaction', async () => {
        await forTenant('one', () =>
          transaction(pool, async (tx) => {
            assert.deepEqual(await cases(tx, true), ['one', 'two']);
            assert.deepEqual(await cases(tx), ['one']);
            await assert.rejects(
              savepoint(tx, () => tx.query({ text: 'select 1 / $1::int', across_tenants: true }, [0])),
            );
            assert.deepEqual(await cases(tx), ['one']);
            assert.equal((await tx.query('select current_user as role')).rows[0]?.role, 'gangway_api');
          }),
        );
      });

      it('comes back after such a statement, also on a new connection, by log-in or by an administrator', async () => {
        for (const url of [urlAs(database.url, 'gangway_api'), takenOn(database.url, 'gangway_api', false)]) {
          const fresh = createPool(url, { prepares });
          await forTenant('one', () =>
            transaction(fresh, async (tx) => {
              assert.deepEqual(await cases(tx, true), ['one', 'two']);
              assert.deepEqual(await cases(tx), ['one']);
            }),
          );
          await fresh.end();
        }
      });

      it('stays that of all tenants after such a statement, also where the work at hand is for one tenant', async () => {
        await acrossTenants(() =>
          transaction(pool, async (tx) => {
            assert.deepEqual(await cases(tx, true), ['one', 'two']);
            assert.deepEqual(await forTenant('one', () => cases(tx, true)), ['one', 'two']);
            assert.deepEqual(await cases(tx), ['one', 'two']);
          }),
        );
        assert.deepEqual(await forTenant('one', () => cases(pool)), ['one']);
      });

      const fails = { text: 'select 1 / $1::int' };
      const endings: Record<string, (db: Pool) => Promise<unknown>> = {
        'an answer': (db) => db.query('select 1'),
        'an error': (db) => db.query(fails, [0]),
        'a commit': (db) => transaction(db, (tx) => tx.query('select 1')),
        'a rollback': (db) => transaction(db, (tx) => tx.query(fails, [0])),
        "a rollback by the caller's error": (db) => transaction(db, () => Promise.reject(new Error('no'))),
        'a timeout of PostgreSQL': (db) =>
          transaction(db, async (tx) => {
            await tx.query('set local statement_timeout = 1');
            await tx.query('select pg_sleep(5)');
          }),
        "a timeout of the driver's": (db: Db) => db.query({ text: 'select pg_sleep($1)', query_timeout: 50 }, [0.2]),
        'a lost connection': (db) => db.query('select pg_terminate_backend(pg_backend_pid())'),
      };
      for (const [ending, run] of Object.entries(endings)) {
        it(`is not carried over to the next user of the connection, after ${ending}`, async () => {
          for (const reach of [<T>(work: () => T) => forTenant('one', work), acrossTenants]) {
            await reach(() => run(pool)).catch(() => {});
            assert.deepEqual(await left(), nothing);
            assert.deepEqual(await cases(pool), []);
          }
        });
      }
    });
  }

  it('binds the roles of the processes: they do not start as an administrator', async () => {
    await assert.rejects(refuseUnboundRole(database.pool), /role gangway of DATABASE_URL reaches .* `npm run roles`/s);
    const pool = createPool(urlAs(database.url, 'gangway_worker'));
    await refuseUnboundRole(pool);
    await pool.end();
    await refuseUnboundRole(createPool('postgres://gangway@127.0.0.1:1/gangway'));
  });
});
