import assert from 'node:assert/strict';
import { apiAs, type PageCaller } from '../../console/api.ts';
import type { PageContext } from '../../console/context.ts';
import { ensureTenant } from '../../db/tenants.ts';
import { allTenantScopes } from '../../domain/scopes.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('a page calls the API', () => {
  const [database, api] = forAllTests((pool) => startApi(pool, { limits: { source: 1 } }));
  const caller: PageCaller = { id: 'ada00001', tenantId: 'ten_test', scopes: allTenantScopes, readOnly: false };
  const as = (changes: Partial<PageCaller> = {}) =>
    apiAs({ callApi: api.callInside, sourceOf: () => ({ address: '203.0.113.9' }) }, { req: {} } as PageContext, {
      ...caller,
      ...changes,
    });
  const read = (id: string, changes: Partial<PageCaller> = {}) =>
    as(changes).GET('/v1/onboardings/{id}', { params: { path: { id } } });
  const addEndpoint = (changes: Partial<PageCaller> = {}) =>
    as(changes).POST('/v1/notification_endpoints', {
      body: { channel: 'webhook', url: `${api.address}/${changes.id ?? 'hook'}`, types: ['onboarding.funded'] },
    });

  it('as one of its tenant, as often as it needs, and of no other', async () => {
    const id = await storedCase(database.pool);
    for (let calls = 0; calls < 3; calls += 1) assert.equal((await read(id)).data.id, id);
    await assert.rejects(read(id, { tenantId: 'other' }), { code: 'onboarding_not_found' });
    await assert.rejects(read(id, { scopes: [] }), { code: 'scope_missing' });
  });

  before(() => ensureTenant(database.pool, { id: 'ten_test', name: 'ten_test' }));

  it('and changes nothing where it may only read', async () => {
    await assert.rejects(addEndpoint({ readOnly: true }), { code: 'scope_missing' });
    await addEndpoint();
    const { data } = await as().GET('/v1/notification_endpoints');
    assert.equal(data.data.length, 1);
  });

  it('and the audit names it, with the address of its browser', async () => {
    await addEndpoint({ id: 'grace001' });
    const { rows } = await database.pool.query(
      `select host(source) as source, outcome from audit where key_id = 'grace001' order by id`,
    );
    assert.deepEqual(rows, [
      { source: '203.0.113.9', outcome: 'begun' },
      { source: '203.0.113.9', outcome: 'done' },
    ]);
  });

  it('by a key that is good for one call alone', async () => {
    let given = '';
    const spy = apiAs(
      {
        callApi: (insider, request) => {
          given = request.headers.get('Authorization') ?? '';
          return api.callInside(insider, request);
        },
        sourceOf: () => ({ address: null }),
      },
      { req: {} } as PageContext,
      caller,
    );
    await spy.GET('/v1/onboardings');
    const { status } = await api.send('GET', '/v1/onboardings', { key: given.replace('Bearer ', '') });
    assert.equal(status, 401);
  });

  it('and follows a stream of events, which ends when the page goes', async () => {
    const id = await storedCase(database.pool);
    const gone = new AbortController();
    const { response } = await as().GET('/v1/onboardings/{id}/events', {
      params: { path: { id } },
      ...{ parseAs: 'stream', signal: gone.signal },
    });
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const reader = response.body?.getReader();
    assert.match(new TextDecoder().decode((await reader?.read())?.value), /\S/);
    gone.abort();
    await assert.rejects(async () => {
      for (;;) if ((await reader?.read())?.done) throw new Error('over');
    });
  });

  it('and may go before the answer begins', async () => {
    const id = await storedCase(database.pool);
    for (const before of ['at once', 'later']) {
      const gone = new AbortController();
      const asked = as().GET('/v1/onboardings/{id}/events', {
        params: { path: { id } },
        ...{ parseAs: 'stream', signal: gone.signal },
      });
      if (before === 'later') await new Promise(setImmediate);
      gone.abort();
      const { response } = await asked.catch((error: Error) => ({ response: error }));
      if (response instanceof Response) await assert.rejects(response.text());
    }
    // An error that nobody catches would end this process.
    assert.equal((await read(id)).data.id, id);
  });
});

describe('the pages', () => {
  const [, api] = forAllTests((pool) => startApi(pool));

  it('answer an unknown address with a page that runs no script but ours, and that nobody frames', async () => {
    for (const path of ['/console/nothing', '/p/nothing']) {
      const response = await fetch(`${api.address}${path}`);
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.deepEqual([response.status, response.headers.get('referrer-policy')], [404, 'no-referrer']);
      assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
      assert.match(policy, /frame-ancestors 'none'/);
      const page = await response.text();
      assert.match(
        page,
        /^<!doctype html><html lang="en">.*<title>Error: There is no (such page · Gangway|console)<\/title>/,
      );
      for (const [, file = ''] of page.matchAll(/(?:href|src)="(\/console\/assets\/[^"]+)"/g)) {
        const asset = await fetch(`${api.address}${file}`);
        assert.deepEqual(
          [asset.status, asset.headers.get('cache-control')],
          [200, 'public, max-age=31536000, immutable'],
        );
      }
      assert.equal([...page.matchAll(/\/console\/assets\//g)].length, 2);
    }
  });

  it('leave every other address to the API', async () => {
    const { status, body } = await api.send('GET', '/pages');
    assert.deepEqual([status, body.code], [404, 'not_found']);
  });
});
