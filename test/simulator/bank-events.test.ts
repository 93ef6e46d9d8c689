import assert from 'node:assert/strict';
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

const day = 86_400;

describe('events at the bank', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  const linked = (username = 'user_good') => link(simulator, username, { webhook: receiver.url });
  const happens = async (item_id: string, event: object) => {
    const answer = await simulator.control('/items', { item_id, happens: event });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const accounts = async (access_token: string) => (await simulator.plaid.accountsGet({ access_token })).data.accounts;
  const numbers = async (access_token: string) =>
    (await simulator.plaid.authGet({ access_token })).data.numbers.ach.map((one) => one.account);
  const codeOf = async (call: Promise<unknown>) => (await plaidError(call)).error_code;
  const itemError = async (access_token: string) =>
    (await simulator.plaid.itemGet({ access_token })).data.item.error?.error_code ?? null;
  /** Whether the receiver has such a webhook, or is about to get it. */
  const isSent = (code: string) => {
    const waiting = Object.values(simulator.world.state.webhooks.deliveries).map((delivery) => delivery.body);
    return [...receiver.received, ...waiting].some((one) => one.includes(code));
  };
  async function repair(access_token: string) {
    const { products: _, ...update } = linkTokenRequest({ access_token });
    const { data } = await simulator.plaid.linkTokenCreate(update);
    assert.equal((await simulator.control('/link', { link_token: data.link_token })).status, 200);
  }
  async function ledgerItem(item_id: string) {
    const ledger = (await (await fetch(`${simulator.origin}/simulator/ledger`)).json()) as {
      items: { item_id: string; removed: boolean; accounts: { numbers_read: boolean }[] }[];
    };
    return ledger.items.find((item) => item.item_id === item_id);
  }

  it('an account is opened: Plaid announces it, and does not share it until the person chooses it', async () => {
    const { access_token, item_id } = await linked();
    const { shared, not_shared } = await happens(item_id, { event: 'account_opened' });
    assert.deepEqual([shared, not_shared], [['0000'], ['1111', '2222']]);
    const { error, ...webhook } = await receiver.next('NEW_ACCOUNTS_AVAILABLE');
    assert.deepEqual(webhook, {
      webhook_type: 'ITEM',
      webhook_code: 'NEW_ACCOUNTS_AVAILABLE',
      item_id,
      environment: 'sandbox',
    });
    assert.equal(error, null);
    assert.equal((await accounts(access_token)).length, 1);
  });

  for (const { event, code, field, shown } of [
    { event: 'disconnect_announced', code: 'PENDING_DISCONNECT', field: 'disconnect_time', shown: false },
    { event: 'expiration_announced', code: 'PENDING_EXPIRATION', field: 'consent_expiration_time', shown: true },
  ]) {
    it(`${code}: Plaid announces the end, sends nothing at the end, and renews access by update mode`, async () => {
      const { access_token, item_id } = await linked();
      await happens(item_id, { event, seconds: day });
      const webhook = await receiver.next(code);
      const at = String(webhook[field]);
      assert.equal(webhook.reason, event === 'disconnect_announced' ? 'INSTITUTION_TOKEN_EXPIRATION' : undefined);
      const { data } = await simulator.plaid.itemGet({ access_token });
      assert.equal(data.item.consent_expiration_time, shown ? at : null);

      await simulator.control('/clock', { seconds: day - 60 });
      assert.equal((await accounts(access_token)).length, 1);
      await simulator.control('/clock', { seconds: 60 });
      assert.equal(await codeOf(simulator.plaid.accountsGet({ access_token })), 'ITEM_LOGIN_REQUIRED');
      assert.equal(await itemError(access_token), 'ITEM_LOGIN_REQUIRED');
      assert.ok(!isSent('ERROR'));

      await repair(access_token);
      assert.equal((await accounts(access_token)).length, 1);
    });
  }

  it('access goes on if the person renews it before its end', async () => {
    const { access_token, item_id } = await linked();
    await happens(item_id, { event: 'disconnect_announced', seconds: day });
    await repair(access_token);
    await simulator.control('/clock', { seconds: 2 * day });
    assert.equal((await accounts(access_token)).length, 1);
  });

  it('permission revoked at Plaid: the Item is gone', async () => {
    const { access_token, item_id } = await linked();
    await happens(item_id, { event: 'permission_revoked' });
    const webhook = await receiver.next('USER_PERMISSION_REVOKED');
    assert.equal((webhook.error as { error_code: string }).error_code, 'USER_PERMISSION_REVOKED');
    const { products: _, ...update } = linkTokenRequest({ access_token });
    for (const call of [
      simulator.plaid.itemGet({ access_token }),
      simulator.plaid.accountsGet({ access_token }),
      simulator.plaid.linkTokenCreate(update),
    ]) {
      assert.equal(await codeOf(call), 'ITEM_NOT_FOUND');
    }
    assert.equal((await ledgerItem(item_id))?.removed, true);
  });

  it('permission revoked at the bank: no read and no transfer, until update mode renews it', async () => {
    const { access_token, item_id } = await linked();
    const [account] = await accounts(access_token);
    await happens(item_id, { event: 'permission_revoked', at: 'bank' });
    assert.equal((await receiver.next('USER_PERMISSION_REVOKED')).item_id, item_id);
    assert.equal(await itemError(access_token), 'USER_PERMISSION_REVOKED');
    for (const call of [
      simulator.plaid.accountsGet({ access_token }),
      simulator.plaid.identityMatch({ access_token, user: alberta }),
      simulator.plaid.transferAuthorizationCreate({
        access_token,
        account_id: account?.account_id ?? '',
        type: 'debit' as never,
        network: 'ach' as never,
        ach_class: 'web' as never,
        amount: '25.00',
        user: { legal_name: alberta.legal_name },
      }),
    ]) {
      assert.equal(await codeOf(call), 'USER_PERMISSION_REVOKED');
    }
    await repair(access_token);
    assert.equal((await authorize(simulator, access_token)).decision, 'approved');
  });

  it('an account revoked: no read shows it, and its id is unknown', async () => {
    const { access_token, item_id } = await linked();
    const [account] = await accounts(access_token);
    await happens(item_id, { event: 'account_revoked' });
    const webhook = await receiver.next('USER_ACCOUNT_REVOKED');
    assert.deepEqual([webhook.item_id, webhook.account_id], [item_id, account?.account_id]);
    for (const call of [simulator.plaid.accountsGet({ access_token }), simulator.plaid.authGet({ access_token })]) {
      assert.equal(await codeOf(call), 'NO_ACCOUNTS');
    }
    const account_id = account?.account_id ?? '';
    const capabilities = simulator.plaid.transferCapabilitiesGet({ access_token, account_id });
    assert.equal(await codeOf(capabilities), 'INVALID_ACCOUNT_ID');
  });

  for (const webhook_type of ['AUTH', 'ITEM']) {
    it(`numbers changed, with the webhook ${webhook_type} DEFAULT_UPDATE`, async () => {
      const { access_token, item_id } = await linked();
      const before = await numbers(access_token);
      const [account] = await accounts(access_token);
      assert.equal((await ledgerItem(item_id))?.accounts[0]?.numbers_read, true);
      await happens(item_id, { event: 'numbers_changed', webhook_type });
      const webhook = await receiver.next('DEFAULT_UPDATE');
      assert.equal(webhook.webhook_type, webhook_type);
      assert.deepEqual(webhook.account_ids_with_updated_auth, { [account?.account_id ?? '']: ['ACCOUNT_NUMBER'] });
      assert.deepEqual(webhook.account_ids_with_new_auth, []);
      assert.equal((await ledgerItem(item_id))?.accounts[0]?.numbers_read, false);
      assert.notDeepEqual(await numbers(access_token), before);
      assert.equal((await ledgerItem(item_id))?.accounts[0]?.numbers_read, true);
    });
  }

  it('numbers changed between authorization and transfer: the bank returns the money as R03', async () => {
    const { access_token, item_id } = await linked();
    const [account] = await accounts(access_token);
    const pay = async (authorization_id: string) => {
      const account_id = account?.account_id ?? '';
      const request = { access_token, account_id, authorization_id, description: 'Funding' };
      return (await simulator.plaid.transferCreate(request)).data.transfer.id;
    };
    const old = (await authorize(simulator, access_token)).id;
    await happens(item_id, { event: 'numbers_changed' });
    const stale = await pay(old);
    await simulator.control('/clock', { seconds: 3 * day });
    const fresh = await pay((await authorize(simulator, access_token)).id);
    await simulator.control('/clock', { banking_days: 6 });
    const ended = async (transfer_id: string) => {
      const { transfer } = (await simulator.plaid.transferGet({ transfer_id })).data;
      return [transfer.status, transfer.failure_reason?.failure_code ?? null];
    };
    assert.deepEqual(await ended(stale), ['returned', 'R03']);
    assert.deepEqual(await ended(fresh), ['funds_available', null]);
  });

  it('the owner renamed: the match scores the new name', async () => {
    const { access_token, item_id } = await linked();
    const score = async () => {
      const { data } = await simulator.plaid.identityMatch({ access_token, user: alberta });
      return data.accounts[0]?.legal_name?.score;
    };
    const [account] = await accounts(access_token);
    assert.equal(await score(), 100);
    await happens(item_id, { event: 'owner_renamed', owner: 'Percival Oxley' });
    const webhook = await receiver.next('DEFAULT_UPDATE');
    assert.equal(webhook.webhook_type, 'IDENTITY');
    assert.deepEqual(webhook.account_ids_with_updated_identity, { [account?.account_id ?? '']: ['NAMES'] });
    assert.equal(await score(), 15);
  });

  it('can happen without a webhook, and are refused for an unknown Item or event', async () => {
    const { item_id } = await linked();
    const silent = { item_id, happens: { event: 'permission_revoked' }, notify: false };
    assert.equal((await simulator.control('/items', silent)).status, 200);
    assert.ok(!isSent('USER_PERMISSION_REVOKED'));
    const wrong: [object, RegExp][] = [
      [{ item_id, happens: { event: 'account_opened' } }, /no such Item/],
      [{ happens: { event: 'account_opened' } }, /give either item_id or client_user_id/],
      [{ item_id, happens: { event: 'flood' } }, /happens/],
    ];
    for (const [body, message] of wrong) {
      const answer = await simulator.control('/items', body);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body.error), message);
    }
  });
});
