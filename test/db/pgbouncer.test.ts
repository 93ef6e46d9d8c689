// A real PgBouncer in transaction mode gives each transaction any connection of its pool. These tests skip themselves
// where it is not installed (Debian's package `pgbouncer`), and with a DATABASE_URL, whose server wants passwords.
import assert from 'node:assert/strict';
import { addToTimeline } from '../../db/case/timeline.ts';
import { listenToTimelines } from '../../db/case/timeline-listener.ts';
import { databaseFault } from '../../db/database-away.ts';
import { createPool, type Pool, transaction } from '../../db/pool.ts';
import { warnOfPooler } from '../../db/pooler.ts';
import { acrossTenants, forTenant } from '../../db/reach.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type PgBouncer, pgBouncerVersion, startPgBouncer } from '../support/database/pgbouncer.ts';

describe('behind PgBouncer in transaction mode', () => {
  const database = ownDatabase();
  let bouncer: PgBouncer;
  let id: string;
  before(async function () {
    if (process.env.DATABASE_URL || !(await pgBouncerVersion())) {
      process.stderr.write(
        '    skipped: there is no PgBouncer on this machine (apt-get install pgbouncer), or a DATABASE_URL\n',
      );
      return this.skip();
    }
    bouncer = await startPgBouncer(database.url);
    id = await storedCase(database.pool, { tenantId: 'one' });
    await storedCase(database.pool, { tenantId: 'two' });
  });
  after(() => bouncer?.stop());

  /** Reads by lone statements and in transactions, for two tenants, for none and across all, all at once. */
  const find = async (pool: Pool) => {
    const tenants = Array.from({ length: 120 }, (_, at) => ['one', 'two', 'nobody', 'all'][at % 4] ?? '');
    const read = async (db: Pick<Pool, 'query'>) =>
      (await db.query('select tenant_id from onboardings where id <> $1 order by 1', [''])).rows.map(
        (row) => row.tenant_id,
      );
    const found = await Promise.all(
      tenants.map((tenant, at) => {
        const work = async () => (at % 3 ? read(pool) : transaction(pool, (tx) => read(tx as Pool)));
        return tenant === 'all' ? acrossTenants(work) : forTenant(tenant, work);
      }),
    );
    const expected: Record<string, string[]> = { all: ['one', 'two'], nobody: [] };
    assert.deepEqual(
      found,
      tenants.map((tenant) => expected[tenant] ?? [tenant]),
    );
    assert.deepEqual(await read(pool), []);
  };

  it('each statement and transaction of many callers reaches its own tenant', async () => {
    const pool = createPool(bouncer.urlAs('gangway_api'), { prepares: false, max: 12 });
    await find(pool);
    // A rollback leaves nothing behind either.
    const fails = forTenant('one', () => transaction(pool, (tx) => tx.query('select 1 / $1::int', [0])));
    await assert.rejects(fails);
    await find(pool);
    await pool.end();
  });

  it('so they do with prepared statements, or an error names the setting', async () => {
    const pool = createPool(bouncer.urlAs('gangway_api'), { max: 12 });
    if (bouncer.prepares) {
      await find(pool);
      await find(pool);
    } else {
      await assert.rejects(find(pool), (error) => /GANGWAY_PREPARED_STATEMENTS=0/.test(databaseFault(error) ?? ''));
    }
    await pool.end();
  });

  it('an event is noticed at the next look, and at once on a connection of its own', async () => {
    for (const url of [bouncer.urlAs('gangway_api'), database.url]) {
      const timelines = listenToTimelines(url);
      const watcher = timelines.watch(id);
      const changed = () => watcher.changed(20_000, timelines.closed);
      try {
        // Events may have come before it listened.
        assert.ok(await changed());
        await addToTimeline(database.pool, id, 'noted', {});
        assert.ok(await changed());
      } finally {
        await timelines.close();
      }
    }
    const { rows } = await database.pool.query(`select from pg_stat_activity where query like 'listen%'`);
    assert.equal(rows.length, 0, 'a connection that other clients use listens too');
  });

  it('the API says at its start that events come late', async () => {
    const said: string[] = [];
    for (const url of [bouncer.urlAs('gangway_api'), database.url, 'postgres://gangway@127.0.0.1:1/gangway'])
      await warnOfPooler(url, (sentence) => said.push(sentence));
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /Set GANGWAY_DIRECT_DATABASE_URL/);
  });

  it('names each startup parameter that it does not let pass', async () => {
    const strict = await startPgBouncer(database.url, 'lock_timeout');
    const pool = createPool(strict.urlAs('gangway_api'));
    await assert.rejects(pool.query('select 1'), (error) =>
      /refuses the startup parameter \w+_timeout\. Add it/.test(databaseFault(error) ?? ''),
    );
    await pool.end();
    await strict.stop();
  });
});
