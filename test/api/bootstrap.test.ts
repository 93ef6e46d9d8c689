import assert from 'node:assert/strict';
import { pino } from 'pino';
import { storeBootstrapKeys } from '../../api/bootstrap.ts';
import { ownDatabase } from '../support/database/database.ts';
import { startApi } from '../support/http/api.ts';

describe('the bootstrap key', () => {
  const database = ownDatabase();
  const log = pino({ level: 'silent' });
  const key = `gw_boot0000_${'k'.repeat(43)}`;
  const never = new AbortController().signal;

  it('authorizes the first tenant, however often it is stored', async () => {
    await storeBootstrapKeys({ db: database.pool, log }, { tenant: key, operator: null }, never);
    await storeBootstrapKeys({ db: database.pool, log }, { tenant: key, operator: null }, never);
    const api = await startApi(database.pool, { key });
    assert.equal((await api.send('GET', '/v1/onboardings')).status, 200);
    await api.stop();
  });

  it('of operators is another one, and belongs to no tenant', async () => {
    const operator = `gw_oper0000_${'o'.repeat(43)}`;
    await storeBootstrapKeys({ db: database.pool, log }, { tenant: key, operator }, never);
    const api = await startApi(database.pool, { key });
    const status = async (path: string, key: string) => (await api.send('GET', path, { key })).status;
    // It reads only for a tenant that it names.
    assert.deepEqual([await status('/v1/tenants', operator), await status('/v1/onboardings', operator)], [200, 400]);
    assert.deepEqual([await status('/v1/tenants', key), await status('/v1/onboardings', key)], [403, 200]);
    await api.stop();
  });

  it('replaces the secret that its id had', async () => {
    await storeBootstrapKeys(
      { db: database.pool, log },
      { tenant: `gw_boot0000_${'n'.repeat(43)}`, operator: null },
      never,
    );
    const api = await startApi(database.pool, { key });
    assert.equal((await api.send('GET', '/v1/onboardings')).status, 401);
    await api.stop();
  });

  it('stops waiting for the database when the process stops', async () => {
    const stop = new AbortController();
    const lines: string[] = [];
    const write = (line: string) => {
      lines.push(line);
      stop.abort();
    };
    await database.pool.query('alter table migrations rename to elsewhere');
    await storeBootstrapKeys(
      { db: database.pool, log: pino({}, { write }) },
      { tenant: key, operator: null },
      stop.signal,
    );
    await database.pool.query('alter table elsewhere rename to migrations');
    assert.match(lines[0] ?? '', /npm run migrate/);
  });
});
