import assert from 'node:assert/strict';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('tenants and their keys', () => {
  let operator: string;
  const [database, api] = forAllTests(async (pool) => {
    operator = await storedKey(pool, null);
    return startApi(pool);
  });
  const asOperator = (method: string, path: string, body?: object) =>
    api.send(method, path, { key: operator, ...(body && { body }) });
  const reads = async (key: string) => (await api.send('GET', '/v1/onboardings', { key })).status;
  const made = async (body: object) => (await asOperator('POST', '/v1/tenants/acme/keys', body)).body;

  before(async () => {
    assert.equal((await asOperator('POST', '/v1/tenants', { id: 'acme', name: 'Acme' })).status, 201);
  });

  it('are made by operators, once', async () => {
    const again = await asOperator('POST', '/v1/tenants', { id: 'acme', name: 'Other' });
    assert.deepEqual([again.status, again.body.code], [409, 'tenant_exists']);
    const { data } = (await asOperator('GET', '/v1/tenants')).body;
    assert.ok(data.some(({ id, name }: { id: string; name: string }) => id === 'acme' && name === 'Acme'));
    assert.equal((await asOperator('POST', '/v1/tenants', { id: 'Acme!', name: 'x' })).status, 422);
  });

  it('a key is shown once, works at once, and belongs to its tenant alone', async () => {
    const { id, key } = await made({ name: 'backend' });
    assert.match(key, new RegExp(`^gw_${id}_[A-Za-z0-9_-]{43}$`));
    assert.equal(await reads(key), 200);
    const { data } = (await asOperator('GET', '/v1/tenants/acme/keys')).body;
    const shown = data.find((one: { id: string }) => one.id === id);
    assert.deepEqual([shown.name, shown.scopes.length, shown.expires_at, shown.revoked_at], ['backend', 7, null, null]);
    assert.ok(Date.now() - Date.parse(shown.last_used_at) < 60_000);
    const secret = key.slice(`gw_${id}_`.length);
    assert.ok(!JSON.stringify(data).includes(secret) && !api.logs.join('').includes(secret));
    const { rows } = await database.pool.query('select tenant_id from api_keys where id = $1', [id]);
    assert.equal(rows[0].tenant_id, 'acme');
  });

  it('a key has the scopes that it was made with, until it expires', async () => {
    const { id, key } = await made({ name: 'reader', scopes: ['accounts:read'], expires_at: '2100-01-01' });
    assert.equal(await reads(key), 403);
    assert.equal((await api.send('GET', '/v1/accounts', { key })).status, 200);
    await database.pool.query('update api_keys set expires_at = now() where id = $1', [id]);
    assert.equal((await api.send('GET', '/v1/accounts', { key })).status, 401);
    for (const wrong of [{ scopes: ['operator'] }, { scopes: [] }, { expires_at: '2020-01-01' }, { name: '' }]) {
      const { status } = await asOperator('POST', '/v1/tenants/acme/keys', { name: 'wrong', ...wrong });
      assert.equal(status, 422, JSON.stringify(wrong));
    }
  });

  it('a rotated key stays good beside the new one for the overlap', async () => {
    const old = await made({ name: 'rotated', scopes: ['onboardings:read'] });
    const rotate = (body: object) => asOperator('POST', `/v1/tenants/acme/keys/${old.id}/rotate`, body);
    const fresh = (await rotate({})).body;
    assert.deepEqual([await reads(old.key), await reads(fresh.key)], [200, 200]);
    assert.equal((await api.send('GET', '/v1/accounts', { key: fresh.key })).status, 403);
    await rotate({ overlap_hours: 0 });
    assert.deepEqual([await reads(old.key), await reads(fresh.key)], [401, 200]);
  });

  it('a revoked key is refused at once, and a repeat changes nothing', async () => {
    const { id, key } = await made({ name: 'revoked' });
    for (let time = 0; time < 2; time++) {
      assert.equal((await asOperator('DELETE', `/v1/tenants/acme/keys/${id}`)).status, 204);
    }
    assert.equal(await reads(key), 401);
    assert.equal((await asOperator('POST', `/v1/tenants/acme/keys/${id}/rotate`, {})).body.code, 'key_not_found');
  });

  it("another tenant's key and an unknown tenant are not found", async () => {
    const { id } = await made({ name: 'hidden' });
    await asOperator('POST', '/v1/tenants', { id: 'other', name: 'Other' });
    assert.equal((await asOperator('DELETE', `/v1/tenants/other/keys/${id}`)).body.code, 'key_not_found');
    assert.equal((await asOperator('GET', '/v1/tenants/nobody/keys')).body.code, 'tenant_not_found');
    assert.equal((await asOperator('POST', '/v1/tenants/nobody/keys', { name: 'x y' })).body.code, 'tenant_not_found');
  });
});
