import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { storedAccount, storedCase } from '../support/cases/stored-case.ts';
import { aRequest, startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('the usage of a tenant', () => {
  let operator: string;
  const [database, api] = forAllTests(async (pool) => {
    operator = await storedKey(pool, null);
    const createIdentityVerification = async () => ({ id: randomUUID(), status: 'active', url: null });
    return startApi(pool, { plaid: fakePlaid({ createIdentityVerification }) });
  });
  const asOperator = (method: string, path: string, body?: object) =>
    api.send(method, path, { key: operator, ...(body && { body }) });

  it('shows each call that Plaid bills, with its quota', async () => {
    await storedAccount(database.pool, await storedCase(database.pool, { tenantId: 'default' }));
    const quota = await asOperator('POST', '/v1/tenants/default/quotas', { call: 'identity', monthly: 500 });
    assert.deepEqual(quota.body, { call: 'identity', quota: 500 });
    const { body } = await asOperator('GET', '/v1/tenants/default/usage');
    assert.equal(body.month, new Date().toISOString().slice(0, 7));
    const of = (call: string) => body.data.find((one: { call: string }) => one.call === call);
    assert.deepEqual(of('auth'), { call: 'auth', count: 1, quota: null });
    assert.deepEqual(of('identity'), { call: 'identity', count: 0, quota: 500 });
    const before = (await asOperator('GET', '/v1/tenants/default/usage?month=2020-01')).body;
    assert.ok(before.data.every(({ count }: { count: number }) => count === 0));
  });

  it('says what is wrong with a month, a tenant and a quota', async () => {
    const month = await asOperator('GET', '/v1/tenants/default/usage?month=2026-13');
    assert.deepEqual([month.status, month.body.errors[0].pointer], [422, '/month']);
    assert.equal((await asOperator('GET', '/v1/tenants/none/usage')).body.code, 'tenant_not_found');
    const call = await asOperator('POST', '/v1/tenants/default/quotas', { call: 'micro_deposits', monthly: 1 });
    assert.deepEqual([call.status, call.body.errors[0].pointer], [422, '/call']);
  });

  it('an onboarding that would verify an applicant beyond the quota is not started', async () => {
    await asOperator('POST', '/v1/tenants/default/quotas', { call: 'identity_verification', monthly: 0 });
    const body = { ...aRequest(), policy: { identity_verification: { template_id: 'idvtmp_1' } } };
    const create = () => api.send('POST', '/v1/onboardings', { idempotencyKey: 'same', body });
    const refused = await create();
    assert.deepEqual([refused.status, refused.body.code], [503, 'quota_reached'], JSON.stringify(refused.body));
    assert.equal(refused.headers.get('retry-after'), '3600');
    const raised = { call: 'identity_verification', monthly: null };
    await asOperator('POST', '/v1/tenants/default/quotas', raised);
    assert.equal((await create()).status, 201);
    assert.equal((await api.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body })).status, 201);
  });
});
