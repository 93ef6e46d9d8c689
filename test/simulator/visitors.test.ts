import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { pino } from 'pino';
import { startSimulator } from '../../simulator/server.ts';
import { credentials, linkTokenRequest, type RunningSimulator, runSimulator } from './running-simulator.ts';

/** Does not use `fetch`, which sets Host and Origin itself. */
async function ask(origin: string, path: string, headers: Record<string, string>, method = 'POST') {
  const asked = request(`${origin}${path}`, { method, headers });
  asked.end(method === 'POST' ? '{}' : undefined);
  const [answer] = await once(asked, 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode as number, text };
}

describe('the simulator refuses strangers', () => {
  let simulator: RunningSimulator;
  let hosted: string;
  let port: string;
  before(async () => {
    simulator = await runSimulator();
    const { data } = await simulator.plaid.linkTokenCreate(linkTokenRequest({ hosted_link: {} }));
    hosted = new URL(data.hosted_link_url ?? '').pathname;
    port = new URL(simulator.origin).port;
  });
  after(() => simulator.stop());
  const from = (headers: Record<string, string>, path = '/simulator/clock', method = 'POST') =>
    ask(simulator.origin, path, headers, method);

  it('every request under a name that is not its own', async () => {
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, 'localhost.evil']) {
      for (const [path, method] of [
        ['/simulator/ledger', 'GET'],
        ['/simulator/clock', 'POST'],
        [hosted, 'GET'],
        ['/item/get', 'POST'],
      ] as const) {
        const { status, text } = await from({ host }, path, method);
        assert.equal(status, 403, `${host} ${path}`);
        assert.match(text, /GANGWAY_SIMULATOR_HOSTS/);
      }
    }
  });

  it('but no request under a name of this machine', async () => {
    for (const host of ['localhost', `LOCALHOST:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      assert.equal((await from({ host }, '/simulator/healthz', 'GET')).status, 200, host);
    }
  });

  it('but no request under a name of its settings', async () => {
    const log = pino({ level: 'silent' });
    const other = await startSimulator({
      host: '127.0.0.1',
      port: 0,
      names: ['simulator'],
      file: null,
      credentials,
      log,
    });
    assert.equal((await ask(other.origin, '/simulator/healthz', { host: 'simulator:3100' }, 'GET')).status, 200);
    assert.equal((await ask(other.origin, '/simulator/healthz', { host: 'elsewhere:3100' }, 'GET')).status, 403);
    await other.stop();
  });

  it('every request that a page of another site sends', async () => {
    const strangers: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: simulator.origin, 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of strangers) {
      for (const path of ['/simulator/clock', '/simulator/faults', hosted, '/verify/idv_1', '/item/get']) {
        assert.equal((await from(headers, path)).status, 403, `${JSON.stringify(headers)} ${path}`);
      }
      assert.equal((await from(headers, '/simulator/faults', 'DELETE')).status, 403);
    }
  });

  it('but neither its own pages nor callers that are no browser', async () => {
    for (const headers of [
      {},
      { origin: simulator.origin },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ]) {
      assert.equal((await from(headers, '/simulator/webhooks')).status, 200, JSON.stringify(headers));
    }
    assert.equal((await from({ 'sec-fetch-site': 'cross-site' }, hosted, 'GET')).status, 200, 'a link may lead there');
  });
});
