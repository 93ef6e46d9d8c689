import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage } from '../../db/case/stages.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('offerPayment after a failed payment', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  type At = { onboardingId: string; step: number };
  const offer = (at: At) => activitiesOn(database.pool, plaid).offerPayment(at);
  const recorded = async ({ onboardingId }: At) => loadCase(database.pool, onboardingId);

  async function cameTo(status: string): Promise<At> {
    const at = await storedPaymentCase(database.pool);
    await offer(at);
    plaid.payments.becomes(status);
    return { ...at, step: 2 };
  }

  for (const status of ['FAILED', 'BLOCKED']) {
    it(`${status}: offers another one, at most three in all`, async () => {
      const at = await cameTo(status);
      for (let payments = 2; payments <= 3; payments++) {
        assert.equal((await offer(at)).result, 'offered');
        assert.equal((await recorded(at))?.reason, `payment_${status.toLowerCase()}`);
        assert.equal(plaid.payments.made.length, payments);
        at.step += 1;
        plaid.payments.becomes(status);
      }
      const outcome = status === 'FAILED' ? 'failed' : 'declined';
      assert.deepEqual(await offer(at), { result: 'over', outcome, reason: status });
      assert.equal((await recorded(at))?.reason, status);
      assert.equal(new Set(plaid.payments.made.map(({ reference }) => reference)).size, 3);
    });
  }

  for (const status of ['AUTHORISING', 'INITIATED', 'EXECUTED', 'REJECTED', 'CANCELLED', 'A_NEW_WORD']) {
    it(`${status}: makes no other payment`, async () => {
      const at = await cameTo(status);
      assert.equal((await offer(at)).result, 'under way');
      assert.equal(plaid.payments.made.length, 1);
    });
  }

  it('makes none for a case that was closed meanwhile', async () => {
    const at = await cameTo('FAILED');
    const held = plaid.holdNext('readPayment', 'after');
    const late = offer(at);
    await held.reached;
    const closed = { ...at, outcome: 'cancelled', reason: 'cancelled_by_tenant' } as const;
    await closeStage(database.pool, closed);
    held.letGo();
    await assert.rejects(late, { detail: { code: 'payment_overtaken' } });
    assert.equal(plaid.payments.made.length, 1);
  });

  it('the schema allows no second payment beside an open one', async () => {
    const { onboardingId } = await cameTo('INITIATED');
    await assert.rejects(
      database.pool.query(`insert into payments (reference, onboarding_id) values ('SECOND', $1)`, [onboardingId]),
      /payments_alive/,
    );
  });
});
