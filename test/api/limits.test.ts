import assert from 'node:assert/strict';
import { createSourceOf } from '../../api/http/source-address.ts';
import { startApi, storedKey, type TestApi } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { until } from '../support/until.ts';

const reads = (api: TestApi, key = api.key, from?: string) =>
  api.send('GET', '/v1/onboardings', { key, ...(from && { headers: { 'X-Forwarded-For': from } }) });
const statuses = async (count: number, one: () => Promise<{ status: number }>) => {
  const all: number[] = [];
  for (let at = 0; at < count; at++) all.push((await one()).status);
  return all;
};

describe('limits of requests', () => {
  const sourceOf = createSourceOf({ sources: null, proxies: ['127.0.0.0/8'] });
  const [byKey, keyed] = forEachTestAlone((pool) => startApi(pool, { limits: { key: 3 } }));
  const [byTenant, ofTenant] = forEachTestAlone((pool) => startApi(pool, { limits: { key: 100, tenant: 4 } }));
  const [, ofSource] = forEachTestAlone((pool) => startApi(pool, { sourceOf, limits: { source: 3 } }));
  const [guessing, guessed] = forEachTestAlone((pool) => startApi(pool, { sourceOf, limits: { refused: 3 } }));

  it('one source that loads too many pages meets a page that says so', async () => {
    const load = async () => (await fetch(`${ofSource.address}/p/nothing`)).status;
    assert.deepEqual(await statuses(4, async () => ({ status: await load() })), [404, 404, 404, 429]);
    assert.match(await (await fetch(`${ofSource.address}/p/nothing`)).text(), /Wait a minute/);
  });

  it('one key that makes too many meets a 429 that says what to do, and another key does not', async () => {
    const first = await reads(keyed);
    assert.equal(first.headers.get('ratelimit-policy'), '"key";q=3;w=60');
    assert.equal(first.headers.get('ratelimit'), '"key";r=2;t=60');
    assert.deepEqual(await statuses(3, () => reads(keyed)), [200, 200, 429]);
    const { headers, body } = await reads(keyed);
    assert.equal(body.code, 'key_limit');
    assert.match(body.detail, /Wait as long as Retry-After says/);
    const wait = Number(headers.get('retry-after'));
    assert.ok(wait >= 1 && wait <= 60, `${wait}`);
    assert.match(headers.get('ratelimit') ?? '', /^"key";r=0;t=\d+$/);
    assert.equal((await reads(keyed, await storedKey(byKey.pool, 'default'))).status, 200);
  });

  it('health, readiness and webhooks have no limit', async () => {
    await statuses(4, () => reads(keyed));
    for (const path of ['/healthz', '/problems']) {
      const { status, headers } = await keyed.send('GET', path);
      assert.deepEqual([status, headers.get('ratelimit')], [200, null]);
    }
    assert.equal((await keyed.send('POST', '/plaid/webhooks', { body: {} })).status, 401);
  });

  it('the keys of one tenant share its limit, and another tenant has its own', async () => {
    const second = await storedKey(byTenant.pool, 'default');
    await statuses(2, () => reads(ofTenant));
    assert.deepEqual(await statuses(3, () => reads(ofTenant, second)), [200, 200, 429]);
    assert.equal((await reads(ofTenant)).body.code, 'tenant_limit');
    assert.equal((await reads(ofTenant, await storedKey(byTenant.pool, 'other'))).status, 200);
  });

  it('the processes of an installation share a limit through PostgreSQL', async () => {
    const other = await startApi(byTenant.pool, { key: ofTenant.key, limits: { key: 100, tenant: 4 } });
    try {
      await statuses(4, () => reads(ofTenant));
      const counted = async () => {
        const { rows } = await byTenant.pool.query(`select points from rate_limits where key like 'tenant:%'`);
        return rows[0]?.points === 4;
      };
      assert.ok(await until(counted));
      // This process learns of the others when it tells them of its own.
      await reads(other);
      assert.ok(await until(async () => (await reads(other)).status === 429));
    } finally {
      await other.stop();
    }
  });

  it('a request of an ordinary tenant writes nothing', async () => {
    const ordinary = await startApi(byTenant.pool, {
      key: ofTenant.key,
      limits: { key: 3000, tenant: 6000, source: 12_000 },
    });
    try {
      assert.deepEqual(await statuses(100, () => reads(ordinary)), Array(100).fill(200));
      const { rows } = await byTenant.pool.query('select from rate_limits');
      assert.equal(rows.length, 0);
    } finally {
      await ordinary.stop();
    }
  });

  it('one source address that sends too many is refused, before any key is looked at', async () => {
    assert.deepEqual(await statuses(4, () => reads(ofSource, ofSource.key, '203.0.113.7')), [200, 200, 200, 429]);
    assert.equal((await reads(ofSource, 'none', '203.0.113.7')).body.code, 'source_limit');
    assert.equal((await reads(ofSource, ofSource.key, '203.0.113.8')).status, 200);
  });

  it('the addresses of one network of IPv6 are one source', async () => {
    await statuses(3, () => reads(ofSource, ofSource.key, '2001:db8:1:2::1'));
    assert.equal((await reads(ofSource, ofSource.key, '2001:db8:1:2:ffff::9')).status, 429);
    assert.equal((await reads(ofSource, ofSource.key, '2001:db8:1:3::1')).status, 200);
  });

  it('a source that guesses keys is refused, and a key that was good before is not', async () => {
    const from = '203.0.113.9';
    assert.equal((await reads(guessed, guessed.key, from)).status, 200);
    const wrong = `gw_00000000_${'x'.repeat(43)}`;
    assert.deepEqual(await statuses(4, () => reads(guessed, wrong, from)), [401, 401, 401, 429]);
    const { body, headers } = await reads(guessed, await storedKey(guessing.pool, 'default'), from);
    assert.deepEqual([body.code, Number(headers.get('retry-after')) > 0], ['refused_keys_limit', true]);
    assert.equal((await reads(guessed, guessed.key, from)).status, 200);
    assert.equal((await reads(guessed, wrong, '203.0.113.10')).status, 401);
  });

  it('a key that was good before and is revoked is refused at once', async () => {
    assert.equal((await reads(guessed)).status, 200);
    await guessing.pool.query('update api_keys set revoked_at = now()');
    assert.equal((await reads(guessed)).status, 401);
  });
});
