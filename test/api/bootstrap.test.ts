import assert from 'node:assert/strict';
import { pino } from 'pino';
import { storeBootstrapKey } from '../../api/bootstrap.ts';
import { ownDatabase } from '../support/database/database.ts';
import { startApi } from '../support/http/api.ts';

describe('the bootstrap key', () => {
  const database = ownDatabase();
  const log = pino({ level: 'silent' });
  const key = `gw_boot0000_${'k'.repeat(43)}`;
  const never = new AbortController().signal;

  it('authorizes the first tenant, however often it is stored', async () => {
    await storeBootstrapKey({ db: database.pool, log }, key, never);
    await storeBootstrapKey({ db: database.pool, log }, key, never);
    const api = await startApi(database.pool, { key });
    assert.equal((await api.send('GET', '/v1/onboardings')).status, 200);
    await api.stop();
  });

  it('replaces the secret that its id had', async () => {
    await storeBootstrapKey({ db: database.pool, log }, `gw_boot0000_${'n'.repeat(43)}`, never);
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
    await storeBootstrapKey({ db: database.pool, log: pino({}, { write }) }, key, stop.signal);
    await database.pool.query('alter table elsewhere rename to migrations');
    assert.match(lines[0] ?? '', /npm run migrate/);
  });
});
