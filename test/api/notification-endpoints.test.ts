import assert from 'node:assert/strict';
import { createOutside } from '../../api/notify/outside.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

const path = '/v1/notification_endpoints';

describe('notification endpoints over HTTP', () => {
  const [database, api] = forAllTests((pool) => {
    const resolve = async (name: string) => [
      { address: name.startsWith('inside') ? '10.0.0.1' : '8.8.8.8', family: 4 },
    ];
    return startApi(pool, { outside: createOutside({ loopback: false, resolve }) });
  });
  beforeEach(() => database.pool.query('truncate notification_endpoints cascade'));

  const create = (body: object, key?: string) => api.send('POST', path, { body, ...(key && { key }) });
  const url = 'https://receiver.example/hooks';

  it('are made with a secret that no later answer shows', async () => {
    const created = await create({ url, types: ['onboarding.funded'] });
    assert.equal(created.status, 201);
    const { id, created_at, secret, ...rest } = created.body;
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal(created.headers.get('location'), `${path}/${id}`);
    assert.deepEqual(rest, {
      channel: 'webhook',
      url,
      types: ['onboarding.funded'],
      status: 'enabled',
      disabled_because: null,
      failing_since: null,
    });
    const shown = await api.send('GET', `${path}/${id}`);
    assert.deepEqual(shown.body, { id, created_at, ...rest });
    const { body } = await api.send('GET', path);
    assert.deepEqual(body, { data: [shown.body], next_cursor: null });
    const { rows } = await database.pool.query('select secret_sealed from notification_secrets');
    assert.ok(!rows[0].secret_sealed.toString('latin1').includes(secret));
  });

  const bad: [what: string, body: object, pointer: string, message: RegExp][] = [
    ['no url', {}, '/url', /is required/],
    ['http', { url: 'http://receiver.example/' }, '/url', /must begin with https/],
    ['another port', { url: 'https://receiver.example:8443/' }, '/url', /must use port 443/],
    ['a user name', { url: 'https://user@receiver.example/' }, '/url', /not contain a user name/],
    ['an inside address', { url: 'https://127.0.0.1/' }, '/url', /must lead to a public address/],
    ['a name that leads inside', { url: 'https://inside.example/' }, '/url', /must lead to a public address/],
    ['an unknown type', { url, types: ['onboarding.happy'] }, '/types/0', /must be "onboarding.action_required" or/],
    ['no type', { url, types: [] }, '/types', /leave the field out to receive all types/],
    ['an unknown channel', { url, channel: 'pigeon' }, '/channel', /must be "webhook" or "email"/],
    ['an unknown field', { url, secret: 'mine' }, '/secret', /remove it/],
  ];
  for (const [what, body, pointer, message] of bad) {
    it(`are refused with ${what}`, async () => {
      const answer = await create(body);
      assert.deepEqual([answer.status, answer.body.code], [422, 'invalid_input']);
      assert.deepEqual(
        answer.body.errors.map((one: { pointer: string }) => one.pointer),
        [pointer],
      );
      assert.match(answer.body.errors[0].message, message);
    });
  }

  it('exist once for each url in any spelling, and at most ten times', async () => {
    assert.equal((await create({ url: 'https://RECEIVER.example:443/hooks' })).status, 201);
    const again = await create({ url });
    assert.deepEqual([again.status, again.body.code], [409, 'endpoint_exists']);
    for (let more = 1; more < 10; more += 1) assert.equal((await create({ url: `${url}/${more}` })).status, 201);
    const full = await create({ url: `${url}/10` });
    assert.deepEqual([full.status, full.body.code], [409, 'too_many_endpoints']);
  });

  it('are at most ten for any number of simultaneous requests, and so are the secrets of one', async () => {
    const made = await Promise.all(Array.from({ length: 40 }, (_, n) => create({ url: `${url}/${n}` })));
    const codes = made.map(({ status, body }) => (status === 201 ? 'made' : body.code));
    assert.equal(codes.filter((code) => code === 'made').length, 10);
    assert.equal(codes.filter((code) => code === 'too_many_endpoints').length, 30);
    const { id } = made.find(({ status }) => status === 201)?.body ?? {};
    const rotated = await Promise.all(Array.from({ length: 20 }, () => api.send('POST', `${path}/${id}/rotate`)));
    assert.equal(rotated.filter(({ status }) => status === 200).length, 4);
  });

  it('get a new secret by rotation, at most four times a day', async () => {
    const { id, secret } = (await create({ url })).body;
    const seen = new Set([secret]);
    for (let times = 0; times < 4; times += 1) {
      const rotated = await api.send('POST', `${path}/${id}/rotate`);
      assert.equal(rotated.status, 200);
      seen.add(rotated.body.secret);
    }
    assert.equal(seen.size, 5);
    const refused = await api.send('POST', `${path}/${id}/rotate`);
    assert.deepEqual([refused.status, refused.body.code], [409, 'too_many_secrets']);
  });

  it('are gone once deleted, with their secrets and the key of these; the url is free again', async () => {
    const { id } = (await create({ url })).body;
    const before = await database.pool.query('select from data_keys');
    const deleted = await api.send('DELETE', `${path}/${id}`);
    assert.deepEqual([deleted.status, deleted.body], [204, '']);
    assert.equal((await api.send('GET', `${path}/${id}`)).status, 404);
    assert.equal((await api.send('DELETE', `${path}/${id}`)).status, 404);
    assert.deepEqual((await api.send('GET', path)).body, { data: [], next_cursor: null });
    assert.equal((await database.pool.query('select from notification_secrets')).rows.length, 0);
    assert.equal((await database.pool.query('select from data_keys')).rows.length, before.rows.length - 1);
    assert.equal((await create({ url })).status, 201);
  });

  it("P5: answer another tenant's id like an unknown one, on every route", async () => {
    const { id } = (await create({ url })).body;
    const key = await storedKey(database.pool, 'other');
    for (const [method, tail] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/rotate'],
      ['POST', '/enable'],
    ] as const) {
      for (const [wrong, who] of [
        [id, key],
        [`nep_${'0'.repeat(32)}`, api.key],
        ['nep_1', api.key],
      ]) {
        const answer = await api.send(method, `${path}/${wrong}${tail}`, { key: who });
        assert.deepEqual([answer.status, answer.body.code], [404, 'endpoint_not_found'], `${method} ${tail}`);
      }
      assert.equal((await api.send(method, `${path}/${id}${tail}`, { key: '' })).status, 401);
    }
    assert.deepEqual((await api.send('GET', path, { key })).body, { data: [], next_cursor: null });
    assert.equal((await create({ url }, key)).status, 201, 'two tenants may have the same url');
  });

  it('for email are refused where the installation sends no email', async () => {
    const answer = await create({ channel: 'email', url: 'https://product.example/continue' });
    assert.deepEqual([answer.status, answer.body.code], [409, 'email_off']);
    assert.match(answer.body.detail, /GANGWAY_SMTP_URL/);
  });
});
