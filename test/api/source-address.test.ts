import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSourceOf } from '../../api/http/source-address.ts';
import { readConfig } from '../../config.ts';

describe('the source address of a request', () => {
  const sourceOf = createSourceOf({
    sources: ['203.0.113.0/24', '2001:db8:1::/48'],
    proxies: ['10.0.0.0/8', 'fd00::/8'],
  });
  const from = (peer: string | undefined, forwarded?: string | string[]) =>
    sourceOf({
      socket: { remoteAddress: peer } as never,
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string },
    });
  const listed = (address: string) => ({ address, listed: true });
  const unlisted = (address: string | null) => ({ address, listed: false });

  it('is the peer where that is no proxy of ours, whatever headers it sends', () => {
    assert.deepEqual(from('203.0.113.7'), listed('203.0.113.7'));
    assert.deepEqual(from('198.51.100.7'), unlisted('198.51.100.7'));
    assert.deepEqual(from('198.51.100.7', '203.0.113.7'), unlisted('198.51.100.7'));
    assert.deepEqual(from('198.51.100.7', '203.0.113.7, 10.0.0.1'), unlisted('198.51.100.7'));
    assert.deepEqual(from('203.0.113.7', '198.51.100.7'), listed('203.0.113.7'));
  });

  it("is the proxy's own peer, and not the address that this peer claims", () => {
    assert.deepEqual(from('10.0.0.1', '203.0.113.7'), listed('203.0.113.7'));
    assert.deepEqual(from('10.0.0.1', '203.0.113.7, 198.51.100.7'), unlisted('198.51.100.7'));
    assert.deepEqual(from('10.0.0.1', '198.51.100.7, 203.0.113.7'), listed('203.0.113.7'));
  });

  it('is found behind several proxies', () => {
    assert.deepEqual(from('10.0.0.1', '203.0.113.7, fd00::2, 10.9.9.9'), listed('203.0.113.7'));
    assert.deepEqual(from('10.0.0.1', '203.0.113.7,198.51.100.7 ,10.9.9.9'), unlisted('198.51.100.7'));
  });

  it('is the farthest proxy where no other address is behind it', () => {
    assert.deepEqual(from('10.0.0.1'), unlisted('10.0.0.1'));
    assert.deepEqual(from('10.0.0.1', ''), unlisted('10.0.0.1'));
    assert.deepEqual(from('10.0.0.1', '10.0.0.3, 10.0.0.2'), unlisted('10.0.0.3'));
  });

  it('reads IPv4 in IPv6 as IPv4', () => {
    assert.deepEqual(from('::ffff:203.0.113.7'), listed('::ffff:203.0.113.7'));
    assert.deepEqual(from('::ffff:10.0.0.1', '::ffff:cb00:7107'), listed('::ffff:cb00:7107'));
    assert.deepEqual(from('::ffff:10.0.0.1', '203.0.113.7, ::ffff:198.51.100.7'), unlisted('::ffff:198.51.100.7'));
  });

  it('is the address that a proxy writes with its port or in brackets', () => {
    assert.deepEqual(from('10.0.0.1', '203.0.113.7:443'), listed('203.0.113.7'));
    assert.deepEqual(from('10.0.0.1', '203.0.113.7, 198.51.100.7:51234'), unlisted('198.51.100.7'));
    assert.deepEqual(from('10.0.0.1', '[2001:db8:1::7]:443'), listed('2001:db8:1::7'));
    assert.deepEqual(from('10.0.0.1', '[2001:db8:1::7]'), listed('2001:db8:1::7'));
    assert.deepEqual(from('10.0.0.1', '203.0.113.7, 10.0.0.9:80'), listed('203.0.113.7'));
  });

  it('reads IPv6', () => {
    assert.deepEqual(from('2001:db8:1:2::7'), listed('2001:db8:1:2::7'));
    assert.deepEqual(from('2001:db8:2::7'), unlisted('2001:db8:2::7'));
  });

  // From the documentation of each proxy: the line that it sends for a sender who claims to be somebody else,
  // 198.51.100.66.
  const forms: [string, string, string, string[]?][] = [
    ['nginx, $proxy_add_x_forwarded_for', '10.0.0.1', '198.51.100.66, 203.0.113.7'],
    ['nginx, $remote_addr', '10.0.0.1', '203.0.113.7'],
    ['AWS ALB', '10.0.0.1', '198.51.100.66, 203.0.113.7'],
    ['AWS ALB that keeps the port', '10.0.0.1', '198.51.100.66, 203.0.113.7:51234'],
    ['AWS ALB that keeps the port, IPv6', '10.0.0.1', '198.51.100.66, [2001:db8:1::7]:51234'],
    ['Azure Application Gateway', '10.0.0.1', '198.51.100.66:80, 203.0.113.7:51234'],
    ['Cloudflare', '172.68.1.1', '198.51.100.66,203.0.113.7', ['172.64.0.0/13']],
    ['Cloudflare before nginx', '10.0.0.1', '198.51.100.66,203.0.113.7, 172.68.1.1', ['172.64.0.0/13']],
    [
      'Google Cloud, whose own address comes last',
      '35.191.0.9',
      '198.51.100.66,203.0.113.7,192.0.2.10',
      ['35.191.0.0/16', '192.0.2.10/32'],
    ],
    ['Caddy and Traefik, which drop the claim', '10.0.0.1', '203.0.113.7'],
    ['Caddy before nginx on IPv6', 'fd00::1', '203.0.113.7, fd00::2'],
    ['two sockets for both families', '::ffff:10.0.0.1', '::ffff:198.51.100.66, ::ffff:203.0.113.7'],
    ['a proxy with brackets, port and both families', '::ffff:10.0.0.1', '[::ffff:203.0.113.7]:443'],
    ['tabs, no space and empty entries', '10.0.0.1', '198.51.100.66,,\t203.0.113.7 , '],
    ['capital letters and zeros', '10.0.0.1', '198.51.100.66, 2001:0DB8:0001::7'],
  ];
  for (const [proxy, peer, header, more = []] of forms) {
    it(`is read from ${proxy}`, () => {
      const behind = createSourceOf({
        sources: ['203.0.113.0/24', '2001:db8:1::/48'],
        proxies: ['10.0.0.0/8', 'fd00::/8', ...more],
      });
      const { address, listed } = behind({
        socket: { remoteAddress: peer } as never,
        headers: { 'x-forwarded-for': header },
      });
      assert.ok(listed, `${address}`);
      assert.match(address ?? '', /^(::ffff:)?203\.0\.113\.7$|^2001:0?db8:0*1::7$/i);
    });
  }

  it('is that of the last header if a sender and a proxy write one each', async () => {
    const proxied = createSourceOf({ sources: ['203.0.113.0/24'], proxies: ['127.0.0.0/8'] });
    const server = createServer((request, response) => response.end(JSON.stringify(proxied(request))));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (...claims: string[]) => {
      const socket = connect(port, '127.0.0.1');
      const lines = claims.map((claim) => `X-Forwarded-For: ${claim}\r\n`).join('');
      socket.end(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n`);
      const answer = await text(socket);
      return JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
    };
    try {
      assert.deepEqual(await ask('198.51.100.66', '203.0.113.7'), listed('203.0.113.7'));
      assert.deepEqual(await ask('203.0.113.7', '198.51.100.66'), unlisted('198.51.100.66'));
      assert.deepEqual(await ask('203.0.113.7', '198.51.100.66, 127.0.0.9'), unlisted('198.51.100.66'));
    } finally {
      server.close();
    }
  });

  it("is one of Plaid's with the word plaid", () => {
    const { GANGWAY_WEBHOOK_SOURCES: sources = [] } = readConfig({ GANGWAY_WEBHOOK_SOURCES: 'plaid' }, [
      'GANGWAY_WEBHOOK_SOURCES',
    ]);
    const fromPlaid = createSourceOf({ sources, proxies: [] });
    const at = (remoteAddress: string) => fromPlaid({ socket: { remoteAddress } as never, headers: {} }).listed;
    const plaid = ['52.21.26.131', '52.21.47.157', '52.41.247.19', '52.88.82.239', '::ffff:52.88.82.239'];
    assert.deepEqual(plaid.map(at), [true, true, true, true, true]);
    assert.deepEqual(['52.21.26.130', '52.88.82.240', '127.0.0.1'].map(at), [false, false, false]);
  });

  it('is unknown where the hop is no address, and then not listed', () => {
    for (const hop of [
      'unknown',
      '_hidden',
      '203.0.113.7:port',
      '203.0.113.7:443:443',
      '2001:db8:1::7:443:1:2:3:4:5',
      '[203.0.113',
      '203.0.113',
      '0xcb.0.113.7',
      '<b>',
    ]) {
      assert.deepEqual(from('10.0.0.1', `203.0.113.7, ${hop}`), unlisted(null), hop);
    }
    assert.deepEqual(from(undefined), unlisted(null));
  });

  it('is always listed where no list is set', () => {
    const everybody = createSourceOf({ sources: null, proxies: ['10.0.0.0/8'] });
    const socket = { remoteAddress: '198.51.100.7' } as never;
    assert.deepEqual(everybody({ socket, headers: {} }), listed('198.51.100.7'));
  });
});
