import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage } from '../../db/case/stages.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { paymentsOfCase } from '../../db/payments/payments.ts';
import type { Policy } from '../../domain/case/policy.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { permutations } from '../support/permutations.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const day = 86_400_000;

describe('readPayment', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let clock: number;
  beforeEach(() => {
    plaid = strictPlaid();
    clock = Date.UTC(2026, 2, 2, 9);
  });

  async function offered(payment: Partial<Policy['payment']> = {}) {
    const { onboardingId } = await storedPaymentCase(database.pool, {
      policy: { payment: { doneAt: 'INITIATED', waitWithin: '7 days', ...payment } },
    });
    const made = await activitiesOn(database.pool, plaid).offerPayment({ onboardingId, step: 1 });
    assert.ok(made.result === 'offered');
    return { onboardingId, paymentId: made.paymentId, step: 2 };
  }
  type At = Awaited<ReturnType<typeof offered>>;
  const read = (at: At) =>
    activitiesOn(database.pool, plaid).readPayment({ ...at, step: at.step++, now: new Date(clock).toISOString() });
  /** A second later at Plaid. */
  const becomes = (status: string) => {
    clock += 1000;
    plaid.payments.becomes(status, new Date(clock));
  };
  async function recorded({ onboardingId }: At) {
    const { stage, outcome, reason, waitingUntil } = (await loadCase(database.pool, onboardingId)) ?? {};
    return { stage, outcome, reason, until: waitingUntil?.getTime() };
  }
  const paymentOf = async ({ onboardingId }: At) => (await paymentsOfCase(database.pool, onboardingId))[0];

  it('changes nothing while the applicant has not agreed to the payment', async () => {
    const at = await offered();
    becomes('INPUT_NEEDED');
    assert.deepEqual(await read(at), { standing: 'open', status: 'INPUT_NEEDED' });
    assert.equal((await recorded(at)).stage, 'awaiting_link');
    assert.equal((await paymentOf(at))?.authorisedAt, null);
  });

  it('waits for one under way, as long as the policy says', async () => {
    const at = await offered({ waitWithin: '3 days' });
    becomes('AUTHORISING');
    const until = clock + 3 * day;
    const moving = { standing: 'moving', status: 'AUTHORISING', until: new Date(until).toISOString() };
    assert.deepEqual(await read(at), moving);
    assert.deepEqual(await recorded(at), { stage: 'transferring', outcome: null, reason: null, until });
    clock = until - 1;
    assert.deepEqual(await read(at), moving);
    clock = until;
    assert.deepEqual(await read(at), {
      ...{ standing: 'over', outcome: 'unverified', reason: 'payment_unconfirmed: AUTHORISING', status: 'AUTHORISING' },
    });
    assert.equal((await recorded(at)).reason, 'payment_unconfirmed: AUTHORISING');
  });

  it('ends unverified where the bank reports only INITIATED, and the policy wants more', async () => {
    const at = await offered({ doneAt: 'EXECUTED' });
    becomes('INITIATED');
    assert.equal((await read(at)).standing, 'moving');
    clock += 7 * day;
    assert.deepEqual(await read(at), {
      ...{ standing: 'over', outcome: 'unverified', reason: 'payment_unconfirmed: INITIATED', status: 'INITIATED' },
    });
  });

  it('is funded by INITIATED, and watches until the bank can no longer reject it', async () => {
    const at = await offered();
    becomes('INITIATED');
    const until = clock + 7 * day;
    assert.equal((await read(at)).standing, 'funded');
    assert.deepEqual(await recorded(at), { stage: 'watching_returns', outcome: 'funded', reason: null, until });
    clock = until;
    assert.deepEqual(await read(at), { standing: 'over', outcome: 'funded', reason: null, status: 'INITIATED' });
    assert.equal((await recorded(at)).stage, 'closed');
  });

  for (const status of ['EXECUTED', 'SETTLED']) {
    it(`${status} is final`, async () => {
      const at = await offered();
      becomes('INITIATED');
      await read(at);
      becomes(status);
      assert.deepEqual(await read(at), { standing: 'over', outcome: 'funded', reason: null, status });
      assert.equal((await recorded(at)).stage, 'closed');
    });
  }

  for (const [status, outcome] of [
    ['REJECTED', 'failed'],
    ['INSUFFICIENT_FUNDS', 'failed'],
    ['CANCELLED', 'abandoned'],
  ] as const) {
    it(`${status} ends the case as ${outcome}, even a funded one`, async () => {
      for (const before of ['AUTHORISING', 'INITIATED']) {
        const at = await offered();
        becomes(before);
        await read(at);
        becomes(status);
        assert.deepEqual(await read(at), { standing: 'over', outcome, reason: status, status });
        assert.deepEqual(await recorded(at), { stage: 'closed', outcome, reason: status, until: undefined });
      }
    });
  }

  it('FAILED leaves the case as it is: another payment may be offered', async () => {
    const at = await offered();
    becomes('AUTHORISING');
    await read(at);
    becomes('FAILED');
    assert.deepEqual(await read(at), { standing: 'again', status: 'FAILED' });
    assert.equal((await recorded(at)).stage, 'transferring');
  });

  it('FAILED after it was funded ends the case, and the applicant is not asked to pay again', async () => {
    const at = await offered();
    becomes('INITIATED');
    await read(at);
    becomes('FAILED');
    assert.deepEqual(await read(at), { standing: 'over', outcome: 'failed', reason: 'FAILED', status: 'FAILED' });
    assert.deepEqual(await recorded(at), { stage: 'closed', outcome: 'failed', reason: 'FAILED', until: undefined });
  });

  it('reads in any order, and each twice, leave the same record', async () => {
    const life = ['AUTHORISING', 'INITIATED', 'EXECUTED'].map((status, n) => ({ status, at: new Date(clock + n) }));
    for (const order of permutations(life)) {
      plaid = strictPlaid();
      const at = await offered();
      for (const one of [...order, ...order]) {
        plaid.payments.becomes(one.status, one.at);
        await read(at);
      }
      assert.deepEqual(await recorded(at), { stage: 'closed', outcome: 'funded', reason: null, until: undefined });
      const { status, authorisedAt } = (await paymentOf(at)) ?? {};
      assert.deepEqual([status, authorisedAt], ['EXECUTED', life[0]?.at]);
    }
  });

  it("keeps the bank's version of the reference, and notes each status once", async () => {
    const at = await offered();
    becomes('AUTHORISING');
    Object.assign(plaid.payments.made[0] ?? {}, { adjustedReference: 'INV42' });
    await read(at);
    await read(at);
    assert.equal((await paymentOf(at))?.adjustedReference, 'INV42');
    const timeline = await readTimeline(database.pool, at.onboardingId, { limit: 100 });
    const notes = timeline.filter(({ what }) => what === 'payment').map(({ detail }) => detail.status);
    assert.deepEqual(notes, ['AUTHORISING']);
  });

  describe('of a case that was closed before the applicant paid', () => {
    async function cancelled() {
      const at = await offered();
      const { onboardingId } = at;
      const cancelled = { outcome: 'cancelled', reason: 'cancelled_by_tenant' } as const;
      await closeStage(database.pool, { onboardingId, step: 2, ...cancelled });
      return at;
    }

    it('money that still moves makes it funded', async () => {
      const at = await cancelled();
      becomes('AUTHORISING');
      assert.equal((await read(at)).standing, 'moving');
      assert.equal((await recorded(at)).outcome, 'cancelled');
      becomes('INITIATED');
      assert.equal((await read(at)).standing, 'funded');
      assert.equal((await recorded(at)).outcome, 'funded');
    });

    for (const status of ['REJECTED', 'FAILED']) {
      it(`a failed payment (${status}) changes nothing`, async () => {
        const at = await cancelled();
        becomes(status);
        assert.deepEqual(await read(at), {
          standing: 'over',
          outcome: 'cancelled',
          reason: 'cancelled_by_tenant',
          status,
        });
      });
    }
  });
});
