import assert from 'node:assert/strict';
import { CountryCode, PaymentAmountCurrency, Products } from 'plaid';
import { alberta, shop } from './european-bank.ts';
import { open, send } from './hosted-page.ts';
import {
  linkTokenRequest,
  type Receiver,
  type RunningSimulator,
  receiveWebhooks,
  runSimulator,
} from './running-simulator.ts';

describe('stories of a payment', () => {
  let simulator: RunningSimulator;
  let receiver: Receiver;
  let references = 10;
  beforeEach(async () => {
    [simulator, receiver] = await Promise.all([runSimulator(), receiveWebhooks()]);
  });
  afterEach(async () => {
    await simulator.stop();
    await receiver.stop();
  });

  async function offered() {
    const { plaid } = simulator;
    const { recipient_id } = (await plaid.paymentInitiationRecipientCreate(shop)).data;
    const { user_id } = (await plaid.userCreate({ client_user_id: `onb_${++references}` })).data;
    await plaid.userUpdate({ user_id, identity: alberta });
    const { payment_id } = (
      await plaid.paymentInitiationPaymentCreate({
        recipient_id,
        user_id,
        reference: `REFERENCE${++references}`,
        amount: { currency: PaymentAmountCurrency.Gbp, value: 25.3 },
      })
    ).data;
    const request = linkTokenRequest({
      country_codes: [CountryCode.Gb],
      products: [Products.PaymentInitiation],
      payment_initiation: { payment_id },
      user_id,
      webhook: receiver.url,
      hosted_link: {},
    });
    const { link_token, hosted_link_url: url = '' } = (await plaid.linkTokenCreate(request)).data;
    return { payment_id, link_token, url };
  }
  const read = async (payment_id: string) => (await simulator.plaid.paymentInitiationPaymentGet({ payment_id })).data;
  const passed = async () => {
    const { old_payment_status, new_payment_status } = await receiver.next('PAYMENT_STATUS_UPDATE');
    return [old_payment_status, new_payment_status].map((status) => String(status).replace('PAYMENT_STATUS_', ''));
  };
  const days = (seconds = 2 * 86_400) => simulator.control('/clock', { seconds });

  for (const [username, inLink, ...statuses] of [
    ['user_good', 'SUCCESS', 'INITIATED', 'EXECUTED'],
    ['user_payment_initiated', 'SUCCESS', 'INITIATED'],
    ['user_payment_settled', 'SUCCESS', 'INITIATED', 'EXECUTED', 'SETTLED'],
    ['user_payment_unanswered', 'SUCCESS'],
    ['user_payment_no_funds', 'EXITED', 'INSUFFICIENT_FUNDS'],
    ['user_payment_failed', 'SUCCESS', 'FAILED'],
    ['user_payment_blocked', 'EXITED', 'BLOCKED'],
    ['user_payment_rejected', 'SUCCESS', 'INITIATED', 'REJECTED'],
    ['user_payment_cancelled', 'EXITED', 'CANCELLED'],
  ] as const) {
    it(`${username}: ${statuses.join(', ') || 'no more than AUTHORISING'}`, async () => {
      const { payment_id, link_token } = await offered();
      const { body } = await simulator.control('/link', { link_token, username });
      assert.equal(body.public_token, null);
      assert.equal((await receiver.next('SESSION_FINISHED')).status, inLink);
      const session = (await simulator.plaid.linkTokenGet({ link_token })).data.link_sessions?.at(-1);
      assert.ok(session?.finished_at);
      await days();
      const last = await read(payment_id);
      const all = ['INPUT_NEEDED', 'AUTHORISING', ...statuses];
      // The webhooks are sent in order, but may arrive in another.
      const sent = await Promise.all(all.slice(1).map(passed));
      assert.deepEqual(new Set(sent.map(String)), new Set(all.slice(1).map((status, n) => `${all[n]},${status}`)));
      assert.equal(last.status, `PAYMENT_STATUS_${all.at(-1)}`);
    });
  }

  it("user_payment_failed: the bank executes the person's next payment", async () => {
    for (const end of ['FAILED', 'EXECUTED']) {
      const { payment_id, link_token } = await offered();
      await simulator.control('/link', { link_token, username: 'user_payment_failed' });
      await days();
      assert.equal((await read(payment_id)).status, `PAYMENT_STATUS_${end}`);
    }
  });

  it('user_payment_initiated: the bank cuts the reference, and the webhook says so', async () => {
    const { payment_id, link_token } = await offered();
    await simulator.control('/link', { link_token, username: 'user_payment_initiated' });
    const webhook = await receiver.next('PAYMENT_STATUS_UPDATE');
    const { reference, adjusted_reference, last_status_update } = await read(payment_id);
    assert.deepEqual([reference.length, adjusted_reference], [11, reference.slice(0, 10)]);
    assert.deepEqual(
      [webhook.payment_id, webhook.original_reference, webhook.adjusted_reference, webhook.error],
      [payment_id, reference, adjusted_reference, null],
    );
    assert.ok(Date.parse(last_status_update) >= Date.parse(String(webhook.timestamp)));
  });

  it('user_exits: the payment waits, and the token still works', async () => {
    const { payment_id, link_token } = await offered();
    await simulator.control('/link', { link_token, username: 'user_exits' });
    assert.equal((await read(payment_id)).status, 'PAYMENT_STATUS_INPUT_NEEDED');
    await simulator.control('/link', { link_token, username: 'user_good' });
    assert.equal((await read(payment_id)).status, 'PAYMENT_STATUS_AUTHORISING');
    const again = await simulator.control('/link', { link_token, username: 'user_good' });
    assert.match(String(again.body.error), /used/);
  });

  it('moves to any status that a test wants, also to one that Plaid has only announced', async () => {
    const { payment_id } = await offered();
    await simulator.control('/payments', { client_user_id: 'onb_1', status: 'PAYMENT_STATUS_BLOCKED' });
    assert.deepEqual(await passed(), ['INPUT_NEEDED', 'BLOCKED']);
    await simulator.control('/payments', { payment_id, status: 'PAYMENT_STATUS_ON_HOLD', notify: false });
    assert.equal((await read(payment_id)).status as string, 'PAYMENT_STATUS_ON_HOLD');
    assert.match(
      String((await simulator.control('/payments', { payment_id: 'x', status: 'PAYMENT_STATUS_X' })).body.error),
      /no such payment/,
    );
  });

  for (const [username, end, failure] of [
    ['user_payment_settled', 'EXECUTED', null],
    ['user_payment_refund_fails', 'FAILED', 'INVALID'],
  ] as const) {
    it(`${username}: a refund ends as ${end}, with a webhook to the Dashboard's URL`, async () => {
      const { payment_id, link_token } = await offered();
      await simulator.control('/webhooks', { dashboard_url: receiver.url });
      await simulator.control('/link', { link_token, username });
      await days();
      const reverse = { payment_id, idempotency_key: 'rev_1', reference: 'REFUND1' };
      const { refund_id, status } = (await simulator.plaid.paymentInitiationPaymentReverse(reverse)).data;
      assert.equal(status, 'INITIATED');
      await days();
      const webhook = await receiver.next('WALLET_TRANSACTION_STATUS_UPDATE');
      assert.deepEqual(
        [webhook.transaction_id, webhook.payment_id, webhook.old_status, webhook.new_status, webhook.failure_reason],
        [refund_id, payment_id, 'INITIATED', end, failure],
      );
      const shown = (await simulator.plaid.walletTransactionGet({ transaction_id: refund_id })).data;
      assert.deepEqual([shown.status, shown.failure_reason, shown.amount.value], [end, failure, 25.3]);
    });
  }

  it('counts recipients, payments and refunds in the ledger', async () => {
    const { payment_id } = await offered();
    await offered();
    await simulator.control('/payments', { payment_id, status: 'PAYMENT_STATUS_SETTLED' });
    const refund = { payment_id, idempotency_key: 'rev_1', reference: 'REFUND1' };
    for (const _ of [1, 2]) await simulator.plaid.paymentInitiationPaymentReverse(refund);
    const ledger = (await (await fetch(`${simulator.origin}/simulator/ledger`)).json()) as {
      recipients: { times: number }[];
      payments: { payment_id: string; client_user_id: string; refunds: { minor: number; times: number }[] }[];
    };
    assert.deepEqual(
      ledger.recipients.map(({ times }) => times),
      [2],
    );
    assert.equal(ledger.payments.length, 2);
    const [first] = ledger.payments;
    assert.deepEqual([first?.client_user_id, first?.refunds[0]?.minor, first?.refunds[0]?.times], ['onb_1', 2530, 2]);
  });

  describe("at the bank's page", () => {
    const arrive = async (url: string) => {
      await send(url, 'bank', { institution_id: 'ins_109508' });
      await send(url, 'login', { username: 'user_good', password: 'pass_good' });
      await send(url, 'account', { account: '0' });
    };

    it('the person sees the amount and the recipient, and pays', async () => {
      const { payment_id, url } = await offered();
      assert.match((await open(url)).text, /Pay 25\.30 GBP to Wonder Wallet/);
      await arrive(url);
      const { text } = await open(url);
      for (const shown of ['25.30 GBP', 'Wonder Wallet', '56-00-29 26207729', 'ending in 0000', 'REFERENCE'])
        assert.ok(text.includes(shown), shown);
      assert.match((await send(url, 'payment', { act: 'pay' })).to ?? '', /done$/);
      assert.equal((await read(payment_id)).status, 'PAYMENT_STATUS_AUTHORISING');
      assert.equal((await open(url)).status, 410);
    });

    it('the person cancels', async () => {
      const { payment_id, url } = await offered();
      await arrive(url);
      assert.match((await send(url, 'payment', { act: 'cancel' })).to ?? '', /done$/);
      assert.equal((await read(payment_id)).status, 'PAYMENT_STATUS_CANCELLED');
      assert.equal((await receiver.next('SESSION_FINISHED')).status, 'EXITED');
    });

    it('the list of test users has only stories of payments', async () => {
      const { url } = await offered();
      await send(url, 'bank', { institution_id: 'ins_109508' });
      const { text } = await open(url);
      assert.match(text, /user_payment_rejected/);
      assert.doesNotMatch(text, /user_late_return|user_micro_deposits/);
    });
  });
});
