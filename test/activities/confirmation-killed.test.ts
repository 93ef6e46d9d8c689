import assert from 'node:assert/strict';
import { closeStage } from '../../db/case/stages.ts';
import type { TenantAnswer } from '../../domain/transfers/confirmation.ts';
import { activitiesOn, storedOnAccount, storedPayment, untilDone } from '../support/cases/activities.ts';
import { answerAs, later, storedAsked, storedUnconfirmed } from '../support/cases/confirmations.ts';
import type { At } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid, unsure } from '../support/plaid/strict-plaid.ts';

// Both have the same code, and not the same rows.
const kinds = { 'an onboarding': storedPayment, 'a transfer on a linked account': storedOnAccount };
for (const [kind, stores] of Object.entries(kinds))
  describe(`F1, F6: the transfer of ${kind} that the tenant has to confirm is made once, or never`, () => {
    const database = ownDatabase();
    let plaid: StrictPlaid;
    beforeEach(() => {
      plaid = strictPlaid();
    });

    const activities = (pool = database.pool) => activitiesOn(pool, plaid);
    const moveMoney = (at: At) => activities().moveMoney(at);
    const stored = () => storedUnconfirmed(database.pool, { stored: stores });
    const asked = () => storedAsked(database.pool, plaid, { stored: stores });
    const answer = (at: At, given: TenantAnswer) => answerAs(database.pool, at, given);

    for (const [what, given, transfers] of [
      ['before the answer', null, 0],
      ['after it was confirmed', 'confirmed', 1],
      ['after it was refused', 'refused', 0],
      ['at the deadline', 'late', 0],
    ] as const) {
      for (const when of ['before', 'after'] as const) {
        it(`${what}, as a worker is killed ${when} each of its statements: ${transfers} transfers`, async () => {
          let statements = 0;
          for (;;) {
            plaid = strictPlaid();
            const at = given === null ? await stored() : await asked();
            if (given === 'confirmed' || given === 'refused') await answer(at, given);
            const step = { ...later(at), ...(given === 'late' && { unanswered: true }) };
            const dying = dyingPool(database.pool, statements + 1, when);
            const killed = activities(dying.pool).moveMoney(step);
            await killed.catch(() => {});
            const end = await untilDone(() => moveMoney(step));
            assert.equal(end.result, transfers ? 'sent' : given ? 'cancelled' : 'confirm', String(dying.diedAt));
            assert.equal(plaid.transfersOf(at.onboardingId).length, transfers, String(dying.diedAt));
            assert.equal(plaid.authorizations.length, 1, String(dying.diedAt));
            if (dying.diedAt === null) break;
            statements += 1;
          }
          assert.ok(statements > 8, `only ${statements} statements were tried`);
        });
      }
    }

    for (const call of ['createTransfer', 'findTransfer'] as const) {
      for (const when of ['before', 'after'] as const) {
        it(`confirmed, and the answer is lost ${when} ${call}: one transfer`, async () => {
          const at = await asked();
          await answer(at, 'confirmed');
          const fault = plaid.failNext(call, when, unsure());
          await untilDone(() => moveMoney(later(at)));
          assert.deepEqual([fault.fired, plaid.transfersOf(at.onboardingId).length], [true, 1]);
        });
      }
    }

    for (const given of ['confirmed', 'refused'] as const) {
      it(`${given}: a delayed try of the step that asked creates no transfer, whatever comes after the answer`, async () => {
        for (const next of ['nothing', 'the next step', 'a cancellation'] as const) {
          plaid = strictPlaid();
          const at = await stored();
          const held = plaid.holdNext('authorize', 'after');
          const delayed = moveMoney(at);
          await held.reached;
          assert.equal((await moveMoney(at)).result, 'confirm');
          await answer(at, given);
          if (next === 'the next step') await moveMoney(later(at));
          const ending = { outcome: 'cancelled', reason: 'cancelled_by_tenant' } as const;
          if (next === 'a cancellation') await closeStage(database.pool, { ...later(at), ...ending });
          const before = plaid.transfers.length;
          held.letGo();
          await delayed.catch(({ detail }) => assert.equal(detail.code, 'case_moved_on'));
          assert.equal(plaid.transfers.length, before, next);
          assert.equal(before, next === 'the next step' && given === 'confirmed' ? 1 : 0);
        }
      });
    }

    it('goes on after an answer that came before the step that asked could say so', async () => {
      const at = await asked();
      await answer(at, 'confirmed');
      const again = await moveMoney(at);
      assert.ok(again.result === 'confirm' && Date.parse(again.until) <= Date.now());
      assert.equal((await activities().moveMoney({ ...later(at), unanswered: true })).result, 'sent');
    });

    it('is created once by eight tries at once', async () => {
      const at = await asked();
      await answer(at, 'confirmed');
      const results = await Promise.all(Array.from({ length: 8 }, () => moveMoney(later(at))));
      for (const result of results) assert.deepEqual(result, results[0]);
      assert.equal(plaid.transfersOf(at.onboardingId).length, 1);
    });
  });
