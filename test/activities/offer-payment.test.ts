import assert from 'node:assert/strict';
import { payerOf, plaidUserOf, readApplicant } from '../../db/case/applicants.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { openLinkSession } from '../../db/link/link-sessions.ts';
import { paymentsOfCase } from '../../db/payments/payments.ts';
import { Failure } from '../../domain/failure.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid, unsure } from '../support/plaid/strict-plaid.ts';

const killed = () => new Error('killed');
const isUnknown = (error: unknown) => error instanceof Failure && error.detail.code === 'payment_unknown';

describe('offerPayment makes one payment', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  type At = { onboardingId: string; step: number };
  const offer = (at: At) => activitiesOn(database.pool, plaid).offerPayment(at);
  const recorded = async ({ onboardingId }: At) => loadCase(database.pool, onboardingId);
  /** Moves the request into the past, so far that its call can have no effect any more. */
  const later = ({ onboardingId }: At) =>
    database.pool.query(`update payments set asked_at = asked_at - interval '2 minutes' where onboarding_id = $1`, [
      onboardingId,
    ]);

  /** Checks for one payment at Plaid, which the record has too, and a Link for it. */
  async function assertOfferedOnce(at: At, about: string): Promise<void> {
    const [made, ...more] = plaid.payments.made;
    assert.ok(made && more.length === 0, `${plaid.payments.made.length} payments: ${about}`);
    const [record, ...others] = await paymentsOfCase(database.pool, at.onboardingId);
    assert.deepEqual([record?.paymentId, record?.reference, others], [made.paymentId, made.reference, []], about);
    assert.equal(await caseOfId(database.pool, 'payment', made.paymentId), at.onboardingId, about);
    assert.equal((await recorded(at))?.stage, 'awaiting_link', about);
    const link = await openLinkSession(database.pool, testVault, at.onboardingId);
    assert.equal(link?.mode, 'payment', about);
    const { purpose } = plaid.linkRequests.at(-1) ?? {};
    const user = await payerOf(database.pool, testVault, at.onboardingId);
    assert.deepEqual(purpose, { mode: 'payment', paymentId: made.paymentId, currency: 'GBP', user }, about);
  }
  /** Retries as Temporal and the case do: after every failure, and after the wait that the failure demands. */
  async function untilOffered(at: At): Promise<void> {
    for (let tries = 0; tries < 6; tries++) {
      try {
        await offer(at);
        return;
      } catch (error) {
        if (isUnknown(error)) await later(at);
      }
    }
    throw new Error('six tries failed');
  }

  it('with a recipient, our reference and the exact amount, and a Link for it', async () => {
    const at = await storedPaymentCase(database.pool);
    const offered = await offer(at);
    assert.ok(offered.result === 'offered' && Date.parse(offered.expiresAt) > Date.now());
    const payer = ['createUser', 'describeUser'];
    assert.deepEqual(plaid.calls, ['createRecipient', ...payer, 'createPayment', 'createLinkToken']);
    const [made] = plaid.payments.made;
    assert.deepEqual([made?.amountCents, made?.currency], [2530, 'GBP']);
    assert.match(made?.reference ?? '', /^INV42[A-HJ-NP-Z2-9]{6}$/);
    await assertOfferedOnce(at, 'once');
  });

  it('a repeat offers that payment by a new Link', async () => {
    const at = await storedPaymentCase(database.pool);
    await offer(at);
    await offer({ ...at, step: 2 });
    assert.deepEqual(plaid.calls.slice(5), ['readPayment', 'createLinkToken']);
    await assertOfferedOnce(at, 'twice');
  });

  it('for a user whose name Plaid receives only once the user is on record', async () => {
    const at = await storedPaymentCase(database.pool);
    plaid.failNext('createUser', 'after', unsure());
    await assert.rejects(offer(at));
    await offer(at);
    const userId = await plaidUserOf(database.pool, at.onboardingId);
    assert.equal(plaid.reports.users.size, 2);
    const { legalName, email } = await readApplicant(database.pool, testVault, at.onboardingId);
    const described = [...plaid.reports.described].map(([id, person]) => [id, person.legalName, person.email]);
    assert.deepEqual(described, [[userId, legalName, email]]);
  });

  it('names the payer by the token that Plaid gives its older clients', async () => {
    plaid.reports.withTokens = true;
    const at = await storedPaymentCase(database.pool);
    await offer(at);
    await assertOfferedOnce(at, 'by token');
    const [user] = plaid.reports.users.values();
    const payer = await payerOf(database.pool, testVault, at.onboardingId);
    assert.deepEqual([payer?.userId, payer?.token?.reveal()], [user?.userId, user?.token?.reveal() ?? assert.fail()]);
  });

  it('makes a recipient at Plaid once for all cases of the tenant', async () => {
    const tenantId = 'ten_recipients';
    for (let n = 0; n < 3; n++) await offer(await storedPaymentCase(database.pool, { tenantId }));
    assert.equal(plaid.calls.filter((call) => call === 'createRecipient').length, 1);
    assert.equal(new Set(plaid.payments.made.map(({ recipientId }) => recipientId)).size, 1);
  });

  for (const when of ['before', 'after'] as const) {
    it(`F1: killed ${when} each of its statements, the next try finishes it`, async () => {
      let statements = 0;
      for (;;) {
        plaid = strictPlaid();
        const at = await storedPaymentCase(database.pool);
        const dying = dyingPool(database.pool, statements + 1, when);
        const end = await activitiesOn(dying.pool, plaid)
          .offerPayment(at)
          .catch((error: { code?: string }) => error);
        if (dying.diedAt === null) {
          assert.ok('result' in end);
          break;
        }
        await untilOffered(at);
        await assertOfferedOnce(at, dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 15, `only ${statements} statements were tried`);
    });

    for (const [name, error] of [
      ['killed', killed()],
      ['left without an answer', unsure()],
    ] as const) {
      it(`F1: ${name} ${when} Plaid makes the payment, it looks before it asks again`, async () => {
        const at = await storedPaymentCase(database.pool);
        const fault = plaid.failNext('createPayment', when, error);
        await assert.rejects(offer(at));
        assert.ok(fault.fired);
        const asked = plaid.calls.length;
        if (when === 'before') {
          // Plaid may still be working on it.
          await assert.rejects(offer(at), isUnknown);
          assert.deepEqual(plaid.calls.slice(asked), ['listPayments']);
          await later(at);
        }
        await offer(at);
        assert.equal(plaid.calls.filter((call) => call === 'createPayment').length, when === 'before' ? 2 : 1);
        await assertOfferedOnce(at, name);
      });
    }
  }

  it('waits for a payment that the list does not show yet', async () => {
    const at = await storedPaymentCase(database.pool);
    plaid.failNext('createPayment', 'after', unsure());
    plaid.payments.listsLate = true;
    await assert.rejects(offer(at));
    await assert.rejects(offer(at), (error: unknown) => {
      assert.ok(error instanceof Failure && error.detail.code === 'payment_unknown');
      assert.ok((error.detail.retryAfterSeconds ?? 0) > 110);
      return true;
    });
    plaid.payments.listsLate = false;
    await offer(at);
    await assertOfferedOnce(at, 'listed late');
  });

  it('finds its payment behind the pages of others', async () => {
    const at = await storedPaymentCase(database.pool);
    plaid.failNext('createPayment', 'after', unsure());
    await assert.rejects(offer(at));
    for (let n = 0; n < 7; n++) await offer(await storedPaymentCase(database.pool));
    const asked = plaid.calls.length;
    await offer(at);
    assert.deepEqual(plaid.calls.slice(asked), [...Array(4).fill('listPayments'), 'createLinkToken']);
  });

  it('stops reading where the list is older than the request', async () => {
    for (let n = 0; n < 5; n++) await offer(await storedPaymentCase(database.pool));
    for (const made of plaid.payments.made) made.createdAt -= 3_600_000;
    const at = await storedPaymentCase(database.pool);
    plaid.failNext('createPayment', 'before', unsure());
    await assert.rejects(offer(at));
    await later(at);
    const asked = plaid.calls.length;
    await offer(at);
    assert.deepEqual(plaid.calls.slice(asked), ['listPayments', 'describeUser', 'createPayment', 'createLinkToken']);
  });

  it('asks again at once after a refusal, which makes no payment', async () => {
    const at = await storedPaymentCase(database.pool);
    plaid.failNext('createPayment', 'before', new Failure('busy', 'Slow down.', { code: 'PAYMENT_LIMIT' }));
    await assert.rejects(offer(at), { kind: 'busy' });
    await offer(at);
    await assertOfferedOnce(at, 'after a refusal');
  });

  for (const call of ['createRecipient', 'createPayment'] as const) {
    it(`ends the case where Plaid refuses ${call} for good`, async () => {
      const at = await storedPaymentCase(database.pool);
      plaid.failNext(call, 'before', new Failure('invalid', 'No.', { code: 'PAYMENT_BLOCKED' }));
      assert.deepEqual(await offer(at), { result: 'over', outcome: 'declined', reason: 'PAYMENT_BLOCKED' });
      const { stage, outcome, reason } = (await recorded(at)) ?? {};
      assert.deepEqual([stage, outcome, reason], ['closed', 'declined', 'PAYMENT_BLOCKED']);
      assert.deepEqual(await offer({ ...at, step: 2 }), {
        ...{ result: 'over', outcome: 'declined', reason: 'PAYMENT_BLOCKED' },
      });
      assert.equal(plaid.payments.made.length, 0);
    });
  }

  describe('when two tries run at once', () => {
    for (const when of ['before', 'after'] as const) {
      it(`the first hangs ${when} Plaid makes the payment: there is one`, async () => {
        const at = await storedPaymentCase(database.pool);
        const held = plaid.holdNext('createPayment', when);
        const first = offer(at);
        await held.reached;
        const second = offer(at);
        if (when === 'before') await assert.rejects(second, isUnknown);
        else await second;
        held.letGo();
        await first;
        await offer({ ...at, step: 2 });
        await assertOfferedOnce(at, when);
      });
    }

    it('eight begin in the same moment: one payment', async () => {
      for (let round = 0; round < 5; round++) {
        plaid = strictPlaid();
        const at = await storedPaymentCase(database.pool);
        await Promise.allSettled(Array.from({ length: 8 }, () => offer(at)));
        await untilOffered({ ...at, step: 2 });
        await assertOfferedOnce(at, `round ${round}`);
      }
    });

    it('two repeat after an unknown answer: one of them asks Plaid', async () => {
      const at = await storedPaymentCase(database.pool);
      plaid.failNext('createPayment', 'before', unsure());
      await assert.rejects(offer(at));
      await later(at);
      await Promise.allSettled(Array.from({ length: 8 }, () => offer(at)));
      await untilOffered({ ...at, step: 2 });
      await assertOfferedOnce(at, 'two');
    });
  });
});
