import assert from 'node:assert/strict';
import { TransferEventType } from 'plaid';
import {
  alberta,
  authorize,
  plaidError,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';
import { askForCode, depositEvents, linkAtNoon, statusOf } from './typed-in-accounts.ts';

const nextDay = { banking_days: 1 };

describe('same-day micro-deposits', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
    await simulator.control('/webhooks', { dashboard_url: receiver.url });
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  const linked = (username: string) => linkAtNoon(simulator, username, { webhook: receiver.url });
  const codeOf = async (call: Promise<unknown>) => (await plaidError(call)).error_code;
  const typeCodes = async (access_token: string, codes?: string[]) => {
    const { link_token } = await askForCode(simulator, access_token);
    await simulator.control('/link', { link_token, ...(codes && { codes }) });
    const { link_sessions } = (await simulator.plaid.linkTokenGet({ link_token })).data;
    return link_sessions?.[0]?.exit?.metadata?.status ?? 'finished';
  };
  const kinds = async (account_id: string) =>
    (await depositEvents(simulator, account_id)).map((event) => event.event_type);

  it('user_micro_deposits: the code arrives the next banking day, and proves the account', async () => {
    const { access_token, account_id, status } = await linked('user_micro_deposits');
    assert.equal(status, 'pending_manual_verification');
    assert.equal(await codeOf(simulator.plaid.authGet({ access_token })), 'PRODUCT_NOT_READY');
    assert.equal((await authorize(simulator, access_token, 'too early')).decision_rationale?.code, 'RISK');
    assert.deepEqual(await kinds(account_id), ['pending']);
    assert.equal(await typeCodes(access_token), 'requires_code');

    await simulator.control('/clock', { seconds: 3 * 3600 });
    await receiver.next('BANK_TRANSFERS_EVENTS_UPDATE');
    assert.deepEqual(await kinds(account_id), ['pending', 'posted']);
    assert.equal(await typeCodes(access_token), 'requires_code');

    await simulator.control('/clock', nextDay);
    assert.equal(await typeCodes(access_token), 'finished');
    assert.equal(await statusOf(simulator, access_token), 'manually_verified');
    const { ach } = (await simulator.plaid.authGet({ access_token })).data.numbers;
    assert.deepEqual([ach[0]?.account, ach[0]?.routing], ['1111222233330000', '110000000']);
    const authorization = await authorize(simulator, access_token);
    assert.deepEqual(
      [authorization.decision, authorization.decision_rationale?.code],
      ['approved', 'MANUALLY_VERIFIED_ITEM'],
    );
    assert.ok(!receiver.received.some((code) => code.includes('VERIFI')));
  });

  it('user_micro_deposits: the Item has no bank, one account without a balance, and no owner to read', async () => {
    const { access_token } = await linked('user_micro_deposits');
    const { accounts, item } = (await simulator.plaid.accountsGet({ access_token })).data;
    assert.deepEqual(
      [item.institution_id, item.institution_name, item.auth_method],
      [null, null, 'SAME_DAY_MICRODEPOSITS'],
    );
    assert.equal(accounts.length, 1);
    assert.deepEqual([accounts[0]?.balances.available, accounts[0]?.balances.current], [null, null]);
    assert.equal(accounts[0]?.verification_name, alberta.legal_name);
    assert.equal(await codeOf(simulator.plaid.identityGet({ access_token })), 'PRODUCTS_NOT_SUPPORTED');
    const { data } = await simulator.plaid.identityMatch({ access_token, user: alberta });
    assert.equal(data.accounts[0]?.legal_name.score, 100);
  });

  it('Plaid refuses the match, too, if it has not seen the owner elsewhere', async () => {
    const { access_token } = await linked('user_micro_deposits_reversed');
    const match = simulator.plaid.identityMatch({ access_token, user: alberta });
    assert.equal(await codeOf(match), 'PRODUCTS_NOT_SUPPORTED');
  });

  it('user_micro_deposits_unsent: Plaid sends the deposit only when the window closes', async () => {
    const { access_token, account_id, status } = await linked('user_micro_deposits_unsent');
    assert.equal(status, 'unsent');
    assert.deepEqual(await kinds(account_id), []);
    assert.equal(await codeOf(simulator.plaid.authGet({ access_token })), 'PRODUCT_NOT_READY');
    await simulator.control('/clock', { seconds: 3 * 3600 });
    assert.equal(await statusOf(simulator, access_token), 'pending_manual_verification');
    assert.deepEqual(await kinds(account_id), ['pending', 'posted']);
    await simulator.control('/clock', nextDay);
    assert.equal(await typeCodes(access_token), 'finished');
  });

  it('user_micro_deposits_reversed: the bank returns the deposit with a code, and nothing proves the account', async () => {
    const { access_token, account_id } = await linked('user_micro_deposits_reversed');
    await simulator.control('/clock', nextDay);
    const events = await depositEvents(simulator, account_id);
    assert.deepEqual(
      events.map((event) => [event.event_type, event.failure_reason?.ach_return_code ?? null]),
      [
        ['pending', null],
        ['posted', null],
        ['reversed', 'R03'],
      ],
    );
    assert.equal(await typeCodes(access_token), 'requires_code');
    assert.equal(await statusOf(simulator, access_token), 'pending_manual_verification');
  });

  it('user_micro_deposits_wrong_code: three wrong codes end it for good', async () => {
    const { access_token } = await linked('user_micro_deposits_wrong_code');
    await simulator.control('/clock', nextDay);
    assert.equal(await typeCodes(access_token), 'requires_code');
    assert.equal(await statusOf(simulator, access_token), 'verification_failed');
    assert.equal(await typeCodes(access_token, ['ABC']), 'requires_code');
    assert.equal(await statusOf(simulator, access_token), 'verification_failed');
    assert.equal(await codeOf(simulator.plaid.authGet({ access_token })), 'NO_AUTH_ACCOUNTS');
    assert.equal((await authorize(simulator, access_token)).decision, 'declined');
  });

  it('counts wrong codes across sessions, and none before the deposit is there', async () => {
    const { access_token } = await linked('user_micro_deposits');
    await typeCodes(access_token, ['XYZ', 'XYZ', 'XYZ']);
    await simulator.control('/clock', nextDay);
    await typeCodes(access_token, ['XYZ', 'XYZ']);
    assert.equal(await statusOf(simulator, access_token), 'pending_manual_verification');
    assert.equal(await typeCodes(access_token, ['XYZ', 'ABC']), 'requires_code');
    assert.equal(await statusOf(simulator, access_token), 'verification_failed');
  });

  it('user_unverified: the person never types the code', async () => {
    const { access_token } = await linked('user_unverified');
    await simulator.control('/clock', { banking_days: 30 });
    assert.equal(await typeCodes(access_token), 'requires_code');
    assert.equal(await statusOf(simulator, access_token), 'pending_manual_verification');
  });

  it('user_micro_deposits_transfer_feed: the transfer feed has events of transfers that the caller did not make', async () => {
    const { account_id } = await linked('user_micro_deposits_transfer_feed');
    await simulator.control('/clock', nextDay);
    await receiver.next('TRANSFER_EVENTS_UPDATE');
    const { transfer_events } = (await simulator.plaid.transferEventSync({ after_id: 0 })).data;
    assert.deepEqual(
      transfer_events.map((event) => [event.account_id, event.event_type]),
      [TransferEventType.Pending, TransferEventType.Posted].map((type) => [account_id, type]),
    );
    assert.deepEqual(await kinds(account_id), []);
  });

  it('the plan does not move a deposit again that a test has moved', async () => {
    const { account_id } = await linked('user_micro_deposits');
    await simulator.control('/micro-deposits', { account_id, status: 'posted' });
    await simulator.control('/clock', nextDay);
    assert.deepEqual(await kinds(account_id), ['pending', 'posted']);
  });
});
