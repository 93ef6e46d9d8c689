import assert from 'node:assert/strict';
import {
  credentials,
  linkTokenRequest,
  plaidError,
  type RunningSimulator,
  runSimulator,
  sdk,
} from './running-simulator.ts';

describe('the simulator refuses', () => {
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await runSimulator();
  });
  after(() => simulator.stop());

  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${simulator.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
  const known = { client_id: credentials.clientId, secret: credentials.secret };

  it('a field Plaid does not know', async () => {
    const request = { ...linkTokenRequest(), user: { client_user_id: 'onb_1', shoe_size: 42 }, colour: 'red' };
    const error = await plaidError(simulator.plaid.linkTokenCreate(request as never));
    assert.equal(error.status, 400);
    assert.equal(error.error_type, 'INVALID_REQUEST');
    assert.equal(error.error_code, 'UNKNOWN_FIELDS');
    assert.equal(
      error.error_message,
      'the following fields are not recognized by this endpoint: user.shoe_size, colour',
    );
    assert.match(error.request_id, /^\w{15}$/);
  });

  it('a request without what is required', async () => {
    const { user: _, ...request } = linkTokenRequest();
    const error = await plaidError(simulator.plaid.linkTokenCreate(request as never));
    assert.equal(error.error_code, 'MISSING_FIELDS');
    assert.equal(error.error_message, 'the following required fields are missing: user');
  });

  it('a user without client_user_id', async () => {
    const error = await plaidError(simulator.plaid.linkTokenCreate(linkTokenRequest({ user: {} as never })));
    assert.equal(error.error_message, 'the following required fields are missing: user.client_user_id');
  });

  it('a value of the wrong type', async () => {
    const error = await plaidError(simulator.plaid.linkTokenCreate(linkTokenRequest({ country_codes: 'US' as never })));
    assert.equal(error.error_code, 'INVALID_FIELD');
    assert.match(error.error_message, /^country_codes: /);
  });

  it('a hosted page that would live longer than 21 days', async () => {
    const hosted_link = { url_lifetime_seconds: 21 * 86_400 + 1 };
    const error = await plaidError(simulator.plaid.linkTokenCreate(linkTokenRequest({ hosted_link })));
    assert.equal(error.error_code, 'INVALID_FIELD');
  });

  it('a new Link token without products', async () => {
    const error = await plaidError(simulator.plaid.linkTokenCreate(linkTokenRequest({ products: [] })));
    assert.equal(error.error_code, 'INVALID_FIELD');
  });

  it('wrong credentials', async () => {
    const stranger = sdk(simulator.origin, 'guessed');
    const error = await plaidError(stranger.linkTokenCreate(linkTokenRequest()));
    assert.equal(error.error_type, 'INVALID_INPUT');
    assert.equal(error.error_code, 'INVALID_API_KEYS');
  });

  it('no credentials', async () => {
    const { body } = await post('/item/get', { access_token: 'x' });
    assert.equal(body.error_code, 'MISSING_FIELDS');
    assert.equal(body.error_message, 'the following required fields are missing: client_id, secret');
  });

  it('an unknown access token, when the body carries the credentials', async () => {
    const { status, body } = await post('/item/get', { ...known, access_token: 'access-sandbox-0' });
    assert.equal(status, 400);
    assert.equal(body.error_code, 'INVALID_ACCESS_TOKEN');
  });

  it('a body that is not a JSON object', async () => {
    for (const text of ['{', '[]', 'null', '']) {
      assert.equal((await post('/item/get', text)).body.error_code, 'INVALID_BODY', text);
    }
    const form = await post('/item/get', JSON.stringify(known), { 'content-type': 'text/plain' });
    assert.equal(form.body.error_code, 'INVALID_BODY');
  });

  it('a path that Plaid does not have', async () => {
    const { status, body } = await post('/item/nothing', known);
    assert.equal(status, 404);
    assert.equal(body.error_code, 'NOT_FOUND');
  });
});
