import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { transaction } from '../../db/pool.ts';
import { verifyCase } from '../support/cases/funded-case.ts';
import { aRequest, storedKey } from '../support/http/api.ts';
import { transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

describe('metadata', () => {
  const { database, door, parts } = transfersOnAccounts();
  const create = async (metadata?: unknown) =>
    door.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body: { ...aRequest(), metadata } });
  const change = (path: string, metadata: unknown) => door.send('POST', `${path}/metadata`, { body: { metadata } });
  const pay = async (account: string, metadata?: unknown) => {
    const body = { direction: 'credit', amount: '12.50', metadata };
    const made = await door.send('POST', `/v1/accounts/${account}/transfers`, { idempotencyKey: randomUUID(), body });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  };
  const listed = async (path: string, query: string): Promise<string[]> => {
    const { status, body } = await door.send('GET', `${path}?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body.data.map(({ id }: { id: string }) => id);
  };
  const manyKeys = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`key${number}`, 'x']));

  it('is in every answer about an onboarding, and empty without any', async () => {
    const { body } = await create({ order: '7', 'shop.region': 'north west' });
    const shown = { order: '7', 'shop.region': 'north west' };
    assert.deepEqual(body.metadata, shown);
    assert.deepEqual((await door.send('GET', `/v1/onboardings/${body.id}`)).body.metadata, shown);
    assert.deepEqual((await create()).body.metadata, {});
    const { data } = (await door.send('GET', '/v1/onboardings?limit=2')).body;
    assert.deepEqual(
      data.map((one: { metadata: object }) => one.metadata),
      [{}, shown],
    );
  });

  it('changes key by key: sets, replaces, removes with null, and leaves the others', async () => {
    const { id } = (await create({ order: '7', campaign: 'spring', shop: 'a' })).body;
    const changed = await change(`/v1/onboardings/${id}`, { order: '8', campaign: null, clerk: 'k-1', never: null });
    assert.deepEqual([changed.status, changed.body.metadata], [200, { clerk: 'k-1', order: '8', shop: 'a' }]);
    assert.deepEqual((await change(`/v1/onboardings/${id}`, {})).body.metadata, changed.body.metadata);
  });

  it('is each object’s own: an account and a transfer on it take nothing over', async () => {
    const request = { user_id: 'own-metadata', metadata: { of: 'case' } };
    const { account, onboardingId } = await verifyCase(parts(), request);
    assert.deepEqual((await door.send('GET', `/v1/accounts/${account}`)).body.metadata, {});
    assert.deepEqual((await change(`/v1/accounts/${account}`, { of: 'account' })).body.metadata, { of: 'account' });
    const transfer = await pay(account, { of: 'transfer' });
    assert.deepEqual(transfer.metadata, { of: 'transfer' });
    assert.deepEqual((await pay(account)).metadata, {});
    assert.deepEqual((await change(`/v1/transfers/${transfer.id}`, { more: '1' })).body.metadata, {
      ...{ more: '1', of: 'transfer' },
    });
    assert.deepEqual((await door.send('GET', `/v1/onboardings/${onboardingId}`)).body.metadata, { of: 'case' });
  });

  it('filters each list, page by page, and only among the tenant’s own', async () => {
    const pair = 'metadata[batch]=b-1';
    const made: string[] = [];
    for (let number = 0; number < 3; number++)
      made.unshift((await create({ batch: 'b-1', number: `${number}` })).body.id);
    await create({ batch: 'b-2', number: 'b-1' });
    assert.deepEqual(await listed('/v1/onboardings', pair), made);
    assert.deepEqual(await listed('/v1/onboardings', `${pair}&outcome=funded`), []);
    const first = (await door.send('GET', `/v1/onboardings?${pair}&limit=2`)).body;
    const rest = await listed('/v1/onboardings', `${pair}&limit=2&cursor=${first.next_cursor}`);
    assert.deepEqual(rest, [made[2]]);
    const key = await storedKey(database.pool, 'another');
    assert.deepEqual((await door.send('GET', `/v1/onboardings?${pair}`, { key })).body.data, []);

    const { account } = await verifyCase(parts(), { user_id: 'listed' });
    await change(`/v1/accounts/${account}`, { batch: 'b-1' });
    const transfer = await pay(account, { batch: 'b-1' });
    assert.deepEqual(await listed('/v1/accounts', pair), [account]);
    // An onboarding that moves money is in the list of transfers too.
    const transfers = await listed('/v1/transfers', pair);
    assert.deepEqual(transfers, [transfer.id, ...made.map((id) => id.replace('onb_', 'trf_'))]);
    const day = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date(Date.now() + 3_600_000).toISOString()}`;
    const { data } = (await door.send('GET', `/v1/transfers/sums?${day}&${pair}`)).body;
    assert.equal(
      data.reduce((sum: number, { count }: { count: number }) => sum + count, 0),
      4,
    );
  });

  for (const [query, pointer] of [
    ['metadata[a]=1&metadata[b]=2', '/metadata'],
    ['metadata[__proto__]=1', '/metadata'],
    ['metadata[]=1', '/metadata/'],
    ['metadata[a]=', '/metadata/a'],
    ['metadata=1', '/metadata'],
    ['metadata[a]=1&metadata[a]=2', '/metadata[a]'],
    ['user[a]=1', '/user'],
  ] as const) {
    it(`refuses the filter ${query}`, async () => {
      const { status, body } = await door.send('GET', `/v1/onboardings?${query}`);
      assert.deepEqual([status, body.errors?.[0]?.pointer], [422, pointer], JSON.stringify(body));
    });
  }

  for (const [metadata, pointer, message] of [
    [{ 'an email': '7' }, '/metadata/an email', /must be named by/],
    [{ ['k'.repeat(41)]: '7' }, `/metadata/${'k'.repeat(41)}`, /must be named by/],
    [{ order: 7 }, '/metadata/order', /JSON string/],
    [{ order: { id: '7' } }, '/metadata/order', /JSON string/],
    [{ order: '' }, '/metadata/order', /must not be empty/],
    [{ order: null }, '/metadata/order', /JSON string/],
    [{ order: 'x'.repeat(201) }, '/metadata/order', /200 characters/],
    [{ order: 'two\nlines' }, '/metadata/order', /one line/],
    [manyKeys(21), '/metadata', /at most 20 keys/],
    [['7'], '/metadata', /JSON/],
    [{ who: 'mail jane.doe@example.com' }, '/metadata/who', /looks like personal data/],
    [{ who: '+1 (415) 555-0100' }, '/metadata/who', /looks like personal data/],
    [{ who: 'ssn 078-05-1120' }, '/metadata/who', /looks like personal data/],
    [{ who: 'GB33 BUKB 2020 1555 5555 55' }, '/metadata/who', /looks like personal data/],
  ] as const) {
    it(`refuses ${JSON.stringify(metadata).slice(0, 60)}`, async () => {
      const { status, body } = await create(metadata);
      assert.equal(status, 422);
      const [error] = body.errors;
      assert.equal(error.pointer, pointer, JSON.stringify(body));
      assert.match(error.message, message);
    });
  }

  it('takes order numbers, versions and codes for what they are', async () => {
    const metadata = { order: '450789469012', day: '2026-03-01', version: '1.2.3+20260301', at: '@home', sum: '+12' };
    assert.equal((await create(metadata)).status, 201);
    assert.equal((await create(manyKeys(20))).status, 201);
  });

  it('a change that would leave too many keys changes nothing', async () => {
    const { id } = (await create(manyKeys(20))).body;
    const tooMany = await change(`/v1/onboardings/${id}`, { one: 'more' });
    assert.deepEqual([tooMany.status, tooMany.body.errors[0].pointer], [422, '/metadata']);
    assert.deepEqual((await door.send('GET', `/v1/onboardings/${id}`)).body.metadata, manyKeys(20));
    assert.equal((await change(`/v1/onboardings/${id}`, { one: 'more', key0: null })).status, 200);
  });

  it('changes that come together leave no more keys than one object may have', async () => {
    const { id } = (await create(manyKeys(19))).body;
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => change(`/v1/onboardings/${id}`, { [key]: 'x' })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422, 422]);
  });

  it('is audited without its text, and a change under a key is done once', async () => {
    const { id } = (await create({ order: 'word-7' })).body;
    const send = (metadata: object) =>
      door.send('POST', `/v1/onboardings/${id}/metadata`, { idempotencyKey: `change-${id}`, body: { metadata } });
    await send({ order: 'word-8' });
    assert.equal((await send({ order: 'word-8' })).headers.get('Idempotent-Replayed'), 'true');
    assert.equal((await send({ order: 'word-9' })).body.code, 'idempotency_key_reused');
    const { rows } = await database.pool.query(
      `select to_jsonb(audit)::text as row, outcome from audit where object = $1 and action = 'onboardings.metadata' order by id`,
      [id],
    );
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['accepted', 'done', 'idempotency_key_reused'],
    );
    assert.ok(rows.every(({ row }) => !row.includes('word-')));
  });

  it('is erased with the person, of the case, its account and its transfers, and stays erased', async () => {
    const request = { user_id: 'erased-metadata', metadata: { of: 'case' } };
    const { account, onboardingId } = await verifyCase(parts(), request);
    await change(`/v1/accounts/${account}`, { of: 'account' });
    const { id: transfer } = await pay(account, { of: 'transfer' });
    const other = (await create({ of: 'another case' })).body.id;
    const { cases } = (await door.send('GET', '/v1/users/erased-metadata/export')).body;
    const exported = cases.flatMap(({ metadata }: { metadata: object[] }) => metadata);
    assert.deepEqual(exported.map((row: { value: string }) => row.value).sort(), ['account', 'case', 'transfer']);
    await transaction(database.pool, (tx) => eraseApplicant(tx, onboardingId));
    for (const path of [`/v1/onboardings/${onboardingId}`, `/v1/accounts/${account}`, `/v1/transfers/${transfer}`]) {
      assert.deepEqual((await door.send('GET', path)).body.metadata, {}, path);
      const again = await change(path, { of: 'a ghost' });
      assert.deepEqual([again.status, again.body.code], [404, 'erased'], path);
    }
    assert.deepEqual((await door.send('GET', `/v1/onboardings/${other}`)).body.metadata, { of: 'another case' });
  });
});
