import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { caller } from '../../dev/demo/call.ts';
import { freePort } from '../../dev/ports.ts';

describe('a careful tenant with two APIs', () => {
  let server: Server;
  const keys: unknown[] = [];
  before(async () => {
    server = createServer(({ headers }, response) => {
      keys.push(headers['idempotency-key']);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => void server.close());

  it('repeats a request that one of them does not answer at the other one, under the same key', async () => {
    const gone = `http://127.0.0.1:${await freePort()}`;
    const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const said: string[] = [];
    const call = caller('an API', [gone, other], {}, (line) => said.push(line));
    assert.equal((await call('POST', '/', {}, 'one')).status, 200);
    assert.deepEqual(keys, ['one']);
    assert.deepEqual(said, [`an API at ${gone} does not answer; trying again under the same key`]);
  });
});
