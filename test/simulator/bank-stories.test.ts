import assert from 'node:assert/strict';
import { SandboxItemFireWebhookRequestWebhookCodeEnum as WebhookCode } from 'plaid';
import {
  alberta,
  link,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';

describe('stories of a bank that changes', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  const linked = (username: string) => link(simulator, username, { webhook: receiver.url });
  const numbers = async (access_token: string) =>
    (await simulator.plaid.authGet({ access_token })).data.numbers.ach.map((one) => one.account);

  for (const [username, code] of [
    ['user_new_accounts', 'NEW_ACCOUNTS_AVAILABLE'],
    ['user_consent_ends', 'PENDING_DISCONNECT'],
    ['user_consent_expires', 'PENDING_EXPIRATION'],
    ['user_revokes', 'USER_PERMISSION_REVOKED'],
    ['user_revokes_account', 'USER_ACCOUNT_REVOKED'],
  ] as const) {
    it(`${username}: once the token has been exchanged`, async () => {
      const { item_id } = await linked(username);
      assert.equal((await receiver.next(code)).item_id, item_id);
    });
  }

  it('user_numbers_change: once, after the first read of the numbers', async () => {
    const { access_token } = await linked('user_numbers_change');
    const first = await numbers(access_token);
    assert.equal((await receiver.next('DEFAULT_UPDATE')).webhook_type, 'AUTH');
    const second = await numbers(access_token);
    assert.notDeepEqual(second, first);
    assert.deepEqual(await numbers(access_token), second);
  });

  it('user_owner_changes: a close name at first, and the right one from then on', async () => {
    const { access_token } = await linked('user_owner_changes');
    const scores = [];
    for (const _ of [1, 2, 3]) {
      const { data } = await simulator.plaid.identityMatch({ access_token, user: alberta });
      scores.push(data.accounts[0]?.legal_name?.score);
    }
    assert.deepEqual(scores, [75, 100, 100]);
    assert.equal((await receiver.next('DEFAULT_UPDATE')).webhook_type, 'IDENTITY');
  });

  it('/sandbox/item/fire_webhook sends a webhook, but changes nothing', async () => {
    const { access_token, item_id } = await linked('user_good');
    for (const webhook_code of [
      WebhookCode.NewAccountsAvailable,
      WebhookCode.PendingDisconnect,
      WebhookCode.UserPermissionRevoked,
      WebhookCode.UserAccountRevoked,
      WebhookCode.LoginRepaired,
      WebhookCode.Error,
      WebhookCode.DefaultUpdate,
      WebhookCode.SmsMicrodepositsVerification,
    ]) {
      await simulator.plaid.sandboxItemFireWebhook({ access_token, webhook_code });
      assert.equal((await receiver.next(webhook_code)).item_id, item_id);
    }
    const { data } = await simulator.plaid.itemGet({ access_token });
    assert.equal(data.item.error, null);
    assert.equal((await simulator.plaid.accountsGet({ access_token })).data.accounts.length, 1);
  });
});
