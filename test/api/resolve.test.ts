import assert from 'node:assert/strict';
import { createOutside, ForbiddenUrl } from '../../api/notify/outside.ts';
import { createResolve } from '../../api/notify/resolve.ts';
import { startDnsServer, type Zone } from '../support/http/dns-server.ts';

describe('resolve', () => {
  const zone: Zone = {
    'both.example': ['8.8.8.8', '2606:4700:4700::1111', '8.8.4.4'],
    'four.example': ['8.8.8.8'],
    'six.example': ['2606:4700:4700::1111'],
    'mixed.example': ['8.8.8.8', 'fd00:ec2::254'],
    'empty.example': [],
    'silent.example': null,
  };
  let dns: Awaited<ReturnType<typeof startDnsServer>>;
  before(async () => {
    dns = await startDnsServer(zone);
  });
  after(() => dns.stop());

  const resolve = (name: string) => createResolve({ servers: [dns.address], timeoutMs: 100 })(name);

  it('returns all addresses of both families', async () => {
    const six = { address: '2606:4700:4700::1111', family: 6 };
    const four = { address: '8.8.8.8', family: 4 };
    assert.deepEqual(await resolve('both.example'), [four, { address: '8.8.4.4', family: 4 }, six]);
    assert.deepEqual(await resolve('four.example'), [four]);
    assert.deepEqual(await resolve('six.example'), [six]);
  });

  it('rejects a name without an address, and does not wait long for one', async () => {
    for (const name of ['empty.example', 'missing.example', 'silent.example'])
      await assert.rejects(resolve(name), name);
  });

  it('uses neither the hosts file nor search domains', async () => {
    dns.asked.length = 0;
    await assert.rejects(resolve('localhost'));
    await assert.rejects(resolve('both'));
    assert.deepEqual(dns.asked.sort(), ['both A', 'both AAAA', 'localhost A', 'localhost AAAA']);
  });

  it('S1: over a real socket, a name with one bad address among good ones is refused', async () => {
    const outside = createOutside({ loopback: false, resolve });
    await assert.rejects(outside.check('https://mixed.example/'), ForbiddenUrl);
    await outside.check('https://both.example/');
    zone['both.example'] = ['127.0.0.1'];
    await assert.rejects(outside.check('https://both.example/'), /must lead to a public address/);
  });
});
