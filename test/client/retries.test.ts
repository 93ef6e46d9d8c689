import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../../dev/ports.ts';
import { type Client, createClient, GangwayError } from '../../packages/client/src/index.ts';

type Reply = (response: ServerResponse) => void;

const answer =
  (status: number, body: object, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  answer(
    status,
    { status, code, detail: 'Do this.', errors: [{ pointer: '/user_id', message: 'is too long' }] },
    { 'Content-Type': 'application/problem+json', ...headers },
  );
const atOnce = { 'Retry-After': '0' };
const made = answer(201, { id: 'onb_1' });
const hangUp: Reply = (response) => void response.destroy();
const hangUpInTheMiddle: Reply = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
  response.write('{', () => response.destroy());
};

describe('the retries of the client', () => {
  let server: Server;
  let replies: Reply[] = [];
  let received: { line: string; key: string | undefined; body: string }[] = [];
  let client: Client;

  before(async () => {
    server = createServer((request, response) => void take(request).then(() => replies.shift()?.(response)));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    client = createClient({ baseUrl: address(), apiKey: 'key' });
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  async function take(request: IncomingMessage) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const key = request.headers['idempotency-key'];
    received.push({
      ...{ line: `${request.method} ${request.url}`, body: Buffer.concat(chunks).toString() },
      key: typeof key === 'string' ? key : undefined,
    });
  }
  function plan(...planned: Reply[]) {
    replies = planned;
    received = [];
  }
  const body = { user_id: 'user-1', applicant: { legal_name: 'Canary Zweistein' } };
  const start = () => client.POST('/v1/onboardings', { body });
  const fails = async (call: Promise<unknown>): Promise<GangwayError> => {
    const error = await call.then(
      () => assert.fail('the call succeeded'),
      (error: unknown) => error,
    );
    assert.ok(error instanceof GangwayError, String(error));
    return error;
  };

  for (const [what, reply] of Object.entries({
    'a broken connection': hangUp,
    'a connection that breaks in the middle of the answer': hangUpInTheMiddle,
    502: answer(502, {}, { 'Content-Type': 'text/html', ...atOnce }),
    503: problem(503, 'database_unavailable', atOnce),
    '429 with Retry-After': problem(429, 'key_limit', atOnce),
    '409 with Retry-After, while the first try still runs': problem(409, 'idempotency_in_progress', atOnce),
  })) {
    it(`repeat a POST after ${what}, under one key of the client's own`, async () => {
      plan(reply, reply, made);
      const { data, response } = await start();
      assert.deepEqual([data.id, response.status], ['onb_1', 201]);
      const [first] = received;
      assert.match(first?.key ?? '', /^[0-9a-f-]{36}$/);
      assert.deepEqual(received, [first, first, first]);
      assert.deepEqual(JSON.parse(first?.body ?? ''), body);
    });
  }

  it("use the caller's key where there is one, and another key for another call", async () => {
    plan(hangUp, made, made, made);
    await client.POST('/v1/onboardings', { params: { header: { 'Idempotency-Key': 'order-1' } }, body });
    await start();
    await start();
    const keys = received.map(({ key }) => key);
    assert.deepEqual(keys.slice(0, 2), ['order-1', 'order-1']);
    assert.equal(new Set(keys).size, 3);
  });

  for (const [what, reply] of Object.entries({
    'a bad request': problem(422, 'invalid_input'),
    'a case at another stage': problem(409, 'stage_conflict'),
    'a wrong key': problem(401, 'unauthorized'),
  })) {
    it(`do not repeat ${what}`, async () => {
      plan(reply, made);
      await fails(start());
      assert.equal(received.length, 1);
    });
  }

  it('do not repeat a POST without a key after trouble in which its work may have been done, but do after 429', async () => {
    const rotate = () => client.POST('/v1/notification_endpoints/{id}/rotate', { params: { path: { id: 'nep_1' } } });
    plan(hangUp, made);
    assert.equal((await fails(rotate())).code, 'unreachable');
    plan(problem(503, 'database_unavailable', atOnce), made);
    assert.equal((await fails(rotate())).status, 503);
    plan(problem(429, 'key_limit', atOnce), made);
    await rotate();
    assert.deepEqual(
      received.map(({ key }) => key),
      [undefined, undefined],
    );
  });

  it('repeat a GET and a DELETE', async () => {
    plan(hangUp, answer(200, { id: 'onb_1' }), hangUp, (response) => void response.writeHead(204).end());
    const path = { id: 'onb_1' };
    await client.GET('/v1/onboardings/{id}', { params: { path } });
    const { data } = await client.DELETE('/v1/onboardings/{id}/applicant', { params: { path } });
    assert.equal(data, undefined);
    assert.equal(received.length, 4);
  });

  it('end after so many tries', async () => {
    const twice = createClient({ baseUrl: address(), apiKey: 'key', retry: { times: 2 } });
    const away = problem(503, 'database_unavailable', atOnce);
    plan(away, away, away, made);
    const { status, code, message } = await fails(twice.POST('/v1/onboardings', { body }));
    assert.deepEqual([status, code, received.length], [503, 'database_unavailable', 3]);
    assert.match(message, /^503 database_unavailable: Do this\./);
  });

  it('end at once where the answer asks for more time than there is', async () => {
    plan(problem(429, 'quota_reached', { 'Retry-After': '3600' }), made);
    const { retryAfterMs } = await fails(start());
    assert.deepEqual([retryAfterMs, received.length], [3_600_000, 1]);
  });

  it('end when the caller aborts', async () => {
    const gone = new AbortController();
    plan(problem(503, 'unavailable', { 'Retry-After': '20' }));
    const call = client.POST('/v1/onboardings', { body, signal: gone.signal });
    await once(server, 'request');
    gone.abort();
    await assert.rejects(call, { name: 'AbortError' });
  });

  it('say why there was no answer', async () => {
    const baseUrl = `http://127.0.0.1:${await freePort()}`;
    const nowhere = createClient({ baseUrl, apiKey: 'key', retry: { times: 0 } });
    const { code, status, message } = await fails(nowhere.GET('/healthz'));
    assert.deepEqual([code, status], ['unreachable', null]);
    assert.equal(message, `No answer from ${baseUrl} (ECONNREFUSED).`);
  });

  it('name the address of a page that is not the API', async () => {
    plan((response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>'));
    const { code, message } = await fails(client.GET('/v1/onboardings'));
    assert.equal(code, 'unexpected_answer');
    assert.match(message, /^200 from http:\/\/127\.0\.0\.1:\d+\/v1\/onboardings, which is no answer of Gangway's\.$/);
  });
});
