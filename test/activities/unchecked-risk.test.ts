import assert from 'node:assert/strict';
import { recordRenewal } from '../../db/bank/item-health.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { type At, decisionsOf, passTime, standOf, storedPaymentUnder } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const hour = 3_600_000;

describe('an approval whose risk Plaid has not checked', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const activities = () => activitiesOn(database.pool, plaid);
  const moveMoney = (at: At & { riskAccepted?: boolean }) => activities().moveMoney(at);
  const keys = () => new Set(plaid.authorizations.map(({ request }) => request.idempotencyKey)).size;
  /** The applicant signs in again, as Link's update mode records it. */
  const signsIn = ({ onboardingId }: At) => recordRenewal(database.pool, onboardingId);

  describe('a risk that Plaid has not checked', () => {
    const notChecked = { decision: 'approved', rationale: 'MANUALLY_VERIFIED_ITEM' } as const;
    const reason = 'risk_not_checked: MANUALLY_VERIFIED_ITEM';

    it('declines the transfer by default, and cancels the authorization', async () => {
      plaid.decisions.push(notChecked);
      const at = await storedPaymentUnder(database.pool, {});
      assert.deepEqual(await moveMoney(at), { result: 'declined', reason });
      assert.deepEqual(await standOf(database.pool, at), ['closed', 'declined', reason]);
      assert.deepEqual(await decisionsOf(database.pool, at), ['cancelled']);
      assert.deepEqual([...plaid.cancelled], [plaid.authorizations[0]?.authorizationId]);
    });

    it('is accepted where the policy says so', async () => {
      plaid.decisions.push(notChecked);
      assert.equal(
        (await moveMoney(await storedPaymentUnder(database.pool, { uncheckedRisk: 'accept' }))).result,
        'sent',
      );
    });

    it('goes to review by policy, and uses its authorization once reviewers have accepted the risk', async () => {
      plaid.decisions.push(notChecked);
      const at = await storedPaymentUnder(database.pool, { uncheckedRisk: 'review' });
      for (let tries = 0; tries < 2; tries++) assert.deepEqual(await moveMoney(at), { result: 'review' });
      assert.deepEqual(await standOf(database.pool, at), ['in_review', null, reason]);
      await passTime(database.pool, plaid, at, hour - 60_000);
      assert.equal((await moveMoney({ ...at, step: 4, riskAccepted: true })).result, 'sent');
      assert.equal(plaid.authorizations.length, 1);
    });

    for (const [after, hours] of [
      ['an hour', 1],
      ['two days', 48],
    ] as const) {
      it(`requests another authorization where the review took ${after}, and accepts its risk too`, async () => {
        plaid.decisions.push(notChecked, notChecked);
        const at = await storedPaymentUnder(database.pool, { uncheckedRisk: 'review' });
        await moveMoney(at);
        await passTime(database.pool, plaid, at, hours * hour);
        assert.equal((await moveMoney({ ...at, step: 4, riskAccepted: true })).result, 'sent');
        assert.deepEqual([await decisionsOf(database.pool, at), keys()], [['retired', 'approved'], 2]);
        assert.equal(plaid.transfers.length, 1);
      });
    }

    it('cancels the authorization when the review ends the case', async () => {
      plaid.decisions.push(notChecked);
      const at = await storedPaymentUnder(database.pool, { uncheckedRisk: 'review' });
      await moveMoney(at);
      const fault = plaid.failNext('cancelAuthorization', 'after');
      const ended = { ...at, step: 4, outcome: 'declined', reason: 'review_rejected' } as const;
      assert.deepEqual(await activities().closeCase(ended), { outcome: 'declined', reason: 'review_rejected' });
      assert.deepEqual([fault.fired, await decisionsOf(database.pool, at)], [true, ['cancelled']]);
    });

    it('leaves an authorization alone after a create with it', async () => {
      const at = await storedPaymentUnder(database.pool, {});
      plaid.failNext('createTransfer', 'after');
      await assert.rejects(moveMoney(at), { kind: 'uncertain' });
      await activities().closeCase({ ...at, step: 4, outcome: 'cancelled', reason: 'review_rejected' });
      assert.deepEqual([await decisionsOf(database.pool, at), plaid.cancelled.size], [['approved'], 0]);
    });
  });

  describe('a stale login', () => {
    const stale = { decision: 'approved', rationale: 'ITEM_LOGIN_REQUIRED' } as const;
    const asked = { kind: 'needs-user', detail: { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } } };

    it('is repaired first, then the case requests another authorization under a new key', async () => {
      plaid.decisions.push(stale);
      const at = await storedPaymentUnder(database.pool, {});
      for (let tries = 0; tries < 2; tries++) await assert.rejects(moveMoney(at), asked);
      assert.deepEqual(
        [await decisionsOf(database.pool, at), plaid.cancelled.size, plaid.authorizations.length],
        [['cancelled'], 1, 1],
      );
      await signsIn(at);
      assert.equal((await moveMoney({ ...at, step: 6 })).result, 'sent');
      assert.deepEqual([await decisionsOf(database.pool, at), keys()], [['cancelled', 'approved'], 2]);
    });

    for (const when of ['before', 'after'] as const) {
      it(`asks the applicant even if the answer to the cancellation was lost ${when} Plaid did it`, async () => {
        plaid.decisions.push(stale);
        const at = await storedPaymentUnder(database.pool, {});
        const fault = plaid.failNext('cancelAuthorization', when, new Error('killed'));
        await assert.rejects(moveMoney(at), /killed/);
        assert.ok(fault.fired);
        await assert.rejects(moveMoney(at), asked);
      });
    }

    it('that the applicant cannot repair is left to the policy', async () => {
      plaid.decisions.push(stale, stale);
      const at = await storedPaymentUnder(database.pool, {});
      await assert.rejects(moveMoney(at), asked);
      await signsIn(at);
      const reason = 'risk_not_checked: ITEM_LOGIN_REQUIRED';
      assert.deepEqual(await moveMoney({ ...at, step: 6 }), { result: 'declined', reason });
    });
  });
});
