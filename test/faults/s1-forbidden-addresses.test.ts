import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import fc from 'fast-check';
import { createOutside, ForbiddenUrl } from '../../api/notify/outside.ts';
import { post } from '../../api/notify/post.ts';
import type { Resolve } from '../../api/notify/resolve.ts';
import { connectionsDuring } from '../support/http/connections.ts';
import { forbiddenAddress, forbiddenHosts, publicAddresses } from '../support/http/special-addresses.ts';
import { draw, tally, trials } from '../support/trials.ts';

type Answers = Awaited<ReturnType<Resolve>>;

describe('S1: addresses that notifications must not reach', () => {
  // Listens on every address of this machine, with the allowed port, so every connection that gets out arrives here.
  let server: Server;
  let port: number;
  let heard = 0;
  before(async () => {
    server = createServer((_request, response) => void response.end());
    server.on('connection', () => {
      heard += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '::', resolve));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    heard = 0;
  });
  after(() => void server.close());

  const message = (url: string) => ({ url, headers: {}, body: '{}' });
  const noName: Resolve = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));

  /** Asserts that the API does not register it, the notifier does not call it, and nothing tries to connect. */
  async function isRefused(url: string, resolve: Resolve): Promise<void> {
    const outside = createOutside({ loopback: false, port, resolve });
    await assert.rejects(outside.check(url), ForbiddenUrl, url);
    assert.deepEqual(await post(outside, message(url)), { result: 'forbidden_address' }, url);
  }

  const kinds = Object.keys(forbiddenHosts);
  const perKind = Math.ceil(trials({ local: 500, ci: 2_000, nightly: 20_000 }) / (kinds.length + 4));

  for (const [how, hosts] of Object.entries(forbiddenHosts)) {
    it(`S1: refuses ${perKind} hosts: ${how}`, async () => {
      const tried = await connectionsDuring(async () => {
        for (const host of draw(hosts, perKind)) {
          // However it is written, it is an address, so no resolver gets a question.
          assert.ok(isIP(new URL(`https://${host}/`).hostname.replace(/[[\]]/g, '')), host);
          await isRefused(`https://${host}:${port}/hook`, noName);
        }
      });
      assert.deepEqual([tried, heard], [[], 0]);
    });
  }

  it(`S1: refuses ${4 * perKind} names that resolve to such an address, alone or among good ones`, async () => {
    const answers = fc.tuple(forbiddenAddress, fc.shuffledSubarray(publicAddresses), fc.nat());
    // The name in Punycode: cspell:ignore bcher
    const names = ['receiver.example', 'RECEIVER.example.', 'bücher.example', 'xn--bcher-kva.example'];
    const seen = tally(['alone', 'first', 'between', 'last'] as const);
    const tried = await connectionsDuring(async () => {
      for (const [bad, good, anywhere] of draw(answers, perKind)) {
        const at = anywhere % (good.length + 1);
        const all = good.toSpliced(at, 0, bad);
        seen.count(good.length === 0 ? 'alone' : at === 0 ? 'first' : at === good.length ? 'last' : 'between');
        for (const name of names) await isRefused(`https://${name}:${port}/hook`, async () => all);
      }
    });
    assert.deepEqual([tried, heard], [[], 0]);
    assert.deepEqual(seen.below(3), []);
  });

  const rebinds = trials({ local: 200, ci: 1_000, nightly: 10_000 }) / 2;
  for (const [to, mixed] of [
    ['a bad one', false],
    ['a bad one as well', true],
  ] as const) {
    it(`S1: connects to none of ${rebinds} names that resolved to a good address when registered, and then to ${to}`, async () => {
      const answers = fc.tuple(forbiddenAddress, fc.shuffledSubarray(publicAddresses, { minLength: 1 }));
      const tried = await connectionsDuring(async () => {
        for (const [bad, good] of draw(answers, rebinds)) {
          const script: Answers[] = [good, mixed ? [...good, bad] : [bad]];
          const outside = createOutside({ loopback: false, port, resolve: async () => script.shift() ?? good });
          const url = `https://rebinding.example:${port}/hook`;
          await outside.check(url);
          assert.equal((await post(outside, message(url))).result, 'forbidden_address');
          // One question for one connection, so no second answer can differ from the one that was checked.
          assert.equal(script.length, 0);
        }
      });
      assert.deepEqual([tried, heard], [[], 0]);
    });
  }

  const forms: [what: string, url: (port: number) => string][] = [
    ['a user name that looks like the host', (port) => `https://receiver.example@127.0.0.1:${port}/`],
    ['a user name', (port) => `https://user@receiver.example:${port}/`],
    ['a password', (port) => `https://:secret@receiver.example:${port}/`],
    ['http', (port) => `http://receiver.example:${port}/`],
    ['another scheme', () => 'ftp://receiver.example/'],
    ['a file', () => 'file:///etc/passwd'],
    ['another port', (port) => `https://receiver.example:${port + 1}/`],
    ['a fragment', (port) => `https://receiver.example:${port}/#part`],
    ['a path alone', () => '/hook'],
    ['nothing', () => ''],
    ['a backslash before the real host', (port) => `https://receiver.example\\@127.0.0.1:${port}/`],
    ['a zone', (port) => `https://[fe80::1%25eth0]:${port}/`],
    ['this machine by its name', (port) => `https://localhost:${port}/`],
  ];
  for (const [what, url] of forms) {
    it(`S1: refuses ${what}`, async () => {
      const toHere: Resolve = async (name) => [
        name === 'localhost' ? { address: '127.0.0.1', family: 4 } : { address: '8.8.8.8', family: 4 },
      ];
      // The backslash turns the rest, including the port, into a path.
      const tried = await connectionsDuring(() => isRefused(url(port), toHere));
      assert.deepEqual([tried, heard], [[], 0]);
    });
  }

  it('S1: allows only the port of https', async () => {
    const outside = createOutside({ loopback: false, resolve: async () => publicAddresses });
    assert.equal((await outside.check('https://receiver.example/hook')).href, 'https://receiver.example/hook');
    await outside.check('https://receiver.example:443/hook');
    for (const other of [80, 8443, 22, 5432, 7233]) {
      await assert.rejects(outside.check(`https://receiver.example:${other}/`), /must use port 443/);
    }
  });

  it('S1: says what to check if a name has no address', async () => {
    const outside = createOutside({ loopback: false, resolve: noName });
    await assert.rejects(outside.check('https://no-such.example/'), /check its spelling and its DNS record/);
    await assert.rejects(createOutside({ loopback: false, resolve: async () => [] }).check('https://x.example'), /DNS/);
  });

  it('S1: allows good addresses', async () => {
    for (const { address, family } of publicAddresses) {
      const outside = createOutside({ loopback: false, resolve: async () => [{ address, family }] });
      await outside.check('https://receiver.example/');
      await outside.check(`https://${family === 6 ? `[${address}]` : address}/`);
    }
  });

  describe('if a setting for development allows this machine', () => {
    const answersHere =
      (address: string): Resolve =>
      async () => [{ address, family: isIP(address) }];

    it('S1: connects to it, at the very address that was checked', async () => {
      const outside = createOutside({ loopback: true, port, resolve: answersHere('127.0.0.1') });
      for (const host of ['127.0.0.1', '[::1]', '127.1', 'localhost']) {
        const url = `http://${host}:${port}/hook`;
        const tried = await connectionsDuring(async () => {
          assert.equal((await post(outside, message(url))).result, 'delivered', url);
        });
        assert.deepEqual(tried, [host === '[::1]' ? '::1' : '127.0.0.1']);
      }
      assert.equal(heard, 4);
    });

    it('S1: allows nothing else', async () => {
      for (const address of ['10.0.0.1', '169.254.169.254', '0.0.0.0', '::', '::ffff:127.0.0.1', '192.168.1.1']) {
        const outside = createOutside({ loopback: true, port, resolve: answersHere(address) });
        const literal = `http://${isIP(address) === 6 ? `[${address}]` : address}:${port}/`;
        const tried = await connectionsDuring(async () => {
          for (const url of [literal, `https://name.example:${port}/`, `http://name.example:${port}/`]) {
            await assert.rejects(outside.check(url), ForbiddenUrl, url);
            assert.equal((await post(outside, message(url))).result, 'forbidden_address', url);
          }
        });
        assert.deepEqual([tried, heard], [[], 0]);
      }
    });

    it('S1: follows no redirect, wherever it leads', async () => {
      const outside = createOutside({ loopback: true, port, resolve: answersHere('127.0.0.1') });
      for (const location of ['http://169.254.169.254/latest/meta-data/', `http://127.0.0.1:${port}/`, '//10.0.0.1/']) {
        for (const status of [301, 302, 303, 307, 308]) {
          server.removeAllListeners('request');
          server.once('request', (_request, response) => response.writeHead(status, { location }).end());
          const tried = await connectionsDuring(async () => {
            const made = await post(outside, message(`http://127.0.0.1:${port}/hook`));
            assert.deepEqual([made.result, made.statusCode], ['redirected', status]);
          });
          assert.deepEqual(tried, ['127.0.0.1']);
        }
      }
    });
  });
});
