import assert from 'node:assert/strict';
import { createSourceOf } from '../../api/http/source-address.ts';

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
