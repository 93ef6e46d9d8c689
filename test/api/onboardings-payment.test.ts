import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { firstOffer } from '../../api/cases/start-case.ts';
import { payerOf } from '../../db/case/applicants.ts';
import { applyPayment, paymentsOfCase } from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { temporalThatOffers } from '../support/cases/offered-payments.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { aRequest, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';

const funding = {
  rail: 'payment-initiation',
  amount: '25.30',
  currency: 'GBP',
  recipient: { name: 'Wonder Wallet', bacs: { account: '26207729', sort_code: '560029' } },
  reference: 'INV42',
};
const inEuros = {
  ...funding,
  currency: 'EUR',
  recipient: {
    name: 'Wonder Wallet',
    iban: 'NL02 ABNA 0123 4567 89',
    address: { street: '96 Guild Street', city: 'Amsterdam', postal_code: '1011', country: 'NL' },
  },
};

describe('POST /v1/onboardings by Payment Initiation', () => {
  // One database for all tests, so the tenant's recipients stay.
  const plaid = strictPlaid();
  let temporal: ReturnType<typeof temporalThatOffers>;
  const [database, api] = forEachTest(async (pool) => {
    temporal = temporalThatOffers(pool, plaid);
    return startApi(pool, { temporal });
  });

  const create = (change: object = {}, more: object = {}) =>
    api.send('POST', '/v1/onboardings', {
      idempotencyKey: randomUUID(),
      body: { ...aRequest(), funding: { ...funding, ...change }, ...more },
    });

  it('answers with the case and a Link for the payment, and starts its process', async () => {
    const { status, body } = await create();
    assert.equal(status, 201);
    assert.deepEqual(temporal.types, ['paymentInitiation']);
    assert.deepEqual([body.stage, body.next_action.type], ['awaiting_link', 'open_link']);
    assert.match(body.next_action.link_token, /^link-/);
    const { id, ...recipient } = body.funding.recipient;
    assert.match(id, /^rcp_/);
    assert.deepEqual(
      { ...body.funding, recipient },
      {
        rail: 'payment-initiation',
        amount: '25.30',
        currency: 'GBP',
        recipient: { mask: '7729' },
        reference: 'INV42',
      },
    );
    const made = plaid.payments.made.at(-1);
    assert.deepEqual(body.payment, {
      id: made?.paymentId,
      status: 'INPUT_NEEDED',
      reference: made?.reference,
      adjusted_reference: null,
      number: 1,
    });
    const options = api.temporal.started.get(caseWorkflowId(body.id)) as Record<string, unknown>;
    assert.equal(options.staticSummary, '25.30 GBP by payment initiation');
    assert.doesNotMatch(JSON.stringify(options), /Wonder|26207729|560029/);
  });

  it('recognises a recipient in every spelling of their IBAN', async () => {
    const before = plaid.payments.recipients.length;
    const [first, second] = [await create(inEuros), await create(inEuros)];
    const iban = inEuros.recipient.iban.replaceAll(' ', '');
    const third = await create({ ...inEuros, recipient: { ...inEuros.recipient, iban } });
    assert.equal(first.body.funding.recipient.mask, '6789');
    for (const { body } of [second, third]) assert.deepEqual(body.funding.recipient, first.body.funding.recipient);
    assert.equal(plaid.payments.recipients.length, before + 1);
  });

  it('keeps the policy for the payment, and takes no data products', async () => {
    const policy = { payment: { done_at: 'SETTLED', wait_days: 3 } };
    const { body } = await create({}, { policy });
    const { rows } = await database.pool.query('select policy from onboardings where id = $1', [body.id]);
    assert.deepEqual(rows[0].policy.payment, { doneAt: 'SETTLED', waitWithin: '3 days' });
    const refused = await create({}, { products: ['transactions'] });
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/products']);
  });

  it('does not promise to hold a payment that the applicant makes', async () => {
    const { status, body } = await create({}, { policy: { confirm: {} } });
    assert.deepEqual([status, body.errors[0].pointer], [422, '/policy/confirm']);
  });

  it('requires an email address or a phone of the payer', async () => {
    const nameless = await create({}, { applicant: { legal_name: 'Alberta Bobbeth Charleson' } });
    assert.deepEqual([nameless.status, nameless.body.errors[0].pointer], [422, '/applicant/email']);
    const applicant = { legal_name: 'Alberta Bobbeth Charleson', phone: '+447700900123' };
    assert.equal((await create({}, { applicant })).status, 201);
  });

  const { recipient } = funding;
  for (const [what, change, ...pointers] of [
    ['a rail that is none', { rail: 'wire' }, '/funding/rail'],
    ['less than 1', { amount: '0.99' }, '/funding/amount'],
    ['an amount as a number', { amount: 25.3 }, '/funding/amount'],
    ['dollars', { currency: 'USD' }, '/funding/currency'],
    ['a reference with a space', { reference: 'INV 42' }, '/funding/reference'],
    ['a reference of 13 characters', { reference: 'A'.repeat(13) }, '/funding/reference'],
    ['no recipient', { recipient: undefined }, '/funding/recipient'],
    ['a recipient without numbers', { recipient: { name: 'A' } }, '/funding/recipient/bacs'],
    ['pounds to an IBAN', { recipient: inEuros.recipient }, '/funding/recipient/bacs', '/funding/recipient/iban'],
    ['euros to a sort code', { currency: 'EUR' }, '/funding/recipient/iban', '/funding/recipient/bacs'],
    ['a wrong IBAN', { ...inEuros, recipient: { name: 'A', iban: 'NL02ABNA0123456798' } }, '/funding/recipient/iban'],
    [
      'a sort code with dashes',
      { recipient: { ...recipient, bacs: { account: '26207729', sort_code: '56-00-29' } } },
      '/funding/recipient/bacs/sort_code',
    ],
    ['what belongs to the other rail', { direction: 'debit' }, '/funding/direction'],
  ] as [string, object, ...string[]][]) {
    it(`refuses ${what}`, async () => {
      const { status, body } = await create(change);
      assert.equal(status, 422);
      const told = body.errors as { pointer: string; message: string }[];
      assert.deepEqual(told.map(({ pointer }) => pointer).sort(), pointers.sort());
      for (const { message } of told) assert.match(message, /^(must|is) /);
      assert.doesNotMatch(JSON.stringify(body), /Wonder|3456798/);
    });
  }

  it('says wait where no worker makes the Link in time', async () => {
    const { onboardingId } = await storedPaymentCase(database.pool);
    const began = Date.now();
    await firstOffer(database.pool, onboardingId, 120);
    assert.ok(Date.now() - began >= 100);
  });

  describe('POST …/link_token', () => {
    const renew = (id: string) => api.send('POST', `/v1/onboardings/${id}/link_token`, { body: {} });
    const runOut = (id: string) =>
      database.pool.query(`update link_sessions set expires_at = now() where onboarding_id = $1`, [id]);

    it('makes a new token for the payment', async () => {
      const { body } = await create();
      await runOut(body.id);
      const { status, body: renewed } = await renew(body.id);
      assert.equal(status, 200);
      assert.notEqual(renewed.next_action.link_token, body.next_action.link_token);
      assert.deepEqual(api.plaid.linkTokens.at(-1)?.request.purpose, {
        mode: 'payment',
        paymentId: body.payment.id,
        currency: 'GBP',
        user: await payerOf(database.pool, testVault, body.id),
      });
    });

    it('makes none once the applicant has agreed', async () => {
      const { body } = await create();
      await runOut(body.id);
      const paid = plaid.payments.becomes('AUTHORISING');
      await transaction(database.pool, (tx) => applyPayment(tx, paid, null));
      const { status, body: refused } = await renew(body.id);
      assert.deepEqual([status, refused.code], [409, 'payment_not_open']);
      assert.equal((await paymentsOfCase(database.pool, body.id))[0]?.status, 'AUTHORISING');
    });
  });
});
