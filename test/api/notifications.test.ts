import assert from 'node:assert/strict';
import { storedKey } from '../support/http/api.ts';
import { anEndpoint, startNotified, toldCase } from '../support/http/notified.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { answerWith } from '../support/http/receiver.ts';

describe('notifications over HTTP', () => {
  const [database, notified] = forEachTest(async (pool) => {
    await pool.query('truncate notification_endpoints, notifications cascade');
    return startNotified(pool);
  });

  const list = async (query = '') => (await notified.api.send('GET', `/v1/notifications${query}`)).body;

  it('are listed newest first, in pages, by case, type and state', async () => {
    const { api, receiver } = notified;
    const first = await toldCase(database.pool);
    await anEndpoint(api, receiver.url);
    const second = await toldCase(database.pool, 2);
    await toldCase(database.pool, 1, 'onboarding.in_review');
    const all = await list();
    assert.deepEqual([all.data.length, all.next_cursor], [4, null]);
    assert.deepEqual(
      all.data.map((one: { type: string }) => one.type),
      ['onboarding.in_review', 'onboarding.funded', 'onboarding.funded', 'onboarding.funded'],
    );
    assert.deepEqual(all.data[3].deliveries, []);
    assert.equal((await list(`?onboarding_id=${second}`)).data.length, 2);
    assert.equal((await list(`?onboarding_id=${first}`)).data[0].data.onboarding_id, first);
    assert.equal((await list('?type=onboarding.in_review')).data.length, 1);
    assert.equal((await list('?status=waiting')).data.length, 3);
    assert.equal((await list('?status=delivered')).data.length, 0);

    const page = await list('?limit=3');
    assert.equal(page.data.length, 3);
    const rest = await list(`?limit=3&cursor=${page.next_cursor}`);
    assert.deepEqual([rest.data[0].id, rest.next_cursor], [all.data[3].id, null]);
    const one = await api.send('GET', `/v1/notifications/${all.data[0].id}`);
    assert.deepEqual(one.body, all.data[0]);
  });

  it('refuse invalid queries, and say what to correct', async () => {
    for (const [query, pointer] of [
      ['?status=lost', '/status'],
      ['?type=onboarding.happy', '/type'],
      ['?limit=101', '/limit'],
      ['?cursor=x', '/cursor'],
      ['?page=2', '/page'],
      ['?onboarding_id=onb_1&transfer_id=trf_1', '/transfer_id'],
    ] as const) {
      const { status, body } = await notified.api.send('GET', `/v1/notifications${query}`);
      assert.deepEqual([status, body.errors[0].pointer], [422, pointer], query);
    }
  });

  it('are delivered again on demand, under their id, to the endpoint that the caller names', async () => {
    const { api, receiver } = notified;
    const { id: endpoint } = await anEndpoint(api, receiver.url);
    const { id: other } = await anEndpoint(api, `${receiver.url}/other`, { types: ['onboarding.returned'] });
    const onboardingId = await toldCase(database.pool);
    receiver.reply = answerWith(500);
    await api.notifier.turn();
    const [{ id }] = (await list(`?onboarding_id=${onboardingId}`)).data;
    receiver.reply = answerWith(204);
    const redeliver = (body: object) => api.send('POST', `/v1/notifications/${id}/redeliver`, { body });

    const again = await redeliver({});
    assert.equal(again.status, 200);
    assert.deepEqual([again.body.deliveries[0].endpoint_id, again.body.deliveries[0].status], [endpoint, 'waiting']);
    await api.notifier.turn();
    await redeliver({ endpoint_id: other });
    await api.notifier.turn();
    assert.deepEqual(
      receiver.received.map(({ path, id: sent }) => [path, sent]),
      [
        ['/hooks', id],
        ['/hooks', id],
        ['/hooks/other', id],
      ],
    );
    for (const body of [{ endpoint_id: 'nep_1' }, { endpoint_id: `nep_${'0'.repeat(32)}` }]) {
      const refused = await redeliver(body);
      assert.deepEqual([refused.status, refused.body.code], [409, 'no_endpoint']);
    }
    await api.send('DELETE', `/v1/notification_endpoints/${endpoint}`);
    const nobody = await redeliver({});
    assert.deepEqual([nobody.status, nobody.body.code], [409, 'no_endpoint']);
    assert.match(nobody.body.detail, /None of your enabled endpoints takes this type/);
  });

  it("P5: answer another tenant's id like an unknown one, on every route", async () => {
    const { api, receiver } = notified;
    await toldCase(database.pool);
    const [{ id }] = (await list()).data;
    const key = await storedKey(database.pool, 'other');
    const foreign = await anEndpoint(api, receiver.url);
    for (const [method, tail] of [
      ['GET', ''],
      ['POST', '/redeliver'],
    ] as const) {
      const send = { ...(method === 'POST' && { body: {} }) };
      for (const [wrong, who] of [
        [id, key],
        [`ntf_${'0'.repeat(32)}`, api.key],
        ['ntf_1', api.key],
      ]) {
        const answer = await api.send(method, `/v1/notifications/${wrong}${tail}`, { ...send, key: who });
        assert.deepEqual([answer.status, answer.body.code], [404, 'notification_not_found'], `${method} ${tail}`);
      }
      assert.equal((await api.send(method, `/v1/notifications/${id}${tail}`, { ...send, key: '' })).status, 401);
    }
    assert.deepEqual((await api.send('GET', '/v1/notifications', { key })).body.data, []);

    await database.pool.query('update notifications set tenant_id = $1', ['other']);
    const theirs = await api.send('POST', `/v1/notifications/${id}/redeliver`, {
      key,
      body: { endpoint_id: foreign.id },
    });
    assert.deepEqual([theirs.status, theirs.body.code], [409, 'no_endpoint'], "not to another tenant's endpoint");
  });
});
