import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createVerifier } from '../../plaid/signature.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type WebhookSigner, webhookSigner } from '../support/signed-webhook.ts';

describe('the door: POST /plaid/webhooks', () => {
  let database: TestDatabase;
  let signer: WebhookSigner;
  let api: TestApi;
  before(async () => {
    database = await freshDatabase();
    signer = await webhookSigner();
    api = await startApi(database.pool, { verify: createVerifier({ readKey: signer.readKey }) });
  });
  after(async () => {
    await api.stop();
    await database.drop();
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

  it('keeps kinds that it does not know, and bodies that are no JSON', async () => {
    for (const [body, type] of [
      [JSON.stringify({ webhook_type: 'WEATHER', webhook_code: 'RAIN', environment: 'sandbox' }), 'WEATHER'],
      ['not json', 'unknown'],
      ['', 'unknown'],
    ] as const) {
      assert.equal((await deliver(body)).status, 200);
      assert.equal((await rows()).at(-1)?.type, type);
    }
  });

  it('says which request it answers, and logs it once, with its row', async () => {
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

  it('is found however its address is written, by POST alone', async () => {
    for (const path of ['/plaid/webhooks/', '/Plaid/Webhooks', '/plaid/webhooks?from=plaid']) {
      const body = itemError();
      const headers = { 'Plaid-Verification': await signer.sign(body) };
      assert.equal((await api.send('POST', path, { key: '', body, headers })).status, 200, path);
    }
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status, headers, body } = await api.send(method, '/plaid/webhooks', { key: '' });
      assert.deepEqual([status, headers.get('allow'), body.code], [405, 'POST', 'method_not_allowed'], method);
    }
    for (const path of ['/plaid/webhooks/more', '/plaid/webhooksx', '/plaid']) {
      assert.equal((await api.send('POST', path, { key: '', body: '{}' })).status, 404, path);
    }
  });

  it('P3: cuts off what is too large, announced or not', async () => {
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
      body: streamed,
      duplex: 'half',
    } as RequestInit).then(
      (response) => response.status,
      () => 'cut',
    );
    assert.ok(endless === 413 || endless === 'cut', String(endless));
    assert.equal((await rows()).length, before);
  });
});
