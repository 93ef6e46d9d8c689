import assert from 'node:assert/strict';
import { startApi, type TestApi } from '../support/http/api.ts';
import { anEndpoint, type Notified, startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { answerWith, isSigned, type Received, type Receiver, startReceiver } from '../support/http/receiver.ts';

describe('the notifier', () => {
  let api: TestApi;
  let receiver: Receiver;
  let clock: Notified['clock'];
  let delivery: Notified['delivery'];
  const [database, notified] = forEachTest(async (pool) => {
    await pool.query('truncate notification_endpoints cascade');
    return startNotified(pool);
  });
  beforeEach(async () => {
    ({ api, receiver, clock, delivery } = notified);
  });

  const ids = () => receiver.received.map(({ id }) => id);

  it('delivers in the form of Standard Webhooks, which its library verifies', async () => {
    const { id: endpointId, secret } = await anEndpoint(api, receiver.url);
    const onboardingId = await toldCase(database.pool);
    await api.notifier.turn();
    const [got, ...others] = receiver.received as [Received];
    assert.deepEqual(others, []);
    assert.ok(isSigned(got, secret));
    assert.ok(!isSigned({ ...got, body: got.body.replace('debit', 'credit') }, secret));
    assert.match(got.id, /^ntf_[0-9a-f]{32}$/);
    assert.equal(got.headers['content-type'], 'application/json');
    const { timestamp, ...rest } = got.json;
    assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.deepEqual(rest, {
      type: 'onboarding.funded',
      data: {
        onboarding_id: onboardingId,
        user_id: 'user-1',
        rail: 'ach',
        direction: 'debit',
        stage: 'starting',
        outcome: null,
        reason: null,
        action: null,
        until: null,
        title: 'Your payment has arrived',
        detail: 'The payment from your bank account has arrived.',
      },
    });
    const listed = (await api.send('GET', `/v1/notifications/${got.id}`)).body;
    assert.deepEqual({ type: listed.type, timestamp: listed.timestamp, data: listed.data }, got.json);
    const { attempted_at, milliseconds, ...shown } = await delivery(onboardingId);
    assert.ok(Number.isInteger(milliseconds));
    assert.deepEqual(shown, {
      endpoint_id: endpointId,
      status: 'delivered',
      attempts: 1,
      result: 'delivered',
      status_code: 204,
      next_attempt_at: null,
    });
    await api.notifier.turn();
    assert.equal(receiver.received.length, 1);
  });

  it('shares the deliveries out among processes', async () => {
    await anEndpoint(api, receiver.url);
    await toldCase(database.pool, 60);
    const second = await startApi(database.pool, { key: api.key, clock: clock.now });
    await Promise.all([api.notifier.turn(), second.notifier.turn(), api.notifier.turn()]);
    await second.stop();
    assert.deepEqual([ids().length, new Set(ids()).size], [60, 60]);
  });

  it('puts off a notification that it cannot sign, and sends the others', async () => {
    const { id } = await anEndpoint(api, receiver.url);
    const other = await startReceiver();
    await anEndpoint(api, other.url);
    await database.pool.query(`update notification_secrets set secret_sealed = '\\x0102' where endpoint_id = $1`, [id]);
    const onboardingId = await toldCase(database.pool);
    await api.notifier.turn();
    await other.stop();
    assert.deepEqual([receiver.received.length, other.received.length], [0, 1]);
    const { body } = await api.send('GET', `/v1/notifications?onboarding_id=${onboardingId}&status=waiting`);
    const [unsigned] = body.data[0].deliveries.filter((one: { status: string }) => one.status === 'waiting');
    assert.deepEqual([unsigned.endpoint_id, unsigned.result, unsigned.attempts], [id, 'internal_error', 1]);
    assert.match(api.logs.join(''), /notification cannot be composed/);
  });

  it('keeps url and secret out of its log', async () => {
    const { secret } = await anEndpoint(api, `${receiver.url}/canary-url`);
    receiver.reply = answerWith(500);
    await toldCase(database.pool);
    await api.notifier.turn();
    const log = api.logs.join('');
    assert.match(log, /notification put off/);
    assert.ok(!log.includes('canary-url') && !log.includes(secret));
  });

  it('runs until it receives the stop signal, looks at once when poked, and finishes deliveries under way', async () => {
    const stop = new AbortController();
    await anEndpoint(api, receiver.url);
    const running = api.notifier.run(stop.signal);
    const onboardingId = await toldCase(database.pool);
    let answer = () => {};
    receiver.reply = (_received, response) => {
      answer = () => void response.writeHead(204).end();
    };
    api.notifier.poke();
    await receiver.heard(1);
    stop.abort();
    answer();
    await running;
    assert.equal((await delivery(onboardingId)).status, 'delivered');
  });
});
