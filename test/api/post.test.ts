import assert from 'node:assert/strict';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createOutside } from '../../api/notify/outside.ts';
import { post } from '../../api/notify/post.ts';
import { freePort } from '../../dev/ports.ts';
import { answerWith, type Receiver, startReceiver } from '../support/http/receiver.ts';
import { testCertificate, trustingTheCertificate } from '../support/http/test-certificate.ts';

const outside = createOutside({ loopback: true });
const message = (url: string) => ({ url, headers: { 'webhook-id': 'ntf_1' }, body: '{"a":"ü"}' });
/** The real limits are 15 s and 3 s. */
const impatient = { withinMs: 700, connectWithinMs: 700 };

describe('post', () => {
  let receiver: Receiver;
  before(async () => {
    receiver = await startReceiver();
  });
  after(() => receiver.stop());

  it('sends the headers and the body, to the path and the query', async () => {
    const url = `${receiver.url}?tenant=7`;
    const made = await post(outside, message(url));
    assert.deepEqual(made, { result: 'delivered', statusCode: 204, retryAfterSeconds: undefined });
    const [got] = receiver.received;
    assert.deepEqual([got?.path, got?.body, got?.id], ['/hooks?tenant=7', '{"a":"ü"}', 'ntf_1']);
    assert.equal(got?.headers['content-type'], 'application/json');
    assert.equal(got?.headers.host, `127.0.0.1:${receiver.port}`);
  });

  const answers: [status: number, headers: Record<string, string>, result: string, retryAfter?: number][] = [
    [200, {}, 'delivered'],
    [202, {}, 'delivered'],
    [299, { 'retry-after': '7' }, 'delivered'],
    [302, { location: 'https://elsewhere.example/' }, 'redirected'],
    [304, {}, 'redirected'],
    [400, {}, 'refused'],
    [404, {}, 'refused'],
    [410, {}, 'gone'],
    [429, {}, 'throttled'],
    [429, { 'retry-after': '7' }, 'throttled', 7],
    [429, { 'retry-after': 'soon' }, 'throttled'],
    [429, { 'retry-after': '-1' }, 'throttled'],
    [500, { 'retry-after': '7' }, 'refused'],
    [503, { 'retry-after': '3600' }, 'throttled', 3600],
    [503, { 'retry-after': '999999999' }, 'throttled', 86_400],
    [503, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 'throttled', 86_400],
  ];
  for (const [status, headers, result, retryAfterSeconds] of answers) {
    it(`${status} ${JSON.stringify(headers)}: ${result}${retryAfterSeconds ? `, after ${retryAfterSeconds} s` : ''}`, async () => {
      receiver.reply = answerWith(status, headers);
      assert.deepEqual(await post(outside, message(receiver.url)), { result, statusCode: status, retryAfterSeconds });
    });
  }

  it('takes a date for Retry-After as well', async () => {
    receiver.reply = answerWith(503, { 'retry-after': new Date(Date.now() + 90_000).toUTCString() });
    const { retryAfterSeconds = 0 } = await post(outside, message(receiver.url));
    assert.ok(retryAfterSeconds > 85 && retryAfterSeconds <= 90, `${retryAfterSeconds}`);
  });

  it('S2: waits for no answer that does not come, nor for the end of one that drips', async () => {
    receiver.reply = () => {};
    assert.deepEqual(await post(outside, message(receiver.url), impatient), { result: 'timed_out' });
    let dripping: NodeJS.Timeout | undefined;
    receiver.reply = (_received, response) => {
      response.writeHead(200);
      dripping = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(dripping));
    };
    // The status was 200, so the rest of the answer changes nothing.
    const made = await post(outside, message(receiver.url), impatient);
    assert.deepEqual([made.result, made.statusCode], ['delivered', 200]);
  });

  it('S2: reads only the beginning of an endless answer', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      receiver.reply = (_received, response) => {
        response.writeHead(200);
        const flood = () => {
          while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
        };
        response.on('drain', flood).on('close', resolve);
        flood();
      };
    });
    const made = await post(outside, message(receiver.url));
    assert.equal(made.result, 'delivered');
    await closed;
    // The sockets' buffers come on top of the 64 KiB that are read.
    assert.ok(sent < 20_000_000, `${sent} bytes were sent`);
  });

  describe('to something that hardly speaks HTTP', () => {
    let server: Server;
    let port: number;
    let behave: (socket: Socket) => void;
    before(async () => {
      server = createServer((socket) => behave(socket.on('error', () => {})));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    });
    after(() => void server.close());

    const behaviours: [what: string, behave: (socket: Socket) => void, result: string][] = [
      ['closes at once', (socket) => void socket.end(), 'no_answer'],
      ['resets', (socket) => void socket.resetAndDestroy(), 'no_answer'],
      ['speaks nonsense', (socket) => void socket.end('220 mail.example ESMTP\r\n'), 'no_answer'],
      [
        'sends endless headers',
        (socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`),
        'no_answer',
      ],
      ['drips its headers', (socket) => void drip(socket, 'HTTP/1.1 200 OK\r\nx-long: '), 'timed_out'],
      [
        'breaks off its answer',
        (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'),
        'delivered',
      ],
      ['answers twice', (socket) => void socket.end('HTTP/1.1 500 No\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'), 'refused'],
      [
        'says Continue first',
        (socket) => void socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
        'delivered',
      ],
      [
        'switches protocols',
        (socket) => void socket.end('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
        'no_answer',
      ],
    ];
    for (const [what, how, result] of behaviours) {
      it(`S2: ${what}: ${result}`, async () => {
        behave = (socket) => void socket.once('data', () => how(socket));
        const limits = result === 'timed_out' ? impatient : undefined;
        assert.equal((await post(outside, message(`http://127.0.0.1:${port}/`), limits)).result, result);
      });
    }

    it('S2: no process listens: unreachable', async () => {
      const made = await post(outside, message(`http://127.0.0.1:${await freePort()}/`));
      assert.deepEqual(made, { result: 'unreachable' });
    });

    it('S2: no process listens on a name that resolves at once: unreachable', async () => {
      const made = await post(outside, message(`http://localhost:${await freePort()}/`));
      assert.deepEqual(made, { result: 'unreachable' });
    });

    it('S2: the name is gone: unresolved', async () => {
      const lost = createOutside({ loopback: true, resolve: () => Promise.reject(new Error('ENOTFOUND')) });
      assert.deepEqual(await post(lost, message('https://gone.example/')), { result: 'unresolved' });
    });
  });

  describe('over TLS', () => {
    let server: Server;
    let port: number;
    before(async () => {
      server = createHttpsServer(testCertificate, (_request, response) => void response.end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
    });
    after(() => void server.close());

    it('S2: does not speak to a receiver whose certificate no authority has signed', async () => {
      assert.deepEqual(await post(outside, message(`https://localhost:${port}/`)), { result: 'bad_tls' });
    });

    it('S2: nor to one that speaks no TLS', async () => {
      const url = receiver.url.replace('http:', 'https:');
      assert.deepEqual(await post(outside, message(url)), { result: 'bad_tls' });
    });

    it('delivers where the certificate is good, and only under its own name', async () => {
      const printed = await trustingTheCertificate(`
        import { createOutside } from './api/notify/outside.ts';
        import { post } from './api/notify/post.ts';
        const outside = createOutside({ loopback: true, resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
        const anyPort = { ...outside, parse: (text) => new URL(text) };
        for (const host of ['localhost', '127.0.0.1', 'other.example']) {
          const { result } = await post(anyPort, { url: \`https://\${host}:${port}/\`, headers: {}, body: '{}' });
          console.log(host, result);
        }`);
      assert.equal(printed, 'localhost delivered\n127.0.0.1 delivered\nother.example bad_tls\n');
    });
  });
});

function drip(socket: Socket, text: string): void {
  socket.write(text);
  const dripping = setInterval(() => socket.write('x'), 20);
  socket.on('close', () => clearInterval(dripping));
}
