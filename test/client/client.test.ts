import assert from 'node:assert/strict';
import { createClient, GangwayError, type Onboarding } from '../../packages/client/src/index.ts';
import { aRequest, startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('the client, at the API', () => {
  const [database, api] = forAllTests((pool) => startApi(pool));
  const client = () => createClient({ baseUrl: `${api.address}/`, apiKey: api.key });
  const create = async (userId: string): Promise<Onboarding> => {
    const { applicant, funding } = aRequest();
    const body = { user_id: userId, applicant, funding: { ...funding, rail: 'ach', direction: 'debit' } } as const;
    return (await client().POST('/v1/onboardings', { body })).data;
  };

  it('starts an onboarding once, and reads it', async () => {
    const { id, stage } = await create('typed-1');
    assert.equal(stage, 'awaiting_link');
    const { data, response } = await client().GET('/v1/onboardings/{id}', { params: { path: { id } } });
    assert.deepEqual([data.id, data.user_id, response.status], [id, 'typed-1', 200]);
    const { rows } = await database.pool.query('select key from idempotency_keys where onboarding_id = $1', [id]);
    assert.equal(rows.length, 1);
  });

  it('throws the problem of a refusal, with each bad field by its pointer', async () => {
    const body = { user_id: 'not an id', applicant: { legal_name: '' } };
    await assert.rejects(client().POST('/v1/onboardings', { body }), (error: GangwayError) => {
      assert.ok(error instanceof GangwayError);
      assert.deepEqual([error.status, error.code, error.problem?.status], [422, 'invalid_input', 422]);
      assert.deepEqual(Object.keys(error.errors).sort(), ['/applicant/legal_name', '/user_id']);
      assert.match(error.message, /^422 invalid_input: .*\n {2}\/user_id /s);
      return true;
    });
  });

  it('throws for a wrong key, and for no case', async () => {
    const wrong = createClient({ baseUrl: api.address, apiKey: 'gw_wrong' });
    await assert.rejects(wrong.GET('/v1/onboardings'), { status: 401, code: 'unauthorized' });
    const path = { id: `onb_${'0'.repeat(32)}` };
    await assert.rejects(client().GET('/v1/onboardings/{id}', { params: { path } }), { code: 'onboarding_not_found' });
  });

  it('yields the entries of all pages of a list', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await create('listed-1')).id);
    const found: string[] = [];
    const params = { query: { user_id: 'listed-1', limit: 2 } };
    for await (const { id, stage } of client().list('/v1/onboardings', { params })) {
      assert.equal(stage, 'awaiting_link');
      found.push(id);
    }
    assert.deepEqual(found, made);
  });

  it('yields the entries of a list that belongs to a case', async () => {
    const { id } = await create('listed-2');
    const events: string[] = [];
    for await (const { what } of client().list('/v1/onboardings/{id}/timeline', { params: { path: { id } } }))
      events.push(what);
    assert.ok(events.includes('awaiting_link'), events.join());
  });

  it('ends at an empty page of a list that always has a cursor', async () => {
    let asked = 0;
    const fetch = (request: Request) => {
      asked += 1;
      assert.ok(asked < 5, 'it asks for ever');
      return globalThis.fetch(request);
    };
    const { list } = createClient({ baseUrl: api.address, apiKey: api.key, fetch });
    for await (const { id } of list('/v1/notifications', { params: { query: { order: 'oldest' } } }))
      assert.fail(`${id} is there`);
    assert.equal(asked, 1);
  });

  it('throws for settings that cannot work', () => {
    assert.throws(
      () => createClient({ baseUrl: 'localhost:3000', apiKey: 'key' }),
      /^TypeError: baseUrl is an address such/,
    );
    assert.throws(() => createClient({ baseUrl: api.address, apiKey: '' }), /^TypeError: apiKey is missing/);
  });
});
