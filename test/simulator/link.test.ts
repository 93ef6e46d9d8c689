import assert from 'node:assert/strict';
import {
  link,
  linkTokenRequest,
  plaidError,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';

const minutes = (n: number) => ({ seconds: n * 60 });

describe('Link at the simulator', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  it('notifies the caller, and keeps the public token for it to read', async () => {
    const { data: token } = await simulator.plaid.linkTokenCreate(linkTokenRequest({ webhook: receiver.url }));
    const { body } = await simulator.control('/link', { client_user_id: 'onb_1', username: 'user_good' });
    const { environment, ...webhook } = await receiver.next('SESSION_FINISHED');
    assert.equal(environment, 'sandbox');
    assert.deepEqual(webhook, {
      webhook_type: 'LINK',
      webhook_code: 'SESSION_FINISHED',
      status: 'SUCCESS',
      link_session_id: body.link_session_id,
      link_token: token.link_token,
      public_tokens: [body.public_token],
    });
    const { data: read } = await simulator.plaid.linkTokenGet({ link_token: token.link_token });
    const [result] = read.link_sessions?.[0]?.results?.item_add_results ?? [];
    assert.equal(result?.public_token, body.public_token);
    assert.equal(result?.institution?.name, 'First Platypus Bank');
  });

  it('forgets the results of a session after six hours', async () => {
    const { link_token } = await link(simulator, 'user_good');
    await simulator.control('/clock', minutes(6 * 60 - 1));
    assert.equal((await simulator.plaid.linkTokenGet({ link_token })).data.link_sessions?.length, 1);
    await simulator.control('/clock', minutes(1));
    assert.equal((await simulator.plaid.linkTokenGet({ link_token })).data.link_sessions?.length, 0);
  });

  it('exchanges a public token once', async () => {
    const { data: token } = await simulator.plaid.linkTokenCreate(linkTokenRequest());
    const { body } = await simulator.control('/link', { link_token: token.link_token, username: 'user_good' });
    const public_token = String(body.public_token);
    await simulator.plaid.itemPublicTokenExchange({ public_token });
    const error = await plaidError(simulator.plaid.itemPublicTokenExchange({ public_token }));
    assert.deepEqual([error.error_type, error.error_code], ['INVALID_INPUT', 'INVALID_PUBLIC_TOKEN']);
    const [exchange] = await exchanges();
    assert.deepEqual(
      { ...exchange, public_token_hash: '' },
      { public_token_hash: '', item_id: body.item_id, client_user_id: 'onb_1', exchanged: true, times: 2 },
    );
  });

  it('lets a public token expire after 30 minutes', async () => {
    await simulator.plaid.linkTokenCreate(linkTokenRequest());
    const { body } = await simulator.control('/link', { client_user_id: 'onb_1', username: 'user_good' });
    await simulator.control('/clock', minutes(30));
    const public_token = String(body.public_token);
    const error = await plaidError(simulator.plaid.itemPublicTokenExchange({ public_token }));
    assert.equal(error.error_code, 'INVALID_PUBLIC_TOKEN');
    assert.match(error.error_message, /expired/);
    assert.equal((await exchanges())[0]?.exchanged, false);
  });

  it('lets a new Link token live four hours', async () => {
    const { data: token } = await simulator.plaid.linkTokenCreate(linkTokenRequest());
    await simulator.control('/clock', minutes(4 * 60));
    const { status, body } = await simulator.control('/link', { link_token: token.link_token, username: 'user_good' });
    assert.equal(status, 400);
    assert.match(String(body.error), /expired/);
  });

  it('lets a Link token in update mode live 30 minutes', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const { products: _, ...update } = linkTokenRequest({ access_token });
    const { data: token } = await simulator.plaid.linkTokenCreate(update);
    await simulator.control('/clock', minutes(30));
    assert.equal((await simulator.control('/link', { link_token: token.link_token })).status, 400);
  });

  it('lets a hosted page and its token live as long as the caller asks, 30 minutes by default', async () => {
    const finish = (link_token: string) => simulator.control('/link', { link_token, username: 'user_good' });
    const create = async (hosted_link: object) =>
      (await simulator.plaid.linkTokenCreate(linkTokenRequest({ hosted_link }))).data;
    const [short, long] = [await create({}), await create({ url_lifetime_seconds: 86_400 })];
    await simulator.control('/clock', minutes(24 * 60 - 1));
    assert.equal((await finish(short.link_token)).status, 400);
    assert.equal((await finish(long.link_token)).status, 200);
    const hours = (Date.parse(long.expiration) - Date.parse(short.expiration)) / 3_600_000;
    assert.ok(Math.abs(hours - 23.5) < 0.1, `${hours} hours apart`);
  });

  it('finishes a token once, but takes any number of exits before', async () => {
    const { data: token } = await simulator.plaid.linkTokenCreate(linkTokenRequest({ webhook: receiver.url }));
    const { link_token } = token;
    const exit = await simulator.control('/link', { link_token, exit: true });
    assert.deepEqual([exit.body.public_token, exit.body.item_id], [null, null]);
    const webhook = await receiver.next('SESSION_FINISHED');
    assert.deepEqual([webhook.status, webhook.public_tokens], ['EXITED', []]);
    assert.equal((await simulator.control('/link', { link_token, username: 'user_good' })).status, 200);
    const again = await simulator.control('/link', { link_token, username: 'user_good' });
    assert.match(String(again.body.error), /used/);
    const { data: read } = await simulator.plaid.linkTokenGet({ link_token });
    assert.deepEqual(
      read.link_sessions?.map((session) => [session.exit?.metadata?.status, session.results?.item_add_results.length]),
      [
        ['requires_credentials', undefined],
        [undefined, 1],
      ],
    );
  });

  it('refuses products in update mode, and an access token beside an authorization', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const withProducts = await plaidError(simulator.plaid.linkTokenCreate(linkTokenRequest({ access_token })));
    assert.match(withProducts.error_message, /products must not be set/);
    const transfer = { authorization_id: 'x' };
    const both = await plaidError(simulator.plaid.linkTokenCreate(linkTokenRequest({ access_token, transfer })));
    assert.match(both.error_message, /access_token must not be set/);
  });

  it('lets the person choose among all accounts in an update, but only if the caller asks for that', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const masks = async () =>
      (await simulator.plaid.accountsGet({ access_token })).data.accounts.map((account) => account.mask);
    const update = async (account_selection_enabled: boolean, accounts?: string[]) => {
      const { products: _, ...request } = linkTokenRequest({ access_token, update: { account_selection_enabled } });
      const { link_token } = (await simulator.plaid.linkTokenCreate(request)).data;
      return simulator.control('/link', { link_token, ...(accounts && { accounts }) });
    };
    assert.deepEqual(await masks(), ['0000']);
    assert.equal((await update(true, ['0000', '1111'])).status, 200);
    assert.deepEqual(await masks(), ['0000', '1111']);
    assert.equal((await update(true)).status, 200);
    assert.deepEqual(await masks(), ['0000', '1111']);
    assert.equal((await update(true, ['1111'])).status, 200);
    assert.deepEqual(await masks(), ['1111']);
    assert.match(String((await update(true, ['9999'])).body.error), /accounts must be among 1111, 0000/);
    assert.match(String((await update(false, ['0000'])).body.error), /cannot be chosen/);
    const alone = linkTokenRequest({ update: { account_selection_enabled: true } });
    assert.equal((await plaidError(simulator.plaid.linkTokenCreate(alone))).error_code, 'INVALID_FIELD');
  });

  it('no longer knows an Item that was removed', async () => {
    const { access_token } = await link(simulator, 'user_good');
    await simulator.plaid.itemRemove({ access_token });
    const error = await plaidError(simulator.plaid.itemGet({ access_token }));
    assert.deepEqual([error.error_type, error.error_code], ['ITEM_ERROR', 'ITEM_NOT_FOUND']);
  });

  async function exchanges() {
    const ledger = await (await fetch(`${simulator.origin}/simulator/ledger`)).json();
    return (ledger as { exchanges: Record<string, unknown>[] }).exchanges;
  }
});
