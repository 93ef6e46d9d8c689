import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { createPool, type Pool } from '../../db/pool.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';
import { until } from '../support/until.ts';

describe('GET /healthz and /readyz', () => {
  const [database, api] = forAllTests(startApi);
  const fine = { database: 'ok', temporal: 'ok', keys: 'ok' };

  it('is healthy while it runs, and ready while database and Temporal answer', async () => {
    assert.deepEqual((await api.send('GET', '/healthz', { key: '' })).body, { status: 'ok' });
    const ready = await api.send('GET', '/readyz', { key: '' });
    assert.deepEqual([ready.status, ready.body], [200, { status: 'ready', checks: fine }]);
    api.temporal.away = unavailable();
    await becomes({ ...fine, temporal: 'temporal_unavailable' });
    api.temporal.away = null;
    await database.pool.query('alter table migrations rename to elsewhere');
    await becomes({ ...fine, database: 'schema_behind' });
    await database.pool.query('alter table elsewhere rename to migrations');
  });

  it('is not ready before its first keys are stored, because their requests would get 401', async () => {
    let stored = false;
    const starting = await startApi(database.pool, { knowsFirstKeys: () => stored });
    await becomes({ ...fine, keys: 'not_stored_yet' }, starting);
    stored = true;
    assert.equal((await starting.send('GET', '/readyz', { key: '' })).status, 200);
    await starting.stop();
  });

  /** An answer may be a second old. */
  async function becomes(checks: Record<string, string>, at = api): Promise<void> {
    let last: unknown;
    const found = await until(async () => {
      const { status, body } = await at.send('GET', '/readyz', { key: '' });
      last = body.checks;
      return status === 503 && isDeepStrictEqual(last, checks);
    });
    assert.ok(found, JSON.stringify(last));
  }

  it('asks the database and Temporal once a second, however many clients ask whether it is ready', async () => {
    const counting = await startApi(counted(database.pool));
    const before = statements;
    const answers = await Promise.all(Array.from({ length: 200 }, () => counting.send('GET', '/readyz', { key: '' })));
    assert.ok(answers.every(({ status }) => status === 200));
    // Two statements a look; the answers may take longer than a second on a busy machine.
    assert.ok(statements - before < 40, `${statements - before} statements`);
    await counting.stop();
  });

  let statements = 0;
  const counted = (pool: Pool): Pool =>
    new Proxy(pool, {
      get(target, name: keyof Pool) {
        if (name === 'query') statements += 1;
        const part = target[name];
        return typeof part === 'function' ? part.bind(target) : part;
      },
    });

  it('reports a database that is set up wrongly: a code in the answer, the correction in the log', async () => {
    const nowhere = new URL(database.url);
    nowhere.pathname = '/nothing';
    const pool = createPool(nowhere.href);
    const misled = await startApi(pool, { key: api.key });
    await becomes({ ...fine, database: 'database_misconfigured' }, misled);
    const { status, body } = await misled.send('GET', '/v1/onboardings');
    assert.deepEqual([status, body.code], [503, 'database_misconfigured']);
    assert.match(misled.logs.join(''), /DATABASE_URL names does not exist/);
    await misled.stop();
    await pool.end();
  });
});
