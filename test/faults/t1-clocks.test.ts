import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { Failure } from '../../domain/failure.ts';
import { defaultAuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import { activitiesOn, storedPayment, untilDone } from '../support/cases/activities.ts';
import { answerAs, later, storedAsked } from '../support/cases/confirmations.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { passTime } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid, unsure } from '../support/plaid/strict-plaid.ts';

const day = 86_400_000;
const waits = { code: 'ledger_balance', retryAfterSeconds: 4 * 3_600, refused: true };
const isUnknown = (error: unknown) => error instanceof Failure && error.detail.code === 'payment_unknown';

describe("T1: the worker's clock jumps by a day while money moves", () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });
  afterEach(() => mock.timers.reset());

  /** The worker's clock only. Plaid's and PostgreSQL's clocks do not jump. */
  function jump(by: number): void {
    mock.timers.enable({ apis: ['Date'], now: Date.now() + by });
    plaid.later(-by);
  }

  for (const [name, by] of [
    ['ahead', day],
    ['back', -day],
  ] as const) {
    for (const when of ['before', 'after'] as const) {
      it(`T1: ${name}, as a worker is killed ${when} each statement of a transfer`, async () => {
        let statements = 0;
        for (;;) {
          plaid = strictPlaid();
          const at = await storedPayment(database.pool);
          const dying = dyingPool(database.pool, statements + 1, when);
          await activitiesOn(dying.pool, plaid)
            .moveMoney(at)
            .catch(() => {});
          if (dying.diedAt === null) break;
          jump(by);
          await untilDone(() => activitiesOn(database.pool, plaid).moveMoney(at));
          mock.timers.reset();
          const made = plaid.transfersOf(at.onboardingId);
          assert.equal(made.length, 1, dying.diedAt);
          assert.equal((await transferOfCase(database.pool, at.onboardingId))?.transferId, made[0]?.transferId);
          assert.equal(plaid.authorizations.length, 1, dying.diedAt);
          statements += 1;
        }
        assert.ok(statements > 15, `only ${statements} statements were tried`);
      });

      for (const call of ['authorize', 'createTransfer', 'findTransfer'] as const) {
        it(`T1: ${name}, as the answer is lost ${when} ${call}: one authorization, one transfer`, async () => {
          const at = await storedPayment(database.pool);
          // If the activity does not know whether Plaid created the transfer, it looks for it.
          if (call === 'findTransfer') plaid.failNext('createTransfer', 'after', unsure());
          const fault = plaid.failNext(call, when, unsure());
          const moveMoney = () => activitiesOn(database.pool, plaid).moveMoney(at);
          await assert.rejects(moveMoney());
          jump(by);
          await untilDone(moveMoney);
          assert.ok(fault.fired);
          assert.equal(plaid.transfersOf(at.onboardingId).length, 1);
          assert.equal(plaid.authorizations.length, 1);
        });
      }
    }

    it(`T1: ${name}, while the tenant has to confirm: one authorization, one transfer`, async () => {
      const at = await storedAsked(database.pool, plaid);
      const moveMoney = (steps: number) => activitiesOn(database.pool, plaid).moveMoney(later(at, steps));
      jump(by);
      assert.equal((await moveMoney(1)).result, 'confirm');
      await answerAs(database.pool, at, 'confirmed');
      plaid.failNext('createTransfer', 'after', unsure());
      await untilDone(() => moveMoney(2));
      assert.deepEqual([plaid.transfersOf(at.onboardingId).length, plaid.authorizations.length], [1, 1]);
    });

    it(`T1: ${name}, as the applicant revokes permission while a transfer may be on its way: the case waits for it`, async () => {
      const at = await storedPayment(database.pool);
      const moveMoney = () => activitiesOn(database.pool, plaid).moveMoney(at);
      plaid.failNext('createTransfer', 'before', unsure());
      await assert.rejects(moveMoney());
      const item = await itemOfCase(database.pool, testVault, at.onboardingId);
      assert.ok(item);
      await recordItemChange(database.pool, { itemId: item.itemId, change: 'permission_revoked', at: null });
      jump(by);
      await assert.rejects(moveMoney(), { kind: 'uncertain', detail: { code: 'permission_revoked' } });
    });

    it(`T1: ${name}, while a credit waits for our Ledger: it waits as long as the policy says`, async () => {
      const at = await storedPayment(database.pool, {
        funding: { direction: 'credit' },
        policy: { money: { ...defaultAuthorizationPolicy, ledger: '2 days' } },
      });
      const moveMoney = () => activitiesOn(database.pool, plaid).moveMoney(at);
      plaid.decisions.push(...Array(3).fill({ decision: 'declined', rationale: 'NSF' }));
      for (const hours of [0, 47]) {
        await passTime(database.pool, plaid, at, hours * 3_600_000);
        jump(by);
        await assert.rejects(moveMoney(), { kind: 'busy', detail: waits });
        mock.timers.reset();
      }
      await passTime(database.pool, plaid, at, 3_600_000);
      jump(by);
      assert.deepEqual(await moveMoney(), { result: 'declined', reason: 'ledger_balance' });
    });

    it(`T1: ${name}, while a payment may be on its way: the case waits for it as long as without the jump`, async () => {
      const at = await storedPaymentCase(database.pool);
      const offer = () => activitiesOn(database.pool, plaid).offerPayment(at);
      plaid.failNext('createPayment', 'after', unsure());
      plaid.payments.listsLate = true;
      await assert.rejects(offer());
      jump(by);
      await assert.rejects(offer(), (error: unknown) => {
        assert.ok(isUnknown(error) && error instanceof Failure);
        const seconds = error.detail.retryAfterSeconds ?? 0;
        assert.ok(seconds > 60 && seconds <= 120, `${seconds} s`);
        return true;
      });
      plaid.payments.listsLate = false;
      await offer();
      assert.equal(plaid.payments.made.length, 1);
    });
  }
});
