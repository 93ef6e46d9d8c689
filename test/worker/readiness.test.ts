import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { polls } from '../../worker/polls.ts';
import { serveReadiness } from '../../worker/readiness.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';
import { until } from '../support/until.ts';

describe('GET /readyz of the worker', () => {
  let server: Server;
  let isReady: () => Promise<boolean>;
  before(async () => {
    server = await serveReadiness({ host: '127.0.0.1', port: 0, isReady: () => isReady() });
  });
  after(async () => {
    server.close();
    await once(server, 'close');
  });

  const portOf = () => (server.address() as AddressInfo).port;
  const ask = async (path = '/readyz', method = 'GET') =>
    (await fetch(`http://127.0.0.1:${portOf()}${path}`, { method })).status;

  it('is 200 while the worker is at work, and otherwise 503, even if the check fails', async () => {
    isReady = async () => true;
    assert.equal(await ask(), 200);
    isReady = async () => false;
    assert.equal(await ask(), 503);
    isReady = () => Promise.reject(new Error('Temporal does not answer'));
    assert.equal(await ask(), 503);
  });

  it('answers nothing else', async () => {
    assert.equal(await ask('/'), 404);
    assert.equal(await ask('/readyz', 'POST'), 404);
  });

  it('names the setting to change if its port is taken', async () => {
    const second = serveReadiness({ host: '127.0.0.1', port: portOf(), isReady });
    await assert.rejects(second, /Port \d+ on 127\.0\.0\.1 is taken.*GANGWAY_WORKER_READY_PORT/);
  });

  it('counts a worker as at work once Temporal has seen it ask for work, and no other', () =>
    withWorkerOnRealServer({}, async ({ nativeConnection }) => {
      const here = `${process.pid}@${hostname()}`;
      assert.ok(await until(() => polls(nativeConnection, 'default', here)));
      assert.equal(await polls(nativeConnection, 'default', `${here}@another life`), false);
      await assert.rejects(polls(nativeConnection, 'no-such-namespace', here));
    }));
});
