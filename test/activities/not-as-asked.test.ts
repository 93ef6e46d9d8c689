import assert from 'node:assert/strict';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { type At, passTime, saidOf, standOf, storedPaymentUnder } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const hour = 3_600_000;

describe('a transfer that Plaid declines for now, or on this network', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const moveMoney = (at: At) => activitiesOn(database.pool, plaid).moveMoney(at);
  const keys = () => new Set(plaid.authorizations.map(({ request }) => request.idempotencyKey)).size;

  describe('our own limit at Plaid', () => {
    const limited = { decision: 'declined', rationale: 'TRANSFER_LIMIT_REACHED' } as const;

    it('makes the case wait: it may be cancelled, and each try has a new key', async () => {
      plaid.decisions.push(limited, limited);
      const at = await storedPaymentUnder(database.pool, {});
      for (let step = 3; step < 5; step++) {
        await assert.rejects(
          moveMoney({ ...at, step }),
          (failure: { kind: string; detail: Record<string, unknown> }) => {
            assert.equal(failure.kind, 'busy');
            const { code, refused, retryAfterSeconds } = failure.detail;
            assert.deepEqual([code, refused], ['TRANSFER_LIMIT_REACHED', true]);
            assert.ok(Number(retryAfterSeconds) > 0 && Number(retryAfterSeconds) <= 25 * 3600);
            return true;
          },
        );
        assert.deepEqual(await standOf(database.pool, at), ['authorizing', null, 'TRANSFER_LIMIT_REACHED']);
        const { rows } = await database.pool.query('select waiting_for from onboardings where id = $1', [
          at.onboardingId,
        ]);
        assert.deepEqual(rows, [{ waiting_for: 'plaid_limit' }]);
      }
      assert.equal((await moveMoney({ ...at, step: 5 })).result, 'sent');
      assert.equal(keys(), 3);
    });

    it('does not make the case wait longer than the policy says', async () => {
      plaid.decisions.push(limited, limited, limited);
      const at = await storedPaymentUnder(database.pool, { limitWithin: '2 days' });
      await assert.rejects(moveMoney(at), { kind: 'busy' });
      await passTime(database.pool, plaid, at, 24 * hour);
      await assert.rejects(moveMoney({ ...at, step: 4 }), { kind: 'busy' });
      await passTime(database.pool, plaid, at, 24 * hour);
      const reason = 'TRANSFER_LIMIT_REACHED';
      assert.deepEqual(await moveMoney({ ...at, step: 5 }), { result: 'declined', reason });
      assert.deepEqual(await standOf(database.pool, at), ['closed', 'declined', reason]);
    });
  });

  describe('a network', () => {
    const risky = { decision: 'declined', rationale: 'RISK' } as const;
    const networksAsked = () => plaid.authorizations.map(({ request }) => request.network);

    it('that Plaid declines is replaced by the next slower one, each under a new key', async () => {
      plaid.decisions.push(risky, risky);
      const at = await storedPaymentUnder(database.pool, {}, 'rtp');
      assert.equal((await moveMoney(at)).result, 'sent');
      assert.deepEqual([networksAsked(), keys()], [['rtp', 'same-day-ach', 'ach'], 3]);
      assert.deepEqual(await saidOf(database.pool, at, 'network_fallback'), [
        { network: 'same-day-ach', because: 'RISK' },
        { network: 'ach', because: 'RISK' },
      ]);
      assert.deepEqual(await saidOf(database.pool, at, 'network_changed'), [{ asked: 'rtp', network: 'ach' }]);
      const { rows } = await database.pool.query('select type from notifications where onboarding_id = $1', [
        at.onboardingId,
      ]);
      assert.deepEqual(rows, [{ type: 'onboarding.network_changed' }]);
    });

    it('that the bank does not have is not requested', async () => {
      plaid.rtp = false;
      const at = await storedPaymentUnder(database.pool, {}, 'rtp');
      assert.equal((await moveMoney(at)).result, 'sent');
      assert.deepEqual(networksAsked(), ['same-day-ach']);
      assert.deepEqual(await saidOf(database.pool, at, 'network_fallback'), [
        { network: 'same-day-ach', because: 'rtp_not_supported' },
      ]);
    });

    it('that Plaid declines ends the case where the policy allows no other', async () => {
      plaid.decisions.push(risky);
      const at = await storedPaymentUnder(database.pool, { networkFallback: false }, 'same-day-ach');
      assert.deepEqual(await moveMoney(at), { result: 'declined', reason: 'RISK' });
    });

    it('that Plaid declines ends the case where Plaid declines the slowest too', async () => {
      plaid.decisions.push(risky, { decision: 'declined', rationale: 'NSF' });
      const at = await storedPaymentUnder(database.pool, {}, 'same-day-ach');
      assert.deepEqual(await moveMoney(at), { result: 'declined', reason: 'NSF' });
      assert.deepEqual(networksAsked(), ['same-day-ach', 'ach']);
    });

    for (const call of ['authorize', 'createTransfer'] as const) {
      for (const when of ['before', 'after'] as const) {
        it(`falls back once, even if killed ${when} each ${call}`, async () => {
          for (let nth = 1; nth <= (call === 'authorize' ? 3 : 1); nth++) {
            plaid = strictPlaid();
            plaid.decisions.push(risky, risky);
            const at = await storedPaymentUnder(database.pool, {}, 'rtp');
            const fault = plaid.failNext(call, when, new Error('killed'), nth);
            assert.equal((await untilDone(() => moveMoney(at))).result, 'sent');
            assert.ok(fault.fired);
            assert.deepEqual([keys(), plaid.transfersOf(at.onboardingId).length], [3, 1], `the ${nth}. ${call}`);
          }
        });
      }
    }

    it('that we do not know is kept, and the tenant notified', async () => {
      const at = await storedPaymentUnder(database.pool, {});
      const { createTransfer } = plaid.gateway;
      plaid.gateway.createTransfer = async (request) => ({ ...(await createTransfer(request)), network: 'rfp' });
      assert.equal((await moveMoney(at)).result, 'sent');
      assert.deepEqual(await saidOf(database.pool, at, 'network_changed'), [{ asked: 'ach', network: 'rfp' }]);
      assert.equal((await transferOfCase(database.pool, at.onboardingId))?.transferId, plaid.transfers[0]?.transferId);
    });

    it('that Plaid changes silently is noticed, and the tenant notified once', async () => {
      plaid.late = true;
      const at = await storedPaymentUnder(database.pool, {}, 'same-day-ach');
      plaid.failNext('createTransfer', 'after');
      await untilDone(() => moveMoney(at));
      await moveMoney(at);
      assert.deepEqual(await saidOf(database.pool, at, 'network_changed'), [{ asked: 'same-day-ach', network: 'ach' }]);
    });
  });
});
