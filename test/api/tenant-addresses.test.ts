import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { aRequest, startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('addresses of a tenant', () => {
  let operator: string;
  const [database, api] = forAllTests(async (pool) => {
    operator = await storedKey(pool, null);
    return startApi(pool);
  });
  const [, production] = forAllTests((pool) => startApi(pool, { plaidEnvironment: 'production' }));
  const asOperator = (method: string, tail = '', body?: object) =>
    api.send(method, `/v1/tenants/default/addresses${tail}`, { key: operator, ...(body && { body }) });
  const create = (redirect_uri: string, by = api) =>
    by.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body: { ...aRequest(), redirect_uri } });

  it('applicants return to registered ones only, letter by letter', async () => {
    const made = await asOperator('POST', '', { use: 'return', address: 'https://shop.example/back' });
    assert.equal(made.status, 201);
    assert.equal((await create('https://shop.example/back')).status, 201);
    for (const other of [
      'https://shop.example/back/',
      'https://shop.example/back?x',
      'https://shop.example.evil/back',
    ]) {
      const { status, body } = await create(other);
      assert.deepEqual([status, body.code, body.errors[0].pointer], [422, 'address_not_registered', '/redirect_uri']);
    }
    assert.equal((await asOperator('DELETE', `/${made.body.id}`)).status, 204);
    assert.equal((await create('https://shop.example/back')).status, 422);
    assert.equal((await asOperator('DELETE', `/${made.body.id}`)).body.code, 'address_not_found');
  });

  it("belong to one tenant: another's are refused", async () => {
    const key = await storedKey(database.pool, 'other');
    await asOperator('POST', '', { use: 'return', address: 'https://mine.example/' });
    const body = { ...aRequest(), redirect_uri: 'https://mine.example/' };
    const answer = await api.send('POST', '/v1/onboardings', { key, idempotencyKey: randomUUID(), body });
    assert.equal(answer.body.code, 'address_not_registered');
  });

  it('an origin that may show pages in a frame is no address to return to', async () => {
    const { body } = await asOperator('POST', '', { use: 'frame', address: 'https://frame.example' });
    assert.equal(body.address, 'https://frame.example');
    assert.equal((await create('https://frame.example/')).status, 422);
    const path = await asOperator('POST', '', { use: 'frame', address: 'https://frame.example/path' });
    assert.deepEqual([path.status, path.body.errors[0].pointer], [422, '/address']);
  });

  it('a repeat registers nothing twice', async () => {
    const one = { use: 'return', address: 'https://twice.example/' };
    const ids = [(await asOperator('POST', '', one)).body.id, (await asOperator('POST', '', one)).body.id];
    assert.equal(ids[0], ids[1]);
  });

  it('http://localhost needs no registration, but only outside production', async () => {
    assert.equal((await create('http://localhost:4000/back')).status, 201);
    const key = api.key;
    const body = { ...aRequest(), redirect_uri: 'http://localhost:4000/back' };
    const refused = await production.send('POST', '/v1/onboardings', { key, idempotencyKey: randomUUID(), body });
    assert.deepEqual([refused.status, refused.body.code], [401, 'unauthorized']);
    const own = await create('http://localhost:4000/back', production);
    assert.deepEqual([own.status, own.body.code], [422, 'address_not_registered']);
  });
});
