import assert from 'node:assert/strict';
import { CountryCode, Products, SandboxItemFireWebhookRequestWebhookCodeEnum, WebhookType } from 'plaid';
import {
  link,
  plaidError,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';

describe("calls of Plaid's quickstart at the simulator", () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  let access_token: string;
  before(async () => {
    simulator = await runSimulator();
    receiver = await receiveWebhooks();
    ({ access_token } = await link(simulator, 'user_good', { webhook: receiver.url }));
  });
  after(async () => {
    await simulator.stop();
    await receiver.stop();
  });
  const us = { country_codes: [CountryCode.Us] };

  it('/institutions/get_by_id knows the bank of an Item', async () => {
    const { item } = (await simulator.plaid.itemGet({ access_token })).data;
    const { data } = await simulator.plaid.institutionsGetById({ institution_id: item.institution_id ?? '', ...us });
    assert.equal(data.institution.name, 'First Platypus Bank');
    assert.ok(data.institution.products.includes(Products.Auth));
    const unknown = simulator.plaid.institutionsGetById({ institution_id: 'ins_0', ...us });
    assert.equal((await plaidError(unknown)).error_code, 'INVALID_INSTITUTION');
  });

  it('/institutions/get and /institutions/search list the banks', async () => {
    const { data } = await simulator.plaid.institutionsGet({ count: 2, offset: 1, ...us });
    assert.deepEqual([data.institutions.length, data.total], [2, 3]);
    const oauth = await simulator.plaid.institutionsGet({ count: 10, offset: 0, ...us, options: { oauth: true } });
    assert.deepEqual(
      oauth.data.institutions.map(({ name }) => name),
      ['Platypus OAuth Bank'],
    );
    const found = await simulator.plaid.institutionsSearch({ query: 'gingham', ...us });
    assert.deepEqual(
      found.data.institutions.map(({ institution_id }) => institution_id),
      ['ins_109509'],
    );
    const abroad = await simulator.plaid.institutionsSearch({ query: 'platypus', country_codes: [CountryCode.Gb] });
    assert.deepEqual(abroad.data.institutions, []);
  });

  it('/accounts/balance/get reads the balance, but only if the person signed in at the bank', async () => {
    const { data } = await simulator.plaid.accountsBalanceGet({ access_token });
    assert.ok((data.accounts[0]?.balances.available ?? 0) > 0);
  });

  it('/item/access_token/invalidate gives the Item another token', async () => {
    const before = await link(simulator, 'user_good');
    const { data } = await simulator.plaid.itemAccessTokenInvalidate({ access_token: before.access_token });
    assert.equal(
      (await simulator.plaid.itemGet({ access_token: data.new_access_token })).data.item.item_id,
      before.item_id,
    );
    const old = await plaidError(simulator.plaid.itemGet({ access_token: before.access_token }));
    assert.equal(old.error_code, 'INVALID_ACCESS_TOKEN');
  });

  it('/item/webhook/update changes the webhook URL, and notifies the new one', async () => {
    const { item_id, ...other } = await link(simulator, 'user_good');
    const { data } = await simulator.plaid.itemWebhookUpdate({
      access_token: other.access_token,
      webhook: receiver.url,
    });
    assert.equal(data.item.webhook, receiver.url);
    const webhook = await receiver.next('WEBHOOK_UPDATE_ACKNOWLEDGED');
    assert.deepEqual([webhook.item_id, webhook.new_webhook_url], [item_id, receiver.url]);
  });

  it('/sandbox/item/fire_webhook fires DEFAULT_UPDATE of either type', async () => {
    for (const webhook_type of [WebhookType.Auth, WebhookType.Transactions]) {
      const webhook_code = SandboxItemFireWebhookRequestWebhookCodeEnum.DefaultUpdate;
      await simulator.plaid.sandboxItemFireWebhook({ access_token, webhook_type, webhook_code });
      assert.equal((await receiver.next('DEFAULT_UPDATE')).webhook_type, webhook_type);
    }
  });

  it('/sandbox/item/fire_webhook says which webhooks are not simulated', async () => {
    for (const webhook_type of [WebhookType.Holdings, WebhookType.Liabilities]) {
      const webhook_code = SandboxItemFireWebhookRequestWebhookCodeEnum.DefaultUpdate;
      const fired = simulator.plaid.sandboxItemFireWebhook({ access_token, webhook_type, webhook_code });
      assert.equal((await plaidError(fired)).error_code, 'NOT_SIMULATED');
    }
    const webhook_code = SandboxItemFireWebhookRequestWebhookCodeEnum.AuthorizationGranted;
    const fired = simulator.plaid.sandboxItemFireWebhook({ access_token, webhook_code });
    assert.equal((await plaidError(fired)).error_code, 'NOT_SIMULATED');
  });

  it('/sandbox/public_token/create refuses balance as an initial product', async () => {
    const asked = { institution_id: 'ins_109508', initial_products: [Products.Balance] };
    const error = await plaidError(simulator.plaid.sandboxPublicTokenCreate(asked));
    assert.equal(error.error_message, 'provided product is not supported as an initial product: balance');
  });
});
