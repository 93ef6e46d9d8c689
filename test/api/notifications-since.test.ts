import assert from 'node:assert/strict';
import { anEndpoint, startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { answerWith } from '../support/http/receiver.ts';

describe('notifications that a tenant has lost', () => {
  const [database, notified] = forEachTest(async (pool) => {
    await pool.query('truncate notification_endpoints, notifications cascade');
    return startNotified(pool);
  });
  const oldest = async (query = '') => (await notified.api.send('GET', `/v1/notifications?order=oldest${query}`)).body;
  const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);
  /** Makes all notifications older. */
  const older = (by: string) =>
    database.pool.query('update notifications set created_at = created_at - $1::interval', [by]);

  it('are read from the oldest on, without those of the last minute, and the cursor goes on later', async () => {
    const nothing = await oldest();
    assert.deepEqual(nothing.data, []);
    assert.ok(nothing.next_cursor);
    const onboardingId = await toldCase(database.pool, 3);
    assert.deepEqual((await oldest()).data, []);
    await older('61 seconds');
    const newest = ids((await notified.api.send('GET', '/v1/notifications')).body);
    assert.deepEqual(ids(await oldest(`&cursor=${nothing.next_cursor}`)), newest.toReversed());
    const first = await oldest('&limit=2');
    const second = await oldest(`&limit=2&cursor=${first.next_cursor}`);
    assert.deepEqual([...ids(first), ...ids(second)], newest.toReversed());
    const end = await oldest(`&cursor=${second.next_cursor}`);
    assert.deepEqual([end.data, end.next_cursor], [[], second.next_cursor]);
    await toldCase(database.pool, 1, 'onboarding.in_review');
    await older('61 seconds');
    const more = await oldest(`&cursor=${end.next_cursor}`);
    assert.equal(more.data[0].type, 'onboarding.in_review');
    assert.equal(ids(await oldest(`&onboarding_id=${onboardingId}&type=onboarding.funded`)).length, 3);
  });

  it('are read from a time on, in both orders', async () => {
    await toldCase(database.pool, 2);
    await older('2 days');
    await toldCase(database.pool, 1, 'onboarding.in_review');
    await older('2 minutes');
    const from = new Date(Date.now() - 86_400_000).toISOString();
    for (const order of ['oldest', 'newest']) {
      const { body } = await notified.api.send('GET', `/v1/notifications?order=${order}&from=${from}`);
      assert.deepEqual(
        body.data.map(({ type }: { type: string }) => type),
        ['onboarding.in_review'],
      );
    }
    const later = new Date(Date.now() + 86_400_000).toISOString();
    const none = await oldest(`&from=${later}`);
    assert.deepEqual((await oldest(`&cursor=${none.next_cursor}`)).data, []);
    for (const [query, pointer] of [
      ['?order=random', '/order'],
      ['?from=yesterday', '/from'],
    ] as const) {
      const { status, body } = await notified.api.send('GET', `/v1/notifications${query}`);
      assert.deepEqual([status, body.errors[0].pointer], [422, pointer]);
    }
  });

  it('are sent again to one endpoint: all of a period, or only the failed, of the types that it takes', async () => {
    const { api, receiver } = notified;
    receiver.reply = answerWith(204);
    const { id } = await anEndpoint(api, receiver.url, { types: ['onboarding.funded'] });
    await anEndpoint(api, `${receiver.url}/other`);
    await toldCase(database.pool, 3);
    await toldCase(database.pool, 1, 'onboarding.in_review');
    await api.notifier.turn();
    receiver.received.length = 0;
    await database.pool.query(
      `update notification_deliveries set status = 'failed', attempts = 10, result = 'refused' where notification_id =
       (select id from notifications where type = 'onboarding.funded' order by created_at limit 1)`,
    );
    const again = (body: object) => api.send('POST', `/v1/notification_endpoints/${id}/redeliver`, { body });
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const failed = await again({ from, status: 'failed' });
    assert.deepEqual([failed.status, failed.body], [200, { queued: 1, next_cursor: null }]);
    await api.notifier.turn();
    assert.deepEqual((await again({ from, status: 'failed' })).body.queued, 0);
    assert.equal((await again({ from })).body.queued, 3);
    await api.notifier.turn();
    assert.deepEqual(
      receiver.received.map(({ path, json }) => `${path} ${json.type}`),
      Array.from({ length: 4 }, () => '/hooks onboarding.funded'),
    );
    assert.equal((await again({ from, to: new Date(Date.now() - 60_000).toISOString() })).body.queued, 0);
    for (const [body, pointer] of [
      [{}, '/from'],
      [{ from, to: from }, '/to'],
      [{ from, status: 'waiting' }, '/status'],
      [{ from, cursor: 'x' }, '/cursor'],
    ] as const) {
      const refused = await again(body);
      assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, pointer]);
    }
    await database.pool.query(`update notification_endpoints set status = 'disabled' where id = $1`, [id]);
    const disabled = await again({ from });
    assert.deepEqual([disabled.status, disabled.body.code], [409, 'no_endpoint']);
  });

  it('are queued a thousand at a time, and the next request goes on behind them', async () => {
    const { api, receiver } = notified;
    const { id } = await anEndpoint(api, receiver.url);
    await toldCase(database.pool, 1);
    await database.pool.query(
      `insert into notifications (id, tenant_id, onboarding_id, type, data)
       select 'ntf_' || md5(n::text), tenant_id, onboarding_id, type, data from notifications, generate_series(1, 1204) n`,
    );
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const again = async (cursor?: string) =>
      (await api.send('POST', `/v1/notification_endpoints/${id}/redeliver`, { body: { from, cursor } })).body;
    const first = await again();
    const second = await again(first.next_cursor);
    assert.deepEqual([first.queued, second], [1_000, { queued: 205, next_cursor: null }]);
    const { rowCount } = await database.pool.query(`select from notification_deliveries where status = 'waiting'`);
    assert.equal(rowCount, 1_205);
  });
});
