import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { createVerifier } from '../../plaid/signature.ts';
import { startApi } from '../support/http/api.ts';
import { counted } from '../support/http/door.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { type WebhookSigner, webhookSigner } from '../support/http/signed-webhook.ts';

describe('the door: POST /plaid/webhooks', () => {
  let signer: WebhookSigner;
  const [database, api] = forAllTests(async (pool) => {
    signer = await webhookSigner();
    return startApi(pool, { verify: createVerifier({ readKey: signer.readKey }) });
  });

  const itemError = (more: Record<string, unknown> = {}) =>
    // Plaid indents by two spaces; the signature is over exactly these bytes.
    JSON.stringify({ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: randomUUID(), ...more }, null, 2);
  const deliver = async (body: string, header?: string, to = api) =>
    to.send('POST', '/plaid/webhooks', {
      key: '',
      body,
      headers: { 'Plaid-Verification': header ?? (await signer.sign(body)) },
    });
  type Row = { type: string; code: string; stale: boolean; status: string; sealed: Buffer };
  const rows = async () =>
    (
      await database.pool.query<Row>(
        'select type, code, stale, status, body_sealed as sealed from webhooks order by id',
      )
    ).rows;

  it('keeps a signed delivery before it answers, its body sealed', async () => {
    const body = itemError({ canary: 'canary-in-a-webhook' });
    const { status } = await deliver(body);
    assert.equal(status, 200);
    const row = (await rows()).at(-1);
    assert.deepEqual([row?.type, row?.code, row?.stale, row?.status], ['ITEM', 'ERROR', false, 'waiting']);
    assert.equal(row?.sealed.includes('canary'), false);
  });

  it('keeps unknown kinds, and bodies that are not JSON', async () => {
    for (const [body, type] of [
      [JSON.stringify({ webhook_type: 'WEATHER', webhook_code: 'RAIN', environment: 'sandbox' }), 'WEATHER'],
      ['not json', 'unknown'],
      ['', 'unknown'],
    ] as const) {
      assert.equal((await deliver(body)).status, 200);
      assert.equal((await rows()).at(-1)?.type, type);
    }
  });

  it('names the request in the answer, and logs it once, with its row', async () => {
    const body = itemError();
    const headers = { 'X-Request-Id': 'from-plaid.1', 'Plaid-Verification': await signer.sign(body) };
    const answer = await api.send('POST', '/plaid/webhooks', { key: '', body, headers });
    assert.deepEqual([answer.body, answer.headers.get('x-request-id')], [{}, 'from-plaid.1']);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const lines = api.logs.map((line) => JSON.parse(line)).filter((line) => line.request_id === 'from-plaid.1');
    const { rows: last } = await database.pool.query<{ id: string }>('select max(id)::text as id from webhooks');
    assert.deepEqual(
      lines.map(({ msg, status, webhook, code, duplicate }) => ({ msg, status, webhook, code, duplicate })),
      [{ msg: 'webhook kept', status: 200, webhook: last[0]?.id, code: 'ERROR', duplicate: false }],
    );
    assert.ok(lines[0]?.ms > 0);
  });

  it('is found under every spelling of its address, but only by POST', async () => {
    for (const path of ['/plaid/webhooks/', '/Plaid/Webhooks', '/plaid/webhooks?from=plaid']) {
      const body = itemError();
      const headers = { 'Plaid-Verification': await signer.sign(body) };
      assert.equal((await api.send('POST', path, { key: '', body, headers })).status, 200, path);
    }
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, headers, body } = await api.send(method, '/plaid/webhooks', { key: '' });
      assert.deepEqual([status, headers.get('allow'), body.code], [405, 'POST', 'method_not_allowed'], method);
    }
    // cspell:ignore webhooksx
    for (const path of ['/plaid/webhooks/more', '/plaid/webhooksx', '/plaid']) {
      assert.equal((await api.send('POST', path, { key: '', body: '{}' })).status, 404, path);
    }
  });

  it('P3: cuts off a body that is too large, announced or not', async () => {
    const large = 'x'.repeat(256 * 1024 + 1);
    const before = (await rows()).length;
    const announced = await deliver(large);
    assert.deepEqual([announced.status, announced.headers.get('connection')], [413, 'close']);
    const streamed = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const endless = await fetch(`${api.address}/plaid/webhooks`, {
      method: 'POST',
      headers: { 'Plaid-Verification': await signer.sign(large) },
      body: streamed,
      duplex: 'half',
    } as RequestInit).then(
      (response) => response.status,
      () => 'cut',
    );
    assert.ok(endless === 413 || endless === 'cut', String(endless));
    assert.equal((await rows()).length, before);
  });

  it('P3: reads no body before it has verified that the token is from Plaid', async () => {
    const token = await (await webhookSigner()).sign('{}');
    for (const headers of ['', 'Plaid-Verification: nonsense\r\n', `Plaid-Verification: ${token}\r\n`]) {
      const answer = await answerTo(
        `POST /plaid/webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n${headers}\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 401 .*^Connection: close/ims, headers);
    }
  });

  it('is found by a request in absolute form, which proxies send', async () => {
    const body = itemError();
    const headers = `Plaid-Verification: ${await signer.sign(body)}\r\nContent-Length: ${body.length}\r\nConnection: close`;
    const sent = `POST http://gangway.example/plaid/webhooks HTTP/1.1\r\nHost: gangway.example\r\n${headers}\r\n\r\n${body}`;
    assert.match(await answerTo(sent), /^HTTP\/1\.1 200 /);
  });

  /** Returns everything that the server answers to these bytes. */
  function answerTo(sent: string): Promise<string> {
    const { hostname, port } = new URL(api.address);
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () => socket.write(sent));
      socket.setEncoding('utf8').on('data', (text) => {
        answer += text;
      });
      socket.on('error', () => {}).on('close', () => resolve(answer));
    });
  }

  it('logs a flood of refusals as one line a minute and reason, and counts each', async () => {
    const stranger = await webhookSigner();
    const logged = () => api.logs.filter((line) => line.includes('"reason":"unknown_key"')).length;
    const before = logged();
    for (let n = 0; n < 40; n++) await deliver('{}', await stranger.sign('{}'));
    assert.ok(logged() - before <= 1, `${logged() - before} lines`);
    assert.equal(api.logs.filter((line) => line.includes('"level":50') && line.includes('key_lookup')).length, 0);
    assert.ok((await counted(api.metrics.webhooksRefused, { reason: 'unknown_key' })) >= 40);
  });
});
