import assert from 'node:assert/strict';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage } from '../../db/case/stages.ts';
import type { AuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import type { TenantAnswer } from '../../domain/transfers/confirmation.ts';
import { activitiesOn, storedMatchedAccount, untilDone } from '../support/cases/activities.ts';
import { answerAs, later, storedAsked, storedUnconfirmed } from '../support/cases/confirmations.ts';
import { type At, decisionsOf, passTime, saidOf, standOf, storedPaymentUnder } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const hour = 3_600_000;
const notChecked = { decision: 'approved', rationale: 'MANUALLY_VERIFIED_ITEM' } as const;

describe('a transfer that the tenant has to confirm', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let eventId = 0n;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const activities = () => activitiesOn(database.pool, plaid);
  type More = { transferNumber?: number; riskAccepted?: boolean; unanswered?: boolean };
  const moveMoney = (at: At, more: More = {}) => activities().moveMoney({ ...at, ...more });
  const stored = (policy: Partial<AuthorizationPolicy> = {}) => storedUnconfirmed(database.pool, { policy });
  const asked = (policy: Partial<AuthorizationPolicy> = {}) => storedAsked(database.pool, plaid, { policy });
  const answer = (at: At, given: TenantAnswer, by = 'treasury-2') => answerAs(database.pool, at, given, { by });
  const record = async ({ onboardingId }: At) => (await loadCase(database.pool, onboardingId)) ?? assert.fail();
  async function notifications({ onboardingId }: At): Promise<unknown[]> {
    const of = `select type, data ->> 'action' as action from notifications where onboarding_id = $1 order by created_at`;
    const { rows } = await database.pool.query<{ type: string; action: string | null }>(of, [onboardingId]);
    return rows.map(({ type, action }) => [type.replace('onboarding.', ''), action]);
  }
  const reread = (at: At) =>
    database.pool.query(`update onboardings set stage = 'verifying_account', waiting_for = null where id = $1`, [
      at.onboardingId,
    ]);

  it('is authorized, and then waits for the tenant, who is asked once', async () => {
    const at = await stored();
    const before = Date.now();
    const first = await moveMoney(at);
    assert.ok(first.result === 'confirm');
    const days = (Date.parse(first.until) - before) / (24 * hour);
    assert.ok(days >= 7 && days < 7.01, `${days} days`);
    assert.deepEqual(await moveMoney(at), first);
    assert.deepEqual(await moveMoney(later(at)), first);
    const { stage, waitingFor, waitingUntil } = await record(at);
    assert.deepEqual([stage, waitingFor, waitingUntil?.toISOString()], ['authorizing', 'confirmation', first.until]);
    assert.deepEqual([plaid.authorizations.length, plaid.transfers.length], [1, 0]);
    assert.deepEqual(await notifications(at), [['action_required', 'confirm']]);
  });

  it('is not asked about where the policy does not say so, or Plaid does not approve', async () => {
    assert.equal((await moveMoney(await storedPaymentUnder(database.pool, {}))).result, 'sent');
    plaid.decisions.push({ decision: 'declined', rationale: 'NSF' }, notChecked);
    assert.deepEqual(await moveMoney(await stored()), { result: 'declined', reason: 'NSF' });
    const reviewed = await stored({ uncheckedRisk: 'review' });
    assert.equal((await moveMoney(reviewed)).result, 'review');
    assert.equal((await moveMoney(later(reviewed), { riskAccepted: true })).result, 'confirm');
  });

  it('is created with its authorization once it is confirmed, and the timeline says by whom', async () => {
    const at = await asked();
    const { question } = await record(at);
    await answer(at, 'confirmed');
    assert.equal((await moveMoney(later(at))).result, 'sent');
    assert.deepEqual([plaid.authorizations.length, plaid.transfers.length], [1, 1]);
    assert.deepEqual(await saidOf(database.pool, at, 'confirmed'), [{ by: 'treasury-2', key: 'test0001', question }]);
  });

  it('is created by no late try of a step that asked, because the case can be cancelled from then on', async () => {
    const at = await asked();
    await moveMoney(later(at));
    await answer(at, 'confirmed');
    for (const late of [at, later(at)]) {
      await moveMoney(late).catch(({ detail }) => assert.equal(detail.code, 'case_moved_on'));
      assert.equal(plaid.transfers.length, 0);
    }
    assert.equal((await moveMoney(later(at, 2))).result, 'sent');
  });

  for (const hours of [1, 49]) {
    it(`needs another authorization after ${hours} hours, but no other answer`, async () => {
      const at = await asked();
      await passTime(database.pool, plaid, at, hours * hour);
      await answer(at, 'confirmed');
      assert.equal((await moveMoney(later(at))).result, 'sent');
      assert.deepEqual(await decisionsOf(database.pool, at), ['retired', 'approved']);
      assert.equal(plaid.transfers.length, 1);
    });
  }

  it('may be declined or reviewed when Plaid authorizes it again', async () => {
    for (const [decided, result] of [
      [{ decision: 'declined', rationale: 'NSF' }, 'declined'],
      [notChecked, 'review'],
    ] as const) {
      plaid = strictPlaid();
      const at = await asked({ uncheckedRisk: 'review' });
      await passTime(database.pool, plaid, at, 2 * hour);
      await answer(at, 'confirmed');
      plaid.decisions.push(decided);
      assert.equal((await moveMoney(later(at))).result, result);
      if (result === 'declined') continue;
      assert.equal((await moveMoney(later(at, 2), { riskAccepted: true })).result, 'sent');
    }
  });

  for (const [why, reason] of [
    ['refused', 'refused_by_tenant'],
    ['not confirmed in time', 'not_confirmed'],
  ] as const) {
    const end = async (at: At) => {
      if (reason === 'refused_by_tenant') await answer(at, 'refused');
    };
    const unanswered = reason === 'not_confirmed';

    it(`${why}: ends as cancelled, and lets go of the authorization`, async () => {
      const at = await asked();
      await end(at);
      const ended = { result: 'cancelled', reason };
      assert.deepEqual(await moveMoney(later(at), { unanswered }), ended);
      assert.deepEqual(await standOf(database.pool, at), ['closed', 'cancelled', reason]);
      assert.deepEqual([...plaid.cancelled], [plaid.authorizations[0]?.authorizationId]);
      assert.deepEqual(await moveMoney(later(at), { unanswered }), ended);
      assert.deepEqual(await moveMoney(at), ended);
      assert.equal(plaid.transfers.length, 0);
      assert.deepEqual(await notifications(at), [
        ['action_required', 'confirm'],
        ['cancelled', null],
      ]);
    });

    it(`${why}: leaves no authorization, although the worker is killed around its cancellation`, async () => {
      for (const when of ['before', 'after'] as const) {
        plaid = strictPlaid();
        const at = await asked();
        await end(at);
        const fault = plaid.failNext('cancelAuthorization', when, new Error('killed'));
        await untilDone(() => moveMoney(later(at), { unanswered }));
        assert.ok(fault.fired);
        assert.deepEqual([await decisionsOf(database.pool, at), plaid.transfers.length], [['cancelled'], 0]);
      }
    });
  }

  it('takes a confirmation until the case has ended, and none afterwards', async () => {
    const early = await asked();
    await answer(early, 'confirmed');
    assert.equal((await moveMoney(later(early), { unanswered: true })).result, 'sent');
    const late = await asked();
    await moveMoney(later(late), { unanswered: true });
    await assert.rejects(answer(late, 'confirmed'), { kind: 'conflict', detail: { code: 'case_closed' } });
  });

  it('is created by no try once the case has closed, whatever the tenant has said', async () => {
    for (const said of ['confirmed', null] as const) {
      plaid = strictPlaid();
      const at = await asked();
      if (said) await answer(at, said);
      await closeStage(database.pool, { ...later(at), outcome: 'cancelled', reason: 'cancelled_by_tenant' });
      await assert.rejects(moveMoney(at), { kind: 'conflict', detail: { code: 'case_moved_on' } });
      assert.deepEqual([plaid.transfers.length, plaid.cancelled.size], [0, 1]);
    }
  });

  it('is asked about again for another account', async () => {
    const at = await asked();
    await answer(at, 'confirmed');
    await storedMatchedAccount(database.pool, at.onboardingId);
    assert.equal((await moveMoney(later(at, 4))).result, 'confirm');
    await answer(at, 'confirmed');
    assert.equal((await moveMoney(later(at, 5))).result, 'sent');
  });

  it('ends for another account too, once the tenant has refused', async () => {
    const at = await asked();
    await answer(at, 'refused');
    await storedMatchedAccount(database.pool, at.onboardingId);
    assert.deepEqual(await moveMoney(later(at, 4)), { result: 'cancelled', reason: 'refused_by_tenant' });
  });

  it('keeps the answer about an account that the bank has changed, once the case has read it again', async () => {
    const at = await asked();
    await reread(at);
    assert.equal((await moveMoney(later(at, 3))).result, 'confirm');
    await answer(at, 'confirmed');
    assert.equal((await moveMoney(later(at, 4))).result, 'sent');
  });

  it('ends as abandoned when the applicant takes back the permission meanwhile', async () => {
    const at = await asked();
    await answer(at, 'confirmed');
    const { rows } = await database.pool.query('select id from items where onboarding_id = $1', [at.onboardingId]);
    await recordItemChange(database.pool, { itemId: rows[0]?.id, change: 'permission_revoked', at: null });
    await database.pool.query(`update authorizations set asked_at = now() - interval '3 minutes'`);
    assert.equal((await moveMoney(later(at))).result, 'abandoned');
    assert.deepEqual([await decisionsOf(database.pool, at), plaid.transfers.length], [['cancelled'], 0]);
  });

  describe('that comes back', () => {
    let numbers = 0;
    /** The newest account of the case has numbers that no other account has. */
    const withOwnNumbers = ({ onboardingId }: At) =>
      database.pool.query(
        `update accounts set numbers_index = decode(lpad(to_hex($2::int), 8, '0'), 'hex')
         where id = (select id from accounts where onboarding_id = $1 order by turn desc limit 1)`,
        [onboardingId, ++numbers],
      );
    async function returned(code: string): Promise<At> {
      const at = await asked({ reinitiate: 2 });
      await withOwnNumbers(at);
      await answer(at, 'confirmed');
      await moveMoney(later(at));
      const transferId = plaid.transfers.at(-1)?.transferId ?? '';
      const failure = asTheBankSays(code);
      plaid.events.push(aTransferEvent({ eventId: ++eventId, transferId, type: 'returned', failure }));
      await activities().drainFeed('transfer');
      return later(at, 9);
    }

    it('is made again without another answer, because a reinitiation is the same entry', async () => {
      const at = await returned('R01');
      assert.equal((await moveMoney(at, { transferNumber: 2 })).result, 'sent');
      assert.equal(plaid.transfers.length, 2);
    });

    it('is asked about again for another account, and ends as returned if the tenant refuses', async () => {
      for (const [given, result] of [
        ['confirmed', 'sent'],
        ['refused', 'returned'],
      ] as const) {
        plaid = strictPlaid();
        const at = await returned('R03');
        await storedMatchedAccount(database.pool, at.onboardingId);
        await withOwnNumbers(at);
        assert.equal((await moveMoney(at, { transferNumber: 2 })).result, 'confirm');
        await answer(at, given);
        assert.equal((await moveMoney(later(at), { transferNumber: 2 })).result, result);
        if (result === 'sent') continue;
        assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R03']);
        assert.deepEqual(await saidOf(database.pool, at, 'not_moved_again'), [{ because: 'refused_by_tenant' }]);
        assert.equal(plaid.cancelled.size, 1);
      }
    });
  });
});
