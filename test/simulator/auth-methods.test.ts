import assert from 'node:assert/strict';
import { Products, SandboxItemSetVerificationStatusRequestVerificationStatusEnum as SetStatus } from 'plaid';
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
import { depositEvents, linkAtNoon, statusOf, typing } from './typed-in-accounts.ts';

const week = { seconds: 7 * 86_400 };

describe('ways to prove an account', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  const linked = (username: string) => linkAtNoon(simulator, username, { webhook: receiver.url });
  const codeOf = async (call: Promise<unknown>) => (await plaidError(call)).error_code;
  const method = async (access_token: string) =>
    (await simulator.plaid.itemGet({ access_token })).data.item.auth_method;

  it('user_automated_micro_deposits: Plaid proves the account the next banking day, and sends a webhook', async () => {
    const { access_token, item_id, account_id, status } = await linked('user_automated_micro_deposits');
    assert.equal(status, 'pending_automatic_verification');
    assert.equal(await codeOf(simulator.plaid.authGet({ access_token })), 'PRODUCT_NOT_READY');
    assert.equal((await authorize(simulator, access_token, 'too early')).decision_rationale?.code, 'RISK');
    await simulator.control('/clock', { banking_days: 1 });
    const webhook = await receiver.next('AUTOMATICALLY_VERIFIED');
    assert.deepEqual([webhook.webhook_type, webhook.item_id, webhook.account_id], ['AUTH', item_id, account_id]);
    assert.equal(await statusOf(simulator, access_token), 'automatically_verified');
    assert.equal((await authorize(simulator, access_token)).decision, 'approved');
    const events = await depositEvents(simulator, account_id);
    assert.deepEqual(
      events.map((event) => event.event_type),
      ['pending', 'posted'],
    );
    await simulator.control('/clock', week);
    assert.equal(await statusOf(simulator, access_token), 'automatically_verified');
  });

  it('user_automated_expired: Plaid gives up after a week, and sends a webhook', async () => {
    const { access_token, account_id } = await linked('user_automated_expired');
    await simulator.control('/clock', { seconds: week.seconds - 60 });
    assert.equal(await statusOf(simulator, access_token), 'pending_automatic_verification');
    await simulator.control('/clock', { seconds: 60 });
    assert.equal((await receiver.next('VERIFICATION_EXPIRED')).account_id, account_id);
    assert.equal(await statusOf(simulator, access_token), 'verification_expired');
    assert.equal((await authorize(simulator, access_token)).decision, 'declined');
  });

  it('automatic verification waits for a login that broke, but not longer than a week', async () => {
    const { access_token, item_id } = await linked('user_automated_micro_deposits');
    await simulator.control('/logins', { item_id, broken: true });
    await simulator.control('/clock', { banking_days: 2 });
    await simulator.control('/logins', { item_id, broken: false });
    assert.equal(await statusOf(simulator, access_token), 'automatically_verified');

    const late = await linked('user_automated_micro_deposits');
    await simulator.control('/logins', { item_id: late.item_id, broken: true });
    await simulator.control('/clock', week);
    await simulator.control('/logins', { item_id: late.item_id, broken: false });
    assert.equal(await statusOf(simulator, late.access_token), 'verification_expired');
  });

  for (const [status, code] of [
    [SetStatus.AutomaticallyVerified, 'AUTOMATICALLY_VERIFIED'],
    [SetStatus.VerificationExpired, 'VERIFICATION_EXPIRED'],
  ] as const) {
    it(`/sandbox/item/set_verification_status makes it ${status}, once`, async () => {
      const { access_token, account_id } = await linked('user_automated_micro_deposits');
      const set = () =>
        simulator.plaid.sandboxItemSetVerificationStatus({ access_token, account_id, verification_status: status });
      await set();
      assert.equal((await receiver.next(code)).account_id, account_id);
      await simulator.control('/clock', week);
      assert.equal(await statusOf(simulator, access_token), status);
      assert.equal(await codeOf(set()), 'INVALID_FIELD');
    });
  }

  it('user_instant_match: the account needs no further proof, as with instant Auth', async () => {
    const { access_token, status } = await linked('user_instant_match');
    assert.deepEqual([status, await method(access_token)], [undefined, 'INSTANT_MATCH']);
    assert.equal((await simulator.plaid.authGet({ access_token })).data.numbers.ach.length, 1);
    assert.equal((await simulator.plaid.identityGet({ access_token })).status, 200);
  });

  it('user_instant_micro_deposits: Link proves the account, or does not link it', async () => {
    const { access_token, status, account_id } = await linked('user_instant_micro_deposits');
    assert.deepEqual([status, await method(access_token)], ['manually_verified', 'INSTANT_MICRODEPOSITS']);
    const { ach } = (await simulator.plaid.authGet({ access_token })).data.numbers;
    assert.equal(ach[0]?.routing, '333333334');
    assert.equal(
      await codeOf(simulator.plaid.identityMatch({ access_token, user: alberta })),
      'PRODUCTS_NOT_SUPPORTED',
    );
    assert.deepEqual(await depositEvents(simulator, account_id), []);

    const { link_token } = (await simulator.plaid.linkTokenCreate(linkTokenRequest(typing))).data;
    const wrong = { link_token, username: 'user_instant_micro_deposits', codes: ['XYZ'] };
    assert.equal((await simulator.control('/link', wrong)).body.public_token, null);
  });

  for (const { username, status, score, decision } of [
    { username: 'user_database_pass', status: 'database_insights_pass', score: 95, decision: 'approved' },
    {
      username: 'user_database_caution',
      status: 'database_insights_pass_with_caution',
      score: null,
      decision: 'approved',
    },
    { username: 'user_database_fail', status: 'database_insights_fail', score: null, decision: 'declined' },
  ]) {
    it(`${username}: ${status}, and a transfer is ${decision}`, async () => {
      const { access_token } = await linked(username);
      const { data } = await simulator.plaid.authGet({ access_token });
      assert.equal(data.accounts[0]?.verification_status, status);
      assert.equal(data.accounts[0]?.verification_insights?.name_match_score, score);
      assert.equal((await authorize(simulator, access_token)).decision, decision);
    });
  }

  describe('that Link offers', () => {
    const refusal = async (username: string, more: object) => {
      const { link_token } = (await simulator.plaid.linkTokenCreate(linkTokenRequest({ ...typing, ...more }))).data;
      return String((await simulator.control('/link', { link_token, username })).body.error ?? 'linked');
    };

    it('let the person type numbers only if the caller asks for auth or transfer alone', async () => {
      const more = { required_if_supported_products: [Products.Identity] };
      assert.equal(await refusal('user_micro_deposits', { ...more, products: [Products.Transfer] }), 'linked');
      for (const username of ['user_micro_deposits', 'user_instant_micro_deposits', 'user_database_pass']) {
        const products = [Products.Auth, Products.Identity];
        assert.match(await refusal(username, { products }), /does not offer/);
      }
    });

    it('are each turned on by the request, but instant match is on by default', async () => {
      const auth = {};
      assert.match(await refusal('user_micro_deposits', { auth }), /SAME_DAY_MICRODEPOSITS/);
      assert.match(await refusal('user_instant_micro_deposits', { auth }), /INSTANT_MICRODEPOSITS/);
      assert.match(await refusal('user_automated_micro_deposits', { auth }), /AUTOMATED_MICRODEPOSITS/);
      assert.equal(await refusal('user_instant_match', { auth }), 'linked');
      assert.match(await refusal('user_instant_match', { auth: { instant_match_enabled: false } }), /INSTANT_MATCH/);
    });
  });

  it('an Item that /sandbox creates follows its story, too', async () => {
    const { data } = await simulator.plaid.sandboxPublicTokenCreate({
      institution_id: 'ins_109508',
      initial_products: [Products.Auth],
      options: { override_username: 'user_micro_deposits' },
    });
    const { public_token } = data;
    const { access_token } = (await simulator.plaid.itemPublicTokenExchange({ public_token })).data;
    assert.equal(await statusOf(simulator, access_token), 'pending_manual_verification');
    const good = await link(simulator, 'user_good');
    assert.deepEqual(
      [await method(access_token), await method(good.access_token)],
      ['SAME_DAY_MICRODEPOSITS', 'INSTANT_AUTH'],
    );
  });
});
