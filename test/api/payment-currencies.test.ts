import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type PaymentCurrency, paymentCurrencies, rulesOf } from '../../domain/payments/currencies.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { temporalThatOffers } from '../support/cases/offered-payments.ts';
import { aRequest, startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';

const bacs = { account: '26207729', sort_code: '560029' };
/** From the registry of IBANs (SWIFT, ISO 13616). */
const ibans: Record<Exclude<PaymentCurrency, 'GBP'>, string> = {
  EUR: 'DE75512108001245126199',
  PLN: 'PL61109010140000071219812874',
  SEK: 'SE4550000000058398257466',
  DKK: 'DK5000400440116243',
  NOK: 'NO9386011117947',
};
const numbersFor = (currency: PaymentCurrency) => (currency === 'GBP' ? { bacs } : { iban: ibans[currency] });
const maskOf = (currency: PaymentCurrency) => (currency === 'GBP' ? bacs.account : ibans[currency]).slice(-4);

describe('a payment', () => {
  const plaid = strictPlaid();
  const [database, api] = forAllTests((pool) => startApi(pool, { temporal: temporalThatOffers(pool, plaid) }));

  const create = (funding: object, policy: object = {}) =>
    api.send('POST', '/v1/onboardings', {
      idempotencyKey: randomUUID(),
      body: { ...aRequest(), policy, funding: { rail: 'payment-initiation', amount: '25.30', ...funding } },
    });
  const to = (currency: PaymentCurrency, numbers: object = numbersFor(currency)) => ({
    currency,
    recipient: { name: 'Wonder Wallet', ...numbers },
  });
  const refusals = async (funding: object, policy?: object) => {
    const { status, body } = await create(funding, policy);
    assert.equal(status, 422);
    return Object.fromEntries(
      (body.errors as { pointer: string; message: string }[]).map(({ pointer, message }) => [pointer, message]),
    );
  };

  for (const currency of paymentCurrencies) {
    describe(`in ${currency}`, () => {
      const { numbers, recipients, virtualAccounts } = rulesOf(currency);

      it('is asked for, made at Plaid, executed, and funds its case', async () => {
        const { status, body } = await create(to(currency));
        assert.equal(status, 201, JSON.stringify(body));
        const { id } = body as { id: string };
        const started = api.temporal.started.get(caseWorkflowId(id)) as Record<string, unknown>;
        assert.equal(started.staticSummary, `25.30 ${currency} by payment initiation`);
        const made = plaid.payments.made.at(-1);
        assert.deepEqual([made?.amountCents, made?.currency], [2530, currency]);
        const { details } = plaid.payments.recipients.find((one) => one.id === made?.recipientId) ?? {};
        assert.ok(details?.includes(currency === 'GBP' ? bacs.account : ibans[currency]));
        const purpose = plaid.linkRequests.at(-1)?.purpose;
        assert.ok(purpose?.mode === 'payment' && purpose.currency === currency);
        const now = new Date();
        plaid.payments.becomes('EXECUTED', now);
        const ended = await activitiesOn(database.pool, plaid).readPayment({
          ...{ onboardingId: id, step: 2, paymentId: made?.paymentId ?? '', now: now.toISOString() },
        });
        assert.equal(ended.standing, 'over');
        const { outcome, stage, funding, payment } = (await api.send('GET', `/v1/onboardings/${id}`)).body;
        assert.deepEqual([outcome, stage, payment.status], ['funded', 'closed', 'EXECUTED']);
        const { mask } = funding.recipient;
        assert.deepEqual([funding.amount, funding.currency, mask], ['25.30', currency, maskOf(currency)]);
      });

      it('takes one unit, and nothing below', async () => {
        assert.equal((await create({ ...to(currency), amount: '1.00' })).status, 201);
        assert.deepEqual(await refusals({ ...to(currency), amount: '0.99' }), {
          '/funding/amount': 'must be at least "1.00"',
        });
      });

      it('needs the numbers of its scheme, and no others', async () => {
        const other = numbers === 'bacs' ? { iban: ibans.EUR } : { bacs };
        assert.deepEqual(await refusals(to(currency, other)), {
          [`/funding/recipient/${numbers}`]: `is required to pay in ${currency}`,
          [`/funding/recipient/${Object.keys(other)}`]: `is not used to pay in ${currency}; remove it`,
        });
      });

      if (numbers === 'iban') {
        it('goes only where its scheme goes', async () => {
          for (const [iban, fits] of [
            ...Object.values(ibans).map((one) => [one, recipients === 'SEPA' || one.startsWith(recipients)] as const),
            ['TR330006100519786457841326', false] as const,
          ]) {
            if (fits) assert.equal((await create(to(currency, { iban }))).status, 201, iban);
            else assert.match((await refusals(to(currency, { iban })))['/funding/recipient/iban'] ?? '', /^must be/);
          }
        });
      }

      it(`${virtualAccounts ? 'may' : 'cannot'} wait until it settles in a virtual account`, async () => {
        const policy = { payment: { done_at: 'SETTLED' } };
        if (virtualAccounts) assert.equal((await create(to(currency), policy)).status, 201);
        else {
          assert.deepEqual(await refusals(to(currency), policy), {
            '/policy/payment/done_at': `must be INITIATED or EXECUTED: Plaid has no virtual accounts in ${currency}`,
          });
        }
      });
    });
  }

  it('in a currency that Plaid does not initiate is refused, with those that it does', async () => {
    const told = (await refusals({ ...to('EUR'), currency: 'CHF' }))['/funding/currency'];
    assert.equal(told, `must be ${paymentCurrencies.map((one) => `"${one}"`).join(' or ')}`);
  });
});
