import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { strictly } from '../../simulator/strict.ts';
import { webhookControl } from '../../simulator/webhooks/control.ts';
import { webhookEndpoints } from '../../simulator/webhooks/endpoints.ts';
import { type Post, post, type Received, status } from './webhook-receiver.ts';

const update = { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' };
const itemError = (item: string) => ({ webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: item });
const itemOf = ({ body }: Received) => JSON.parse(body).item_id;

describe('webhooks', () => {
  let there: Post;
  const counters = () => there.bank.state.webhooks.counters;
  const delivered = (count: number) => there.until(() => counters().delivered === count);
  const control = (body: object) => webhookControl(there.bank, body) as Record<string, unknown>;

  beforeEach(async () => {
    there = await post();
  });
  afterEach(() => there.close());

  function publishedKey(keyId: string): JWK & { expired_at: number | null; created_at: number } {
    const [found] = webhookEndpoints;
    assert.ok(found);
    const answer = found.respond(there.bank, strictly(found, { key_id: keyId }));
    return (answer as { key: ReturnType<typeof publishedKey> }).key;
  }

  async function verify({ headers, body }: Received) {
    const token = String(headers['plaid-verification']);
    const header = decodeProtectedHeader(token);
    const key = publishedKey(String(header.kid));
    const { payload } = await jwtVerify(token, await importJWK(key, 'ES256'), { algorithms: ['ES256'] });
    assert.equal(payload.request_body_sha256, createHash('sha256').update(body).digest('hex'));
    assert.ok(Math.abs(Number(payload.iat) - Date.now() / 1000) < 60, 'iat is real time');
    return { header, key };
  }

  it('are signed over their raw bytes by a key that Plaid publishes', async () => {
    there.bank.clock.now = new Date('2030-01-01T00:00:00Z');
    there.sender.send(there.url, itemError('one'));
    await delivered(1);
    const [request] = there.received;
    assert.ok(request);
    assert.equal(request.body, JSON.stringify({ ...itemError('one'), environment: 'sandbox' }, null, 2));
    const { header, key } = await verify(request);
    assert.deepEqual(header, { alg: 'ES256', typ: 'JWT', kid: key.kid });
    const { created_at: created, x, y, ...rest } = key;
    assert.ok(x && y && created > 0);
    assert.deepEqual(rest, { alg: 'ES256', crv: 'P-256', kid: key.kid, kty: 'EC', use: 'sig', expired_at: null });
  });

  it('rotate their keys: a new key signs, and the old one gets an expired_at', async () => {
    const before = control({}).key_id;
    const after = control({ rotate_keys: true }).key_id;
    assert.notEqual(after, before);
    there.sender.send(there.url, itemError('one'));
    await delivered(1);
    const [request] = there.received;
    assert.ok(request);
    assert.equal((await verify(request)).header.kid, after);
    assert.equal(typeof publishedKey(String(before)).expired_at, 'number');
    assert.throws(() => publishedKey('none'), /INVALID_WEBHOOK_VERIFICATION_KEY_ID/);
  });

  it('come again, each with a new signature, until the receiver answers with 200', async () => {
    there.answers.push(status(500), status(302), status(204), (response) => response.destroy());
    there.sender.send(there.url, itemError('one'));
    await delivered(1);
    assert.equal(there.received.length, 5);
    for (const request of there.received) await verify(request);
    assert.equal(new Set(there.received.map(({ headers }) => headers['plaid-verification'])).size, 5);
    assert.deepEqual(there.bank.state.webhooks.deliveries, {});
  });

  it('come again when the answer takes too long', async () => {
    await there.close();
    there = await post({ answerMs: 20 });
    there.answers.push(() => undefined);
    there.sender.send(there.url, itemError('one'));
    await delivered(1);
    // There are more than two if this machine is busy and the second answer is late, too.
    assert.ok(there.received.length >= 2);
  });

  it('wait as long as Retry-After asks, and four times longer after each failure', async () => {
    await there.close();
    there = await post({ firstRetryMs: 60_000 });
    const waits = async (answer: ReturnType<typeof status>) => {
      there.answers.push(answer);
      const start = Date.now();
      there.sender.send(there.url, itemError('one'));
      const deliveries = () => Object.values(there.bank.state.webhooks.deliveries);
      await there.until(() => deliveries().every((one) => one.attempts > 0));
      const waited = (deliveries().at(-1)?.due ?? 0) - start;
      const took = Date.now() - start;
      return { atLeast: waited, atMost: waited - took };
    };
    const asked = await waits(status(429, { 'retry-after': '7200' }));
    assert.ok(asked.atLeast >= 7_200_000 && asked.atMost <= 7_200_000);
    const first = await waits(status(500));
    assert.ok(first.atLeast >= 60_000 && first.atMost <= 60_000);
  });

  it('come no more after eight attempts', async () => {
    await there.close();
    there = await post({ firstRetryMs: 0 });
    there.answers.push(...Array(20).fill(status(500)));
    there.sender.send(there.url, itemError('one'));
    await there.until(() => counters().given_up === 1);
    assert.equal(there.received.length, 8);
    assert.deepEqual(there.bank.state.webhooks.deliveries, {});
  });

  it('that were not delivered survive a restart', async () => {
    await there.close();
    there = await post({ firstRetryMs: 60_000 });
    there.answers.push(status(500));
    there.sender.send(there.url, itemError('one'));
    await there.until(() => Object.values(there.bank.state.webhooks.deliveries)[0]?.attempts === 1);
    for (const delivery of Object.values(there.bank.state.webhooks.deliveries)) delivery.due = 0;
    await there.restart();
    await delivered(1);
    assert.deepEqual(there.received.map(itemOf), ['one', 'one']);
  });

  it('merge TRANSFER_EVENTS_UPDATE, whose body is always the same, and nothing else', async () => {
    await there.close();
    there = await post({ mergeMs: 50 });
    const start = Date.now();
    for (let n = 0; n < 5; n += 1) there.sender.send(there.url, update);
    for (const item of ['one', 'one']) there.sender.send(there.url, itemError(item));
    await delivered(4);
    assert.ok(Date.now() - start >= 50, 'the second update came when the time was over');
    assert.equal(counters().merged, 3);
    there.sender.send(there.url, update);
    await delivered(5);
  });

  describe('faults', () => {
    it('drop the next few, and say how many', async () => {
      control({ drop: 2 });
      for (const item of ['one', 'two', 'three']) there.sender.send(there.url, itemError(item));
      await delivered(1);
      assert.deepEqual(there.received.map(itemOf), ['three']);
      assert.equal(control({}).dropped, 2);
    });

    it('drop all until the test turns it off', async () => {
      control({ drop: 'all' });
      for (const item of ['one', 'two', 'three']) there.sender.send(there.url, itemError(item));
      assert.deepEqual([control({ drop: 'none' }).dropped, there.received.length], [3, 0]);
      there.sender.send(there.url, itemError('four'));
      await delivered(1);
      assert.deepEqual(there.received.map(itemOf), ['four']);
    });

    it('send the next twice', async () => {
      control({ duplicate: 1 });
      for (const item of ['one', 'two']) there.sender.send(there.url, itemError(item));
      await delivered(3);
      assert.deepEqual(there.received.map(itemOf).sort(), ['one', 'one', 'two']);
      assert.equal(control({}).duplicated, 1);
    });

    it('hold the next few back and send them in reverse', async () => {
      control({ reorder: 3 });
      for (const item of ['one', 'two']) there.sender.send(there.url, itemError(item));
      assert.deepEqual([control({}).waiting, counters().sent], [2, 0]);
      there.sender.send(there.url, itemError('three'));
      await delivered(3);
      assert.deepEqual(there.received.map(itemOf), ['three', 'two', 'one']);
      assert.equal(control({}).reordered, 3);
    });

    it('release those held back when the test turns reordering off', async () => {
      control({ reorder: 3 });
      there.sender.send(there.url, itemError('one'));
      assert.equal(control({ reorder: 0 }).waiting, 1);
      await delivered(1);
      assert.equal(control({}).reordered, 0, 'one alone is in order');
    });

    it('delay the first attempt', () => {
      control({ delay_ms: 60_000 });
      const start = Date.now();
      there.sender.send(there.url, itemError('one'));
      assert.ok((Object.values(there.bank.state.webhooks.deliveries)[0]?.due ?? 0) >= start + 60_000);
    });

    it('refuse an unknown setting', () => {
      assert.throws(() => control({ lose: 1 }), /lose/);
      assert.throws(() => control({ drop: -1 }), /drop/);
      assert.throws(() => control({ dashboard_url: 'nowhere' }), /dashboard_url/);
    });

    it("stand beside the setting of the Dashboard's webhook URL", () => {
      assert.equal(control({ dashboard_url: there.url }).dashboard_url, there.url);
      assert.equal(there.bank.state.webhooks.dashboardUrl, there.url);
      assert.equal(control({ dashboard_url: null }).dashboard_url, null);
    });
  });
});
