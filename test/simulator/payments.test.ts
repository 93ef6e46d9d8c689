import assert from 'node:assert/strict';
import { PlaidError } from '../../simulator/errors.ts';
import { settlePayments } from '../../simulator/payment/progress.ts';
import { alberta, linkToken, pay, payer, readPayment, recipient, shop, shopAbroad } from './european-bank.ts';
import { call, type SimulatedBank, simulatedBank } from './simulated-bank.ts';

describe('payments', () => {
  let bank: SimulatedBank;
  beforeEach(() => {
    bank = simulatedBank();
  });

  const refused = (code: string, text: RegExp) => (error: unknown) =>
    error instanceof PlaidError && error.body.error_code === code && text.test(error.body.error_message);
  const create = (path: string, body: object) => () => call(bank, `/payment_initiation/${path}`, body);

  describe('recipients', () => {
    it('are created once per set of details, and shown', () => {
      const id = recipient(bank);
      assert.equal(recipient(bank), id);
      assert.notEqual(recipient(bank, { ...shop, name: 'Another Wallet' }), id);
      const abroad = recipient(bank, shopAbroad);
      const shown = call(bank, '/payment_initiation/recipient/get', { recipient_id: abroad });
      assert.deepEqual(shown, { recipient_id: abroad, ...shopAbroad, bacs: null });
    });

    it('are listed newest first, in pages', () => {
      const ids = ['A', 'B', 'C'].map((name) => recipient(bank, { ...shop, name }));
      type Page = { recipients: { recipient_id: string }[]; next_cursor?: string };
      const list = (body: object) => call<Page>(bank, '/payment_initiation/recipient/list', body);
      const first = list({ count: 2 });
      const second = list({ cursor: first.next_cursor });
      assert.deepEqual(
        [...first.recipients, ...second.recipients].map(({ recipient_id }) => recipient_id),
        ids.toReversed(),
      );
      assert.equal(second.next_cursor, undefined);
    });

    for (const [what, details, text] of [
      ['no numbers', { name: 'A' }, /iban/],
      ['an IBAN with a slip of the pen', { name: 'A', iban: 'NL02ABNA0123456798' }, /check digits/],
      ['a sort code with dashes', { name: 'A', bacs: { account: '26207729', sort_code: '56-00-29' } }, /sort_code/],
      ['an unknown field', { ...shop, bic: 'ABNANL2A' }, /bic/],
      [
        'a street of three lines',
        { ...shopAbroad, address: { ...shopAbroad.address, street: ['1', '2', '3'] } },
        /street/,
      ],
    ] as const) {
      it(`refuses ${what}`, () => {
        assert.throws(
          create('recipient/create', details),
          (error: unknown) => error instanceof PlaidError && text.test(error.body.error_message),
        );
      });
    }
  });

  describe('creating', () => {
    it('makes another payment with every call: there is no idempotency key', () => {
      const [first, second] = [pay(bank), pay(bank)];
      assert.notEqual(first, second);
      const { status, amount, reference, adjusted_reference } = readPayment(bank, first);
      assert.deepEqual(
        { status, amount, reference, adjusted_reference },
        {
          status: 'PAYMENT_STATUS_INPUT_NEEDED',
          amount: { currency: 'GBP', value: 25 },
          reference: 'INV42',
          adjusted_reference: null,
        },
      );
    });

    it('adjusts a reference that was used before, and keeps the original', () => {
      pay(bank);
      const { reference, adjusted_reference } = readPayment(bank, pay(bank));
      assert.equal(reference, 'INV42');
      assert.match(adjusted_reference ?? '', /^INV42[A-Z0-9]{6}$/);
    });

    it('refuses a user without an email address or a phone number', () => {
      const user_id = payer(bank);
      call(bank, '/user/update', { user_id, identity: { name: alberta.name } });
      assert.throws(() => pay(bank, { user_id }), refused('INVALID_FIELD', /phone number/));
    });

    it('refuses a user who was removed', () => {
      const user_id = payer(bank);
      call(bank, '/user/remove', { user_id });
      assert.throws(() => pay(bank, { user_id }), refused('USER_NOT_FOUND', /user/));
    });

    for (const [what, change, code, text] of [
      ['an amount below 1', { amount: { currency: 'GBP', value: 0.99 } }, 'INVALID_FIELD', /at least 1/],
      ['an amount with three digits', { amount: { currency: 'GBP', value: 1.234 } }, 'INVALID_FIELD', /two digits/],
      ['an amount that floats lost', { amount: { currency: 'GBP', value: 1.1 * 1.1 } }, 'INVALID_FIELD', /two digits/],
      ['an amount as text', { amount: { currency: 'GBP', value: '25.00' } }, 'INVALID_FIELD', /number/],
      ['another currency', { amount: { currency: 'USD', value: 25 } }, 'INVALID_FIELD', /currency/],
      ['a reference with a dash', { reference: 'INV-42' }, 'INVALID_FIELD', /letters and digits/],
      ['a reference of 19 characters', { reference: 'A'.repeat(19) }, 'INVALID_FIELD', /18/],
      ['an unknown recipient', { recipient_id: 'recipient-id-sandbox-0' }, 'NOT_FOUND', /recipient/],
      ['an unknown user', { user_id: 'usr_0' }, 'USER_NOT_FOUND', /user/],
      ['euros to a sort code', { amount: { currency: 'EUR', value: 25 } }, 'PAYMENT_INVALID_RECIPIENT', /currency/],
      ['too much', { amount: { currency: 'GBP', value: 1_000_001 } }, 'PAYMENT_BLOCKED', /blocked/],
      ['an idempotency key', { idempotency_key: 'key-1' }, 'UNKNOWN_FIELDS', /idempotency_key/],
    ] as const) {
      it(`refuses ${what}`, () => {
        assert.throws(() => pay(bank, change), refused(code, text));
      });
    }
  });

  it('are listed newest first, in pages that miss none, even if two were created at once', () => {
    const ids = Array.from({ length: 25 }, () => pay(bank));
    type Page = { payments: { payment_id: string }[]; next_cursor: string | null };
    const seen: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages === 0 || cursor; pages++) {
      const page: Page = call<Page>(bank, '/payment_initiation/payment/list', { cursor });
      seen.push(...page.payments.map(({ payment_id }) => payment_id));
      cursor = page.next_cursor;
      assert.ok(page.payments.length <= 10);
    }
    assert.deepEqual(seen, ids.toReversed());
    assert.throws(create('payment/list', { count: 201 }), refused('INVALID_FIELD', /count/));
  });

  describe('Link tokens', () => {
    it('are for a payment that waits for its person, in Europe, and for nothing else', () => {
      const id = pay(bank);
      assert.match(linkToken(bank, id), /^link-sandbox/);
      for (const [change, text] of [
        [{ payment_initiation: undefined }, /payment_initiation/],
        [{ user_id: undefined }, /user_id/],
        [{ products: ['auth'] }, /product/],
        [{ products: ['payment_initiation', 'auth'] }, /only product/],
        [{ country_codes: ['GB', 'US'] }, /country_codes/],
        [{ payment_initiation: { payment_id: 'payment-id-sandbox-0' } }, /payment/],
      ] as const) {
        assert.throws(
          () => linkToken(bank, id, change),
          (error: unknown) => error instanceof PlaidError && text.test(error.body.error_message),
        );
      }
    });

    it('offer the banks that can pay in the currency, and no others', () => {
      const iban = 'PL61109010140000071219812874';
      const zlotys = { amount: { currency: 'PLN', value: 25 } };
      const id = pay(bank, { recipient_id: recipient(bank, { name: 'Wallet', iban }), ...zlotys });
      assert.match(linkToken(bank, id, { country_codes: ['PL'] }), /^link-sandbox/);
      const euros = pay(bank, { recipient_id: recipient(bank, shopAbroad), amount: { currency: 'EUR', value: 25 } });
      for (const [of, country_codes] of [
        [id, ['PL', 'DE']],
        [id, ['SE']],
        [euros, ['DE', 'PL']],
      ] as const) {
        assert.throws(() => linkToken(bank, of, { country_codes }), refused('INVALID_FIELD', /country_codes/));
      }
      assert.throws(
        () => pay(bank, { recipient_id: recipient(bank, shopAbroad), ...zlotys }),
        refused('PAYMENT_INVALID_RECIPIENT', /currency/),
      );
    });

    it('are refused once the payment has been made', () => {
      const id = pay(bank);
      const simulated = call(bank, '/sandbox/payment/simulate', {
        payment_id: id,
        webhook: 'https://gangway.example/hooks',
        status: 'PAYMENT_STATUS_INITIATED',
      });
      assert.deepEqual(simulated, {
        old_status: 'PAYMENT_STATUS_INPUT_NEEDED',
        new_status: 'PAYMENT_STATUS_INITIATED',
      });
      assert.deepEqual(
        bank.sent.map(({ url, body }) => [url, body.old_payment_status, body.new_payment_status]),
        [['https://gangway.example/hooks', 'PAYMENT_STATUS_INPUT_NEEDED', 'PAYMENT_STATUS_INITIATED']],
      );
      assert.throws(() => linkToken(bank, id), refused('INVALID_FIELD', /needs no input/));
    });
  });

  describe('reversing', () => {
    const reverse = (payment_id: string, change: object = {}) =>
      call<{ refund_id: string; status: string }>(bank, '/payment_initiation/payment/reverse', {
        payment_id,
        idempotency_key: 'rev_1',
        reference: 'REFUND1',
        ...change,
      });
    const hoursPass = (hours: number) => {
      bank.clock.now = new Date(bank.clock.now.getTime() + hours * 3_600_000);
      settlePayments(bank);
    };
    const settled = () => {
      const id = pay(bank);
      const webhook = 'https://gangway.example/hooks';
      call(bank, '/sandbox/payment/simulate', { payment_id: id, webhook, status: 'PAYMENT_STATUS_SETTLED' });
      return id;
    };

    it('gives back what is left, once per key', () => {
      const id = settled();
      const part = reverse(id, { amount: { currency: 'GBP', value: 5.5 } });
      assert.deepEqual(reverse(id, { amount: { currency: 'GBP', value: 5.5 } }), part);
      const rest = reverse(id, { idempotency_key: 'rev_2' });
      const { refund_ids, amount_refunded } = readPayment(bank, id);
      assert.deepEqual(refund_ids, [part.refund_id, rest.refund_id]);
      assert.deepEqual(amount_refunded, { currency: 'GBP', value: 25 });
    });

    it('takes a while, and counts for nothing if it fails', () => {
      const id = settled();
      const { refund_id } = reverse(id, { amount: { currency: 'GBP', value: 5 } });
      const read = () => call<Record<string, unknown>>(bank, '/wallet/transaction/get', { transaction_id: refund_id });
      assert.deepEqual([read().status, read().payment_id], ['INITIATED', id]);
      const found = bank.state.payment.payments[id];
      if (found) found.refund_failure = 'INVALID';
      hoursPass(1);
      assert.deepEqual([read().status, read().failure_reason], ['FAILED', 'INVALID']);
      reverse(id, { idempotency_key: 'rev_2' });
      assert.deepEqual(readPayment(bank, id).amount_refunded, { currency: 'GBP', value: 25 });
    });

    it('makes another refund under its key a day later', () => {
      const id = settled();
      const part = { amount: { currency: 'GBP', value: 5 } };
      const first = reverse(id, part);
      hoursPass(23);
      assert.equal(reverse(id, part).refund_id, first.refund_id);
      hoursPass(1);
      assert.notEqual(reverse(id, part).refund_id, first.refund_id);
    });

    it('refuses more than is left, another currency, and a payment that has not settled', () => {
      const id = settled();
      const amount = (currency: string, value: number) => ({ amount: { currency, value } });
      assert.throws(() => reverse(id, amount('GBP', 25.01)), refused('INVALID_FIELD', /25 is left/));
      assert.throws(() => reverse(id, amount('EUR', 5)), refused('INVALID_FIELD', /GBP/));
      assert.throws(() => reverse(id, amount('GBP', 0.99)), refused('INVALID_FIELD', /25 is left/));
      assert.throws(() => reverse(id, { reference: 'SHORT' }), refused('INVALID_FIELD', /reference/));
      assert.throws(() => reverse(pay(bank)), refused('INVALID_FIELD', /settled/));
    });
  });
});
