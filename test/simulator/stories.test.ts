import assert from 'node:assert/strict';
import { Products, SandboxItemFireWebhookRequestWebhookCodeEnum as WebhookCode } from 'plaid';
import { scenarios } from '../../simulator/scenarios/index.ts';
import {
  alberta,
  authorize,
  link,
  linkTokenRequest,
  plaidError,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';

describe('stories', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  before(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
  });
  after(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  async function scores(username: string) {
    const { access_token } = await link(simulator, username);
    const { data } = await simulator.plaid.identityMatch({ access_token, user: alberta });
    const [account] = data.accounts;
    assert.ok(account);
    const { legal_name, email_address, phone_number, address } = account;
    return [legal_name, email_address, phone_number, address].map((field) => field.score);
  }

  it('each have a username of their own', () => {
    const names = scenarios.map((scenario) => scenario.username);
    assert.equal(new Set(names).size, names.length);
  });

  it('user_good: the account is open and belongs to the applicant', async () => {
    const { access_token } = await link(simulator, 'user_good');
    const { data } = await simulator.plaid.authGet({ access_token });
    assert.match(data.numbers.ach[0]?.account ?? '', /^\d{12}0000$/);
    assert.equal(data.accounts[0]?.verification_status, undefined);
    assert.deepEqual(await scores('user_good'), [100, 100, 100, 100]);
    const { data: identity } = await simulator.plaid.identityGet({ access_token });
    assert.deepEqual(identity.accounts[0]?.owners[0]?.names, ['Alberta Bobbeth Charleson']);
  });

  it('user_other_owner: the name is far off, the rest unknown or wrong', async () => {
    assert.deepEqual(await scores('user_other_owner'), [15, null, null, 13]);
  });

  it('user_similar_owner: the name is close', async () => {
    assert.deepEqual(await scores('user_similar_owner'), [75, null, null, 100]);
  });

  it('user_no_identity: the bank names no owner', async () => {
    assert.deepEqual(await scores('user_no_identity'), [null, null, null, null]);
  });

  it('user_slow: the numbers are ready the third time', async () => {
    const { access_token } = await link(simulator, 'user_slow');
    for (const _ of [1, 2]) {
      assert.equal((await plaidError(simulator.plaid.authGet({ access_token }))).error_code, 'PRODUCT_NOT_READY');
    }
    assert.equal((await simulator.plaid.authGet({ access_token })).status, 200);
  });

  it('user_certificates: accounts without numbers', async () => {
    const { access_token } = await link(simulator, 'user_certificates');
    const { accounts } = (await simulator.plaid.accountsGet({ access_token })).data;
    assert.deepEqual(new Set(accounts.map(({ subtype }) => subtype)), new Set(['cd']));
    assert.equal((await plaidError(simulator.plaid.authGet({ access_token }))).error_code, 'NO_AUTH_ACCOUNTS');
  });

  it('user_exits: the person leaves', async () => {
    await simulator.plaid.linkTokenCreate(linkTokenRequest({ webhook: receiver.url }));
    const { body } = await simulator.control('/link', { client_user_id: 'onb_1', username: 'user_exits' });
    assert.equal(body.public_token, null);
    assert.equal((await receiver.next('SESSION_FINISHED')).status, 'EXITED');
  });

  it('user_broken_login: broken after the exchange, repaired by update mode without LOGIN_REPAIRED', async () => {
    const { access_token, item_id } = await link(simulator, 'user_broken_login', { webhook: receiver.url });
    const webhook = await receiver.next('ERROR');
    assert.equal(webhook.item_id, item_id);
    assert.equal((webhook.error as { error_code: string }).error_code, 'ITEM_LOGIN_REQUIRED');
    const error = await plaidError(simulator.plaid.authGet({ access_token }));
    assert.deepEqual([error.status, error.error_type, error.error_code], [400, 'ITEM_ERROR', 'ITEM_LOGIN_REQUIRED']);
    assert.equal((await simulator.plaid.itemGet({ access_token })).data.item.error?.error_code, 'ITEM_LOGIN_REQUIRED');

    const { products: _, ...update } = linkTokenRequest({ access_token });
    const { data: token } = await simulator.plaid.linkTokenCreate(update);
    const stranger = await simulator.control('/link', { link_token: token.link_token, username: 'user_good' });
    // Link shows them that this is another login, and they leave: nothing is repaired.
    assert.deepEqual([stranger.status, stranger.body.public_token], [200, null]);
    assert.equal((await plaidError(simulator.plaid.authGet({ access_token }))).error_code, 'ITEM_LOGIN_REQUIRED');
    const repaired = await simulator.control('/link', { link_token: token.link_token, username: 'user_broken_login' });
    assert.deepEqual([repaired.body.public_token, repaired.body.item_id], [null, item_id]);
    assert.equal((await simulator.plaid.authGet({ access_token })).status, 200);
    const sent = [
      ...receiver.received,
      ...Object.values(simulator.world.state.webhooks.deliveries).map((delivery) => delivery.body),
    ];
    assert.deepEqual(
      sent.filter((one) => one.includes('LOGIN_REPAIRED')),
      [],
    );
  });

  it('user_action_required: approved once the person has been through Link for the authorization', async () => {
    const { access_token } = await link(simulator, 'user_action_required');
    const first = await authorize(simulator, access_token);
    assert.equal(first.decision, 'user_action_required');
    const { products: _, ...repair } = linkTokenRequest({ transfer: { authorization_id: first.id } });
    const { data: token } = await simulator.plaid.linkTokenCreate(repair);
    const { body } = await simulator.control('/link', { link_token: token.link_token });
    assert.deepEqual([body.public_token, body.item_id], [null, null]);
    assert.equal((await authorize(simulator, access_token)).decision, 'approved');
  });

  it('a login can break and be repaired at the bank', async () => {
    const { access_token, item_id } = await link(simulator, 'user_good', { webhook: receiver.url });
    await simulator.plaid.sandboxItemResetLogin({ access_token });
    assert.equal((await receiver.next('ERROR')).item_id, item_id);
    const { body } = await simulator.control('/logins', { item_id, broken: false });
    assert.deepEqual(body, { item_id, login_required: false });
    assert.equal((await receiver.next('LOGIN_REPAIRED')).item_id, item_id);
    assert.equal((await simulator.plaid.authGet({ access_token })).status, 200);
  });

  it('/sandbox creates Items and fires their webhooks without Link', async () => {
    const { data } = await simulator.plaid.sandboxPublicTokenCreate({
      institution_id: 'ins_127287',
      initial_products: [Products.Auth],
      options: { webhook: receiver.url, override_username: 'user_good' },
    });
    const { public_token } = data;
    const { access_token, item_id } = (await simulator.plaid.itemPublicTokenExchange({ public_token })).data;
    const { data: auth } = await simulator.plaid.authGet({ access_token });
    assert.equal(auth.accounts.length, 2);
    assert.equal(auth.numbers.ach[0]?.is_tokenized_account_number, true);
    assert.ok(auth.accounts[0]?.persistent_account_id);
    await simulator.plaid.sandboxItemFireWebhook({ access_token, webhook_code: WebhookCode.PendingDisconnect });
    const webhook = await receiver.next('PENDING_DISCONNECT');
    assert.deepEqual([webhook.item_id, webhook.reason], [item_id, 'INSTITUTION_MIGRATION']);
  });
});
