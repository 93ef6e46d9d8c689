import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { aRequest, registered, startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';

describe('redirect_uri', () => {
  const [database, api] = forAllTests(startApi);
  const create = (body: object) => api.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body });

  it('sends the applicant back to the address as a browser reads it, and to no other', async () => {
    await registered(database.pool, 'https://shop.example/back?order=1');
    const onlyText = '  https://Shop.example\\back\n?order=1\t ';
    assert.equal((await create({ ...aRequest(), redirect_uri: onlyText })).status, 201);
    assert.equal(
      api.plaid.linkTokens.at(-1)?.request.settings.completionRedirectUri,
      'https://shop.example/back?order=1',
    );
    for (const bad of [
      'https:\\\\user@shop.example',
      'https://shop.example/#',
      'http:/\\shop.example',
      '//shop.example',
    ]) {
      const { status, body } = await create({ ...aRequest(), redirect_uri: bad });
      assert.deepEqual([status, body.errors?.[0]?.pointer], [422, '/redirect_uri'], bad);
    }
  });
});
