import assert from 'node:assert/strict';
import { storedKey } from '../support/http/api.ts';
import { consoleOf, headersOf, startApiWithConsole } from '../support/http/console-people.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forAllTests } from '../support/http/own-api.ts';

const planted = '<img src=x onerror=alert(1)>';

describe('the pages of the installation', () => {
  const [database, api] = forAllTests(startApiWithConsole);
  const { get, post } = consoleOf(api, null);
  let operator: string;
  before(async () => {
    operator = await storedKey(database.pool, null);
  });
  const keys = async (): Promise<
    { id: string; name: string; scopes: string[]; expires_at: string | null; revoked_at: string | null }[]
  > => (await api.send('GET', '/v1/tenants/default/keys', { key: operator })).body.data;
  const keyNamed = async (name: string) => (await keys()).find((key) => key.name === name);
  const allOf = (text: string) => [...text.matchAll(/gw_[0-9a-f]{8}_[\w-]{43}/g)].map(([key]) => key);

  it('are there for operators across tenants only', async () => {
    for (const path of [
      '/inbox',
      '/keys',
      '/keys/default',
      '/keys/default/addresses',
      '/keys/default/usage',
      '/inbox/1',
    ]) {
      for (const person of ['viola', 'omar'] as const) assert.equal((await get(person, path)).status, 404, path);
      if (path !== '/inbox/1') assert.equal((await get('ada', path)).status, 200, path);
    }
    for (const path of ['/keys', '/keys/default/new', '/keys/default/usage', '/inbox/1/redrive'])
      assert.equal((await post('omar', path, { id: 'mine', name: 'Mine' })).status, 404, path);
  });

  it('take no form without the token of the session', async () => {
    const response = await fetch(`${api.address}/console/keys`, {
      method: 'POST',
      headers: headersOf('ada'),
      body: new URLSearchParams({ id: 'forged', name: 'Forged' }),
    });
    assert.equal(response.status, 403);
    assert.ok(!(await get('ada', '/keys')).text.includes('Forged'));
  });

  describe('a tenant', () => {
    it('is added once, and its name is shown as text', async () => {
      const { status, location } = await post('ada', '/keys', { id: 'acme', name: planted });
      assert.deepEqual([status, location], [303, '/console/keys/acme?done=tenant']);
      const again = await post('ada', '/keys', { id: 'acme', name: 'Again' });
      assert.equal(again.status, 409);
      assert.match(again.text, /There is a tenant with this id already/);
      const { text } = await get('ada', '/keys');
      assert.ok(text.includes('&lt;img src=x') && !text.includes('<img'));
    });

    it('is refused at the field that is wrong', async () => {
      const { status, text } = await post('ada', '/keys', { id: 'Not An Id', name: '' });
      assert.equal(status, 422);
      assert.match(text, /<a href="#id">Id must be 2 to 40 small letters/);
      assert.match(text, /<a href="#name">Name /);
      assert.match(text, /<input id="id"[^>]* aria-invalid="true"/);
    });
  });

  describe('a key', () => {
    it('is shown once, on a page that nothing keeps, and made once', async () => {
      const fields = { name: 'Backend', scopes: 'onboardings:read', expires_at: '2030-01-01T00:00' };
      const { status, text } = await post('ada', '/keys/default/new', fields);
      assert.equal(status, 200);
      const [key = ''] = allOf(text);
      assert.equal((await api.send('GET', '/v1/onboardings', { key })).status, 200);
      assert.equal((await api.send('GET', '/v1/notifications', { key })).status, 403);
      const made = await keyNamed('Backend');
      assert.equal(made?.expires_at, '2030-01-01T00:00:00.000Z');
      const again = await post('ada', '/keys/default/new', fields);
      assert.equal(again.status, 409);
      assert.ok(again.text.includes(`The key ${made?.id} has this name already`));
      assert.equal((await keys()).filter(({ name }) => name === 'Backend').length, 1);
      const list = await get('ada', '/keys/default');
      assert.deepEqual([allOf(list.text), allOf(again.text)], [[], []]);
      assert.ok(!api.logs.join('').includes(key));
      const shown = await fetch(`${api.address}/console/keys/default`, { headers: headersOf('ada') });
      assert.equal(shown.headers.get('cache-control'), 'no-store');
    });

    it('is refused at the field that is wrong, which keeps what was chosen', async () => {
      const { status, text } = await post('ada', '/keys/default/new', { name: 'Late', expires_at: '2020-01-01T00:00' });
      assert.equal(status, 422);
      assert.match(text, /<a href="#expires_at">Good until must be in the future/);
      assert.match(text, /<a href="#scopes">Scopes /);
      assert.ok(!/ checked/.test(text));
      assert.match(text, /value="2020-01-01T00:00"/);
    });

    it('is rotated once by one page, and the old one ends after the hours', async () => {
      await post('ada', '/keys/default/new', { name: 'Turning', scopes: 'notifications' });
      const old = await keyNamed('Turning');
      const path = `/keys/default/key/${old?.id}/rotate`;
      const fields = { overlap_hours: '2', expires_at: '' };
      assert.match((await get('ada', path)).text, /name="expires_at" value[ />]/);
      const wrong = await post('ada', path, { ...fields, overlap_hours: '1000' });
      assert.deepEqual([wrong.status, /<a href="#overlap_hours">Hours /.test(wrong.text)], [422, true]);
      const { status, text } = await post('ada', path, fields);
      assert.deepEqual([status, allOf(text).length], [200, 1]);
      assert.equal((await post('ada', path, fields)).status, 409);
      const both = (await keys()).filter(({ name }) => name === 'Turning');
      assert.equal(both.length, 2);
      const hours = (Date.parse(both.find(({ id }) => id === old?.id)?.expires_at ?? '') - Date.now()) / 3_600_000;
      assert.ok(hours > 1.9 && hours <= 2, `${hours}`);
    });

    it('is revoked after a page that says what that means', async () => {
      await post('ada', '/keys/default/new', { name: planted, scopes: 'notifications' });
      const key = await keyNamed(planted);
      const path = `/keys/default/key/${key?.id}/revoke`;
      const { text } = await get('ada', path);
      assert.match(text, /This cannot be taken back/);
      assert.ok(text.includes('&lt;img src=x') && !text.includes('<img'));
      assert.equal((await post('ada', path)).location, '/console/keys/default?done=revoked');
      assert.ok((await keyNamed(planted))?.revoked_at);
      assert.match(
        (await get('ada', '/keys/default?done=revoked')).text,
        /Nothing can use it any more.*revoked<\/span>/s,
      );
      assert.equal((await get('ada', path)).status, 404);
    });
  });

  it('show the addresses of a tenant, add one, refuse another at its field, and remove one', async () => {
    const address = 'https://shop.example/done';
    const { location } = await post('ada', '/keys/default/addresses', { use: 'return', address });
    assert.equal(location, '/console/keys/default/addresses?done=added');
    const { text } = await get('ada', '/keys/default/addresses');
    assert.ok(text.includes(address));
    const [, id] = /addresses\/(adr_\w+|\w+)\/remove/.exec(text) ?? [];
    for (const [use, wrong] of [
      ['frame', 'https://shop.example/path'],
      ['return', 'javascript:alert(1)'],
    ] as const) {
      const refused = await post('ada', '/keys/default/addresses', { use, address: wrong });
      assert.equal(refused.status, 422);
      assert.match(refused.text, /<a href="#address">Address must be /);
    }
    assert.match((await get('ada', `/keys/default/addresses/${id}/remove`)).text, /Cases that have it keep it/);
    await post('ada', `/keys/default/addresses/${id}/remove`);
    assert.ok(!(await get('ada', '/keys/default/addresses')).text.includes(address));
  });

  it('show the calls that Plaid bills, and change a quota', async () => {
    assert.match((await get('ada', '/keys/default/usage')).text, /Identity verification/);
    assert.equal(
      (await post('ada', '/keys/default/usage', { call: 'identity', monthly: '500' })).location,
      '/console/keys/default/usage?done=quota',
    );
    assert.match((await get('ada', '/keys/default/usage')).text, />500</);
    const wrong = await post('ada', '/keys/default/usage', { call: 'identity', monthly: 'many' });
    assert.deepEqual([wrong.status, /<a href="#monthly">Calls in a month is a whole/.test(wrong.text)], [422, true]);
    await post('ada', '/keys/default/usage', { call: 'identity', monthly: '' });
    assert.doesNotMatch((await get('ada', '/keys/default/usage')).text, />500</);
    const month = await get('ada', '/keys/default/usage?month=November');
    assert.deepEqual([month.status, /<a href="#month">Month must be a month/.test(month.text)], [422, true]);
  });

  describe('the inbox', () => {
    it('lists webhooks by state, kind and case, and shows no body', async () => {
      const body = {
        webhook_type: 'ITEM',
        webhook_code: 'ERROR',
        item_id: 'item-1',
        error: { display_message: 'secret words' },
      };
      const id = await storedWebhook(database.pool, body);
      const odd = await storedWebhook(database.pool, { webhook_type: planted, webhook_code: planted });
      const { text } = await get('ada', '/inbox');
      assert.ok(text.includes('ITEM ERROR') && text.includes('&lt;img src=x') && !text.includes('<img'));
      const found = async (query: string) =>
        [...(await get('ada', `/inbox?${query}`)).text.matchAll(/\/console\/inbox\/(\d+)"/g)].map(([, one]) => one);
      assert.deepEqual(await found('status=&type=ITEM&case='), [id]);
      assert.deepEqual(await found('status=waiting'), [odd, id]);
      assert.deepEqual(await found('status=failed'), []);
      assert.deepEqual(await found('case=onb_none'), []);
      const one = await get('ada', `/inbox/${id}`);
      assert.match(one.text, /item: item-1/);
      assert.ok(!one.text.includes('secret words') && !one.text.includes('Deliver it again'), 'it waits already');
    });

    it('delivers a webhook again, and says that one waits already', async () => {
      const id = await storedWebhook(database.pool, { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item-2' });
      await database.pool.query(`update webhooks set status = 'failed', result = 'broken' where id = $1`, [id]);
      assert.match((await get('ada', `/inbox/${id}`)).text, /failed.*broken.*Deliver it again/s);
      assert.equal((await post('ada', `/inbox/${id}/redrive`)).location, `/console/inbox/${id}?done=redriven`);
      assert.equal((await inboxRow(database.pool, id))?.status, 'waiting');
      const { status, text } = await post('ada', `/inbox/${id}/redrive`);
      assert.equal(status, 409);
      assert.match(text, /<title>Error: Webhook.*waiting already/s);
    });
  });

  describe('the audit of a tenant', () => {
    const ofTenant = consoleOf(api);

    it('is for its operators', async () => {
      for (const person of ['viola', 'ines'] as const) {
        assert.equal((await ofTenant.get(person, '/audit')).status, 403);
        assert.ok(!(await ofTenant.get(person, '/endpoints')).text.includes('/audit'));
      }
      assert.equal((await ofTenant.get('stranger', '/audit')).status, 404);
    });

    it('shows who did what, marks the reader, and is filtered by what it is about', async () => {
      const { body } = await api.send('POST', '/v1/notification_endpoints', { body: { url: 'http://127.0.0.1:9/x' } });
      await ofTenant.post('omar', `/endpoints/${body.id}/delete`);
      const { text } = await ofTenant.get('omar', `/audit?object=${body.id}`);
      assert.match(text, /notification_endpoints\.delete/);
      assert.match(text, /op000005 \(you\)/);
      const rows = text.slice(text.indexOf('<tbody>'));
      assert.ok(!rows.includes('audit.list'), 'only about the object');
      assert.match((await ofTenant.get('omar', '/audit?action=audit.list')).text, /audit\.list/);
      const wrong = await ofTenant.get('omar', '/audit?from=yesterday');
      assert.deepEqual([wrong.status, /<a href="#from">From must /.test(wrong.text)], [422, true]);
    });
  });
});
