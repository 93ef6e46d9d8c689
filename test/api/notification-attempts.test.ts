import assert from 'node:assert/strict';
import { notificationTypes } from '../../domain/notify/notifications.ts';
import { anEndpoint, startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { answerWith, isSigned } from '../support/http/receiver.ts';

type Attempt = {
  endpoint_id: string;
  attempt: number;
  result: string;
  status_code: number | null;
  milliseconds: number;
};

describe('attempts to deliver', () => {
  const [database, notified] = forEachTest(async (pool) => {
    await pool.query('truncate notification_endpoints, notifications cascade');
    return startNotified(pool);
  });
  const attemptsOf = async (id: string): Promise<Attempt[]> =>
    (await notified.api.send('GET', `/v1/notifications/${id}/attempts`)).body.data;
  const idOf = async (onboardingId: string): Promise<string> =>
    (await notified.api.send('GET', `/v1/notifications?onboarding_id=${onboardingId}`)).body.data[0].id;
  const rows = async () => (await database.pool.query('select from notification_attempts')).rowCount;

  it('are listed one by one, with their results; one that arrives at once writes no row', async () => {
    const { api, receiver, clock } = notified;
    const { id: endpoint } = await anEndpoint(api, receiver.url);
    const id = await idOf(await toldCase(database.pool));
    assert.deepEqual(await attemptsOf(id), []);
    receiver.reply = answerWith(500);
    await api.notifier.turn();
    receiver.reply = answerWith(503);
    clock.pass(10);
    await api.notifier.turn();
    receiver.reply = answerWith(204);
    clock.pass(3_600);
    await api.notifier.turn();
    const attempts = await attemptsOf(id);
    assert.deepEqual(
      attempts.map(({ endpoint_id, attempt, result, status_code }) => [endpoint_id, attempt, result, status_code]),
      [
        [endpoint, 1, 'refused', 500],
        [endpoint, 2, 'throttled', 503],
        [endpoint, 3, 'delivered', 204],
      ],
    );
    assert.ok(attempts.every(({ milliseconds }) => Number.isInteger(milliseconds)));
    assert.equal(await rows(), 2);
    await toldCase(database.pool, 3);
    await api.notifier.turn();
    assert.equal(await rows(), 2);
    const page = (await api.send('GET', `/v1/notifications/${id}/attempts?limit=2`)).body;
    assert.deepEqual([page.data.length, page.next_cursor], [2, '2']);
  });

  it('are ten at most, begin again with a redelivery, and go with the notification', async () => {
    const { api, receiver, clock } = notified;
    await anEndpoint(api, receiver.url);
    const id = await idOf(await toldCase(database.pool));
    receiver.reply = answerWith(500);
    for (let i = 0; i < 12; i += 1) {
      await api.notifier.turn();
      clock.pass(30 * 3_600);
      await database.pool.query(`update notification_endpoints set failing_since = null, status = 'enabled'`);
    }
    assert.deepEqual(
      (await attemptsOf(id)).map(({ attempt }) => attempt),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    receiver.reply = answerWith(204);
    await api.send('POST', `/v1/notifications/${id}/redeliver`, { body: {} });
    assert.deepEqual(await attemptsOf(id), []);
    await api.notifier.turn();
    assert.deepEqual(
      (await attemptsOf(id)).map(({ attempt, result }) => [attempt, result]),
      [[1, 'delivered']],
    );
    receiver.reply = answerWith(500);
    await api.send('POST', `/v1/notifications/${id}/redeliver`, { body: {} });
    await api.notifier.turn();
    assert.equal(await rows(), 1);
    await database.pool.query('delete from notifications');
    assert.equal(await rows(), 0);
  });

  it('can be tried with an example of each type, signed, at once, and kept nowhere', async () => {
    const { api, receiver } = notified;
    const { id, secret } = await anEndpoint(api, receiver.url, { types: ['onboarding.funded'] });
    const tested = (body: object) => api.send('POST', `/v1/notification_endpoints/${id}/test`, { body });
    for (const type of notificationTypes) {
      const { status, body } = await tested({ type });
      assert.deepEqual([status, body.attempt.result, body.attempt.status_code], [200, 'delivered', 204], type);
      const got = receiver.received.at(-1);
      assert.ok(got && isSigned(got, secret), type);
      assert.match(got.id, /^ntf_example_[0-9a-f]{32}$/);
      assert.deepEqual({ id: got.id, ...got.json }, body.notification);
      assert.deepEqual([got.json.type, got.json.data.example], [type, true]);
      assert.match(got.json.data.transfer_id ?? got.json.data.onboarding_id, /_example$/);
    }
    assert.equal((await tested({})).body.notification.type, 'onboarding.funded');
    assert.deepEqual((await api.send('GET', '/v1/notifications')).body.data, []);
    receiver.reply = answerWith(410);
    assert.deepEqual((await tested({})).body.attempt.result, 'gone');
    assert.equal((await notified.endpoint(id)).status, 'enabled');
    await receiver.stop();
    assert.deepEqual((await tested({})).body.attempt.result, 'unreachable');
    const wrong = await tested({ type: 'onboarding.happy' });
    assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '/type']);
  });

  it('by email are no use for examples and periods', async () => {
    const { api } = notified;
    const { id } = await anEndpoint(api, notified.receiver.url);
    await database.pool.query(`update notification_endpoints set channel = 'email'`);
    for (const [what, body] of [
      ['test', {}],
      ['redeliver', { from: '2026-03-04' }],
    ] as const) {
      const refused = await api.send('POST', `/v1/notification_endpoints/${id}/${what}`, { body });
      assert.deepEqual([refused.status, refused.body.code], [409, 'email_endpoint'], what);
    }
  });
});
