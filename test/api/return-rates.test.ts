import assert from 'node:assert/strict';
import { ensureTenant } from '../../db/tenants.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('GET /v1/return_rates', () => {
  const [database, api] = forAllTests(async (pool) => {
    await ensureTenant(pool, { id: 'ten_ops', name: 'Ops' });
    return startApi(pool, { key: await storedKey(pool, null) });
  });
  before(async () => {
    const transferId = await storedTransfer(database.pool, await storedCase(database.pool, { tenantId: 'ten_1' }));
    await database.pool.query(`update transfers set status = 'settled', created_at = now() where id = $1`, [
      transferId,
    ]);
  });

  it('shows every tenant, with both counts of each rate and its limits', async () => {
    const { status, body } = await api.send('GET', '/v1/return_rates');
    assert.equal(status, 200);
    const days = (Date.now() - Date.parse(body.since)) / 86_400_000;
    assert.ok(days >= 60 && days < 61.1, body.since);
    assert.deepEqual(
      body.data.map(({ tenant }: { tenant: string }) => tenant),
      ['ten_1', 'ten_ops'],
    );
    assert.deepEqual(body.data[0].rates.unauthorized, {
      returns: 0,
      debits: 1,
      share: 0,
      limits: { plaid: 0.004, nacha: 0.005 },
      allowed: { plaid: 0, nacha: 0 },
      exceeded: [],
    });
  });

  it('shows one tenant, and answers 404 for an unknown one', async () => {
    const { body } = await api.send('GET', '/v1/return_rates?tenant=ten_ops');
    assert.deepEqual([body.data.length, body.data[0].tenant, body.data[0].rates.overall.share], [1, 'ten_ops', null]);
    const none = await api.send('GET', '/v1/return_rates?tenant=ten_none');
    assert.deepEqual([none.status, none.body.code], [404, 'tenant_not_found']);
    assert.equal((await api.send('GET', '/v1/return_rates?tenants=ten_ops')).status, 422);
  });

  it("P5: refuses a tenant's key, and a request without a key", async () => {
    const refused = await api.send('GET', '/v1/return_rates', { key: await storedKey(database.pool, 'ten_1') });
    assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing']);
    assert.equal((await api.send('GET', '/v1/return_rates', { key: '' })).status, 401);
  });
});
