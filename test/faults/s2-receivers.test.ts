import assert from 'node:assert/strict';
import { retryDelays } from '../../domain/notify/delivery.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { startApi, type TestApi } from '../support/http/api.ts';
import { anEndpoint, isSignedBy, type Notified, startNotified, toldCase } from '../support/http/notified.ts';
import { answerWith, type Received, type Receiver, startReceiver } from '../support/http/receiver.ts';

const day = 24 * 3_600;

describe('S2: receivers that are slow, broken or gone', () => {
  const database = ownDatabase();
  let notified: Notified;
  let api: TestApi;
  let receiver: Receiver;
  let clock: Notified['clock'];
  let delivery: Notified['delivery'];
  let endpoint: Notified['endpoint'];
  beforeEach(async () => {
    await database.pool.query('truncate notification_endpoints cascade');
    notified = await startNotified(database.pool);
    ({ api, receiver, clock, delivery, endpoint } = notified);
  });
  afterEach(() => notified.stop());

  const ids = () => receiver.received.map(({ id }) => id);

  it('S2: follows the published schedule, never early, under one id, and gives up at its end', async () => {
    const { secret } = await anEndpoint(api, receiver.url);
    receiver.reply = answerWith(500);
    const onboardingId = await toldCase(database.pool);
    await api.notifier.turn();
    for (const [index, delay] of retryDelays.entries()) {
      const { next_attempt_at } = await delivery(onboardingId);
      const wait = (Date.parse(next_attempt_at) - clock.now().getTime()) / 1000;
      assert.ok(wait >= delay && wait <= delay * 1.1, `${wait} s after try ${index + 1}`);
      clock.pass(wait - 0.001);
      await api.notifier.turn();
      assert.equal(receiver.received.length, index + 1, 'a try came early');
      clock.pass(0.001);
      await api.notifier.turn();
      assert.equal(receiver.received.length, index + 2, 'a try did not come');
    }
    clock.pass(30 * day);
    await api.notifier.turn();
    assert.equal(receiver.received.length, 10);
    assert.equal(new Set(ids()).size, 1);
    assert.equal(new Set(receiver.received.map(({ body }) => body)).size, 1);
    assert.ok(receiver.received.every((got) => isSignedBy(got, secret)));
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size, 10);
    const { status, attempts, result, status_code, next_attempt_at } = await delivery(onboardingId);
    assert.deepEqual([status, attempts, result, status_code, next_attempt_at], ['failed', 10, 'refused', 500, null]);
    assert.match(api.logs.join(''), /notification given up/);
  });

  it('S2: sends nothing to a receiver for as long as it asks, of any notification', async () => {
    await anEndpoint(api, receiver.url);
    receiver.reply = answerWith(429, { 'retry-after': '600' });
    await toldCase(database.pool);
    await api.notifier.turn();
    await toldCase(database.pool);
    clock.pass(599);
    await api.notifier.turn();
    assert.equal(receiver.received.length, 1);
    receiver.reply = answerWith(204);
    clock.pass(1);
    await api.notifier.turn();
    assert.equal(receiver.received.length, 3);
  });

  it('S2: sends nothing to a receiver that is gone until the tenant enables it, and then all that waited', async () => {
    const { id } = await anEndpoint(api, receiver.url);
    receiver.reply = answerWith(410);
    const onboardingId = await toldCase(database.pool);
    await api.notifier.turn();
    const disabled = await endpoint(id);
    assert.deepEqual([disabled.status, disabled.disabled_because], ['disabled', 'gone']);
    assert.match(api.logs.join(''), /"level":50.*"because":"gone".*notification endpoint disabled/);
    await toldCase(database.pool);
    clock.pass(20 * day);
    await api.notifier.turn();
    assert.equal(receiver.received.length, 1);

    receiver.reply = answerWith(204);
    const { body } = await api.send('POST', `/v1/notification_endpoints/${id}/enable`);
    assert.deepEqual([body.status, body.disabled_because, body.failing_since], ['enabled', null, null]);
    await api.notifier.turn();
    assert.equal(receiver.received.length, 3);
    assert.equal((await delivery(onboardingId)).status, 'delivered');
  });

  it('S2: disables a receiver that has failed for five days without one success, and says so', async () => {
    const { id } = await anEndpoint(api, receiver.url);
    const failFor = async (days: number) => {
      receiver.reply = answerWith(500);
      await toldCase(database.pool);
      await api.notifier.turn();
      clock.pass(days * day);
      await toldCase(database.pool);
      await api.notifier.turn();
      return (await endpoint(id)).status;
    };
    assert.equal(await failFor(4.9), 'enabled');
    receiver.reply = answerWith(204);
    await toldCase(database.pool);
    await api.notifier.turn();
    assert.equal((await endpoint(id)).failing_since, null);
    assert.equal(await failFor(4.9), 'enabled');
    clock.pass(0.1 * day);
    await toldCase(database.pool);
    await api.notifier.turn();
    const disabled = await endpoint(id);
    assert.deepEqual([disabled.status, disabled.disabled_because], ['disabled', 'failing']);
    const { values } = await api.metrics.endpointsDisabled.get();
    assert.equal(values.find(({ labels }) => labels.because === 'failing')?.value, 1);
  });

  it('S2: signs with an earlier secret too, for a day after it was rotated', async () => {
    const { id, secret: first } = await anEndpoint(api, receiver.url);
    const rotate = async () => (await api.send('POST', `/v1/notification_endpoints/${id}/rotate`)).body.secret;
    const second = await rotate();
    const third = await rotate();
    const next = async () => {
      await toldCase(database.pool);
      await api.notifier.turn();
      return receiver.received.at(-1) as Received;
    };
    const during = await next();
    assert.deepEqual(
      [first, second, third].map((secret) => isSignedBy(during, secret)),
      [true, true, true],
    );
    assert.equal(during.headers['webhook-signature']?.split(' ').length, 3);
    clock.pass(day);
    const after = await next();
    assert.deepEqual(
      [first, second, third].map((secret) => isSignedBy(after, secret)),
      [false, false, true],
    );
  });

  it('S2: repeats a delivery over which a sender was killed, under its id', async () => {
    await anEndpoint(api, receiver.url);
    let died = 0;
    for (let nth = 1; ; nth += 1) {
      const onboardingId = await toldCase(database.pool);
      const before = receiver.received.length;
      const dying = dyingPool(database.pool, nth, 'before');
      const second = await startApi(dying.pool, { key: api.key, clock: clock.now });
      await second.notifier.turn().catch(() => {});
      await second.stop();
      if (dying.diedAt === null) break;
      died += 1;
      await api.notifier.turn();
      clock.pass(20);
      await api.notifier.turn();
      const sent = ids().slice(before);
      assert.equal(new Set(sent).size, 1, `died at ${dying.diedAt}`);
      assert.equal((await delivery(onboardingId)).status, 'delivered');
    }
    assert.ok(died >= 6, `it died at ${died} statements only`);
    assert.ok(ids().length > new Set(ids()).size, 'none was sent twice: no sender died between sending and recording');
  });

  it('S2: allows one try at a time, and ignores the result of a sender whose lease has expired', async () => {
    await anEndpoint(api, receiver.url);
    const onboardingId = await toldCase(database.pool);
    let answer = () => {};
    receiver.reply = (_received, response) => {
      answer = () => void response.writeHead(500).end();
    };
    const slow = api.notifier.turn();
    await receiver.heard(1);
    const second = await startApi(database.pool, { key: api.key, clock: clock.now });
    clock.pass(19.9);
    await second.notifier.turn();
    assert.equal(receiver.received.length, 1);
    clock.pass(0.1);
    receiver.reply = answerWith(204);
    await second.notifier.turn();
    assert.equal(receiver.received.length, 2);
    answer();
    await slow;
    await second.stop();
    assert.equal((await delivery(onboardingId)).status, 'delivered');
  });

  it('S2: a receiver that hangs does not delay the others', async () => {
    const hanging = await startReceiver();
    let open = 0;
    let mostOpen = 0;
    // On a busy machine the notifier may give up the first five, and begin the next, before the others have arrived.
    hanging.reply = (_received, response) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      response.on('close', () => {
        open -= 1;
      });
    };
    await anEndpoint(api, hanging.url);
    await anEndpoint(api, receiver.url);
    await toldCase(database.pool, 100);
    const stop = new AbortController();
    const running = api.notifier.run(stop.signal);
    await receiver.heard(100);
    await hanging.heard(5);
    stop.abort();
    await hanging.stop();
    await running;
    assert.equal(new Set(ids()).size, 100);
    assert.equal(mostOpen, 5);
    assert.ok(hanging.received.length < 100, 'it did not hang');
  });
});
