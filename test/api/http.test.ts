import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { aRequest, type Send, startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { unavailable } from '../support/temporal/fake-temporal.ts';

describe('the HTTP layer', () => {
  const [database, api] = forAllTests(startApi);
  const create = (send: Send) => api.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), ...send });

  it('answers errors as problem details that name the request', async () => {
    const { status, headers, body } = await api.send('GET', '/v1/onboardings/onb_1', {
      headers: { 'X-Request-Id': 'my-request.1' },
    });
    assert.equal(status, 404);
    assert.equal(headers.get('content-type'), 'application/problem+json');
    assert.equal(headers.get('x-request-id'), 'my-request.1');
    assert.deepEqual(body, {
      type: '/problems#onboarding_not_found',
      title: 'There is no such onboarding',
      status: 404,
      detail: 'You have no onboarding with this id. Take the id from an answer to the request that created it.',
      code: 'onboarding_not_found',
      request_id: 'my-request.1',
    });
  });

  it('the type of an error leads to a page with advice, which needs no key', async () => {
    const { body: wrong } = await api.send('GET', '/v2/onboardings');
    const { pathname, hash } = new URL(wrong.type, api.address);
    const { status, headers, body } = await api.send('GET', pathname, { key: '' });
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    assert.ok(body.includes(`<h2 id="${hash.slice(1)}">`));
    assert.ok(body.includes('id="PLAID"'));
  });

  it('makes a request id where the given one could harm a log', async () => {
    for (const given of ['', 'a b', 'x'.repeat(65), '<script>']) {
      const { headers } = await api.send('GET', '/healthz', { headers: { 'X-Request-Id': given } });
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    }
  });

  it('distinguishes unknown addresses from wrong methods', async () => {
    const unknown = await api.send('GET', '/v2/onboardings');
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'not_found']);
    const wrong = await api.send('DELETE', '/v1/onboardings');
    assert.deepEqual(
      [wrong.status, wrong.body.code, wrong.headers.get('allow')?.split(', ').sort()],
      [405, 'method_not_allowed', ['GET', 'HEAD', 'POST']],
    );
    assert.equal((await api.send('GET', '/plaid/webhooks')).status, 405);
  });

  it('sets headers that forbid browsers to embed and caches to keep an answer', async () => {
    const { headers } = await api.send('GET', '/healthz');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-powered-by'), null);
  });

  describe('API keys', () => {
    it('P5: answers every wrong key alike, on every route of a tenant', async () => {
      const [, id] = api.key.split('_');
      const revoked = await storedKey(database.pool, 'default');
      await database.pool.query('update api_keys set revoked_at = now() where id = $1', [revoked.split('_')[1]]);
      const answers = [];
      for (const header of [
        undefined,
        'Bearer',
        `Bearer ${api.key.slice(0, -1)}`,
        `Bearer gw_${id}_${'A'.repeat(43)}`,
        `Bearer gw_00000000_${'A'.repeat(43)}`,
        `Bearer ${revoked}`,
        `Basic ${api.key}`,
        `Bearer ${api.key} ${api.key}x`.replace(api.key, 'gw'),
      ]) {
        for (const [method, path] of [
          ['GET', '/v1/onboardings'],
          ['POST', '/v1/onboardings'],
          ['POST', `/v1/onboardings/onb_${'0'.repeat(32)}/cancel`],
        ] as const) {
          const { status, headers, body } = await api.send(method, path, {
            key: '',
            headers: header ? { Authorization: header } : {},
          });
          assert.match(headers.get('www-authenticate') ?? '', /^Bearer/);
          answers.push(JSON.stringify({ status, ...body, request_id: '' }));
        }
      }
      assert.equal(new Set(answers).size, 1);
      assert.match(answers[0] ?? '', /"status":401/);
    });

    it('takes the scheme in any case, as RFC 9110 demands', async () => {
      const { status } = await api.send('GET', '/v1/onboardings', {
        key: '',
        headers: { Authorization: `bearer ${api.key}` },
      });
      assert.equal(status, 200);
    });
  });

  describe('P2: bodies', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const keys = (count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])));
    for (const [what, body] of [
      ['cut off', '{"user_id":'],
      ['a doubled key', '{"user_id":"a","user_id":"b"}'],
      ['a key doubled by an escape', '{"user_id":"a","user\\u005fid":"b"}'],
      ['__proto__', '{"__proto__":{"admin":true}}'],
      ['__proto__ in disguise', '{"a":{"\\u005f_proto__":1}}'],
      ['constructor', '{"constructor":{"prototype":{}}}'],
      ['33 levels', nested(33)],
      ['30,000 levels', nested(30_000)],
      ['1,001 keys', keys(1_001)],
      ['a long text', JSON.stringify({ user_id: 'x'.repeat(16 * 1024 + 1) })],
      ['a NUL', '{"user_id":"a\\u0000"}'],
      ['half a character', '{"user_id":"\\ud800"}'],
    ] as const) {
      it(`refuses ${what} as invalid JSON`, async () => {
        const answer = await create({ body });
        assert.deepEqual([answer.status, answer.body.code], [400, 'invalid_json']);
        assert.match(answer.body.detail, /^[A-Z].+\.$/);
      });
    }

    for (const [what, send] of [
      ['no body', {}],
      ['a body of no bytes', { body: '' }],
      ['blanks', { body: ' \r\n\t' }],
      ['no body of no media type', { headers: { 'Content-Type': '' } }],
    ] as [string, Send][]) {
      it(`answers ${what} by asking for one, and not for other JSON`, async () => {
        const answer = await create(send);
        assert.deepEqual([answer.status, answer.body.code], [400, 'empty_body']);
        assert.match(answer.body.detail, /no body/);
      });
    }

    for (const [what, body] of [
      ['an array', '[]'],
      ['null', 'null'],
      ['a number past all bounds', '{"user_id":1e400}'],
      ['32 levels', nested(32)],
    ] as const) {
      it(`takes ${what} for wrong input`, async () => {
        assert.equal((await create({ body })).status, 422);
      });
    }

    it('refuses a body that is not UTF-8', async () => {
      const response = await fetch(`${api.address}/v1/onboardings`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${api.key}`,
          'Idempotency-Key': randomUUID(),
          'Content-Type': 'application/json',
        },
        body: Buffer.from([0x22, 0xff, 0x22]),
      });
      assert.equal(response.status, 400);
    });

    it('refuses other media types, and compression', async () => {
      for (const headers of [
        { 'Content-Type': 'text/plain' },
        { 'Content-Type': 'application/x-www-form-urlencoded' },
        { 'Content-Type': 'multipart/form-data; boundary=x' },
        { 'Content-Type': 'application/json; charset=utf-16' },
        { 'Content-Encoding': 'gzip' },
      ] as Record<string, string>[]) {
        assert.equal((await create({ headers, body: aRequest() })).status, 415, JSON.stringify(headers));
      }
      const headers = { 'Content-Type': 'application/json; charset=UTF-8' };
      assert.equal((await create({ headers, body: aRequest() })).status, 201);
    });

    it('P3: refuses more than 64 KiB', async () => {
      const { status, body } = await create({ body: JSON.stringify({ user_id: 'x'.repeat(64 * 1024) }) });
      assert.deepEqual([status, body.code], [413, 'body_too_large']);
    });
  });

  it('P3: refuses requests whose end two readers would see differently', async () => {
    const host = new URL(api.address);
    const raw = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(host.port), host.hostname, () => socket.end(text));
        let answer = '';
        socket.on('data', (data) => {
          answer += data.toString();
        });
        socket.on('close', () => resolve(answer)).on('error', reject);
      });
    const start = 'POST /plaid/webhooks HTTP/1.1\r\nHost: x\r\n';
    for (const headers of [
      'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
      'Content-Length: 5\r\nContent-Length: 6\r\n',
      'Transfer-Encoding : chunked\r\n',
      `X: ${'y'.repeat(17 * 1024)}\r\n`,
    ]) {
      assert.match(await raw(`${start}${headers}\r\n0\r\n\r\n`), /^HTTP\/1\.1 (400|431)/);
    }
  });

  it('C2: logs one line a request, without bodies, keys, tokens and personal data', async () => {
    const { body } = await create({ body: aRequest() });
    await create({ body: { ...aRequest(), user_id: 'canary.user@example.com' } });
    await create({ body: '{"legal_name": "Canary Zweistein"' });
    api.temporal.away = unavailable();
    await create({ body: aRequest() });
    api.temporal.away = null;
    await api.send('POST', `/v1/onboardings/${body.id}/link`, { body: { public_token: 'public-canary-token' } });
    await api.relay.turn();
    const logged = api.logs.join('');
    assert.ok(logged.includes(body.id));
    const secret = api.key.replace(/^gw_[^_]+_/, '');
    for (const canary of [/canary/i, /zweistein/i, /4155550199/, /link-sandbox-/, new RegExp(secret), /Springfield/]) {
      assert.doesNotMatch(logged, canary);
    }
    const line = JSON.parse(api.logs.find((text) => text.includes('"status":201')) ?? '{}');
    assert.deepEqual(
      [line.method, line.route, line.tenant, line.onboarding_id === undefined],
      ['POST', '/v1/onboardings', 'default', false],
    );
  });
});
