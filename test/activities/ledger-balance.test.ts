// Credits that our Ledger at Plaid does not cover.
import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { isWithoutOpenCall } from '../../domain/failure.ts';
import { type AuthorizationPolicy, defaultAuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import { activitiesOn, storedPayment, untilDone } from '../support/cases/activities.ts';
import { later, storedConfirmed } from '../support/cases/confirmations.ts';
import { type At, decisionsOf, passTime, standOf } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { refusal } from '../support/plaid/strict-money.ts';
import { type StrictPlaid, strictPlaid, unsure } from '../support/plaid/strict-plaid.ts';

const hour = 3_600_000;
const short = { decision: 'declined', rationale: 'NSF' } as const;

describe('a credit that our Ledger at Plaid does not cover', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const moveMoney = (at: At) => activitiesOn(database.pool, plaid).moveMoney(at);
  const aCredit = (policy: Partial<AuthorizationPolicy> = {}) =>
    storedPayment(database.pool, {
      funding: { network: 'ach', direction: 'credit' },
      policy: { money: { ...defaultAuthorizationPolicy, ...policy } },
    });
  /** Plaid refuses to make the transfer that it has authorized, because the Ledger has been emptied meanwhile. */
  function emptied() {
    plaid.ledger = { availableCents: 24_99, pendingCents: 100_00 };
    return plaid.failNext('createTransfer', 'before', refusal('bug', 'INSUFFICIENT_FUNDS'));
  }
  async function waits(at: At): Promise<void> {
    await assert.rejects(moveMoney(at), (failure: Error & { kind: string; detail: Record<string, unknown> }) => {
      assert.equal(failure.kind, 'busy');
      const { code, refused, retryAfterSeconds } = failure.detail;
      assert.deepEqual([code, refused, retryAfterSeconds], ['ledger_balance', true, 4 * 3600]);
      assert.ok(isWithoutOpenCall(failure), 'the case cannot be cancelled');
      return true;
    });
    assert.deepEqual(await standOf(database.pool, at), ['authorizing', null, 'ledger_balance']);
    const { waitingFor, waitingUntil } = (await loadCase(database.pool, at.onboardingId)) ?? {};
    assert.equal(waitingFor, 'ledger_balance');
    assert.ok(waitingUntil && waitingUntil.getTime() > Date.now());
  }

  it('waits, also for days, and each try asks under a new key', async () => {
    plaid.decisions.push(short, short);
    const at = await aCredit();
    await waits(at);
    await passTime(database.pool, plaid, at, 50 * hour);
    await waits({ ...at, step: 4 });
    assert.equal((await moveMoney({ ...at, step: 5 })).result, 'sent');
    assert.equal(new Set(plaid.authorizations.map(({ request }) => request.idempotencyKey)).size, 3);
    assert.deepEqual(await decisionsOf(database.pool, at), ['declined', 'declined', 'approved']);
    assert.deepEqual(await standOf(database.pool, at), ['transferring', null, null]);
  });

  it('ends declined after the time of the policy', async () => {
    plaid.decisions.push(short, short, short);
    const at = await aCredit({ ledger: '2 days' });
    await waits(at);
    await passTime(database.pool, plaid, at, 24 * hour);
    await waits({ ...at, step: 4 });
    await passTime(database.pool, plaid, at, 24 * hour);
    const end = { result: 'declined', reason: 'ledger_balance' };
    assert.deepEqual(await moveMoney({ ...at, step: 5 }), end);
    assert.deepEqual(await standOf(database.pool, at), ['closed', 'declined', 'ledger_balance']);
    assert.deepEqual(await moveMoney({ ...at, step: 5 }), end);
  });

  it('ends declined at once, where the policy says 0 days', async () => {
    plaid.decisions.push(short);
    const at = await aCredit({ ledger: '0 days' });
    assert.deepEqual(await moveMoney(at), { result: 'declined', reason: 'ledger_balance' });
  });

  it('is not known from an approval: that is used, whatever its rationale', async () => {
    plaid.decisions.push({ decision: 'approved', rationale: 'NSF' });
    const at = await aCredit({ uncheckedRisk: 'accept' });
    plaid.failNext('createTransfer', 'before', unsure());
    await assert.rejects(moveMoney(at), { kind: 'uncertain' });
    assert.equal((await moveMoney(at)).result, 'sent');
    assert.equal(plaid.authorizations.length, 1);
  });

  describe('any more, once it is authorized', () => {
    it('waits as well, and another authorization follows', async () => {
      const at = await aCredit();
      const fault = emptied();
      await waits(at);
      assert.ok(fault.fired);
      assert.deepEqual(await decisionsOf(database.pool, at), ['retired']);
      plaid.decisions.push(short);
      await waits({ ...at, step: 4 });
      assert.equal((await moveMoney({ ...at, step: 5 })).result, 'sent');
      assert.equal(plaid.transfers.length, 1);
    });

    it('waits without another question to the tenant, who has confirmed it', async () => {
      const stored: typeof storedPayment = (pool, change) =>
        storedPayment(pool, { ...change, funding: { network: 'ach', direction: 'credit' } });
      const at = await storedConfirmed(database.pool, plaid, { stored });
      emptied();
      await waits(at);
      assert.equal((await moveMoney(later(at))).result, 'sent');
      assert.equal(plaid.transfers.length, 1);
    });

    it('ends declined after the time of the policy, counted from then', async () => {
      const at = await aCredit({ ledger: '1 days' });
      emptied();
      await waits(at);
      await passTime(database.pool, plaid, at, 24 * hour);
      plaid.decisions.push(short);
      assert.deepEqual(await moveMoney({ ...at, step: 4 }), { result: 'declined', reason: 'ledger_balance' });
    });

    it('is trouble, where the Ledger covers it, cannot be read, or the money comes from the applicant', async () => {
      const debit = await storedPayment(database.pool, { funding: { network: 'ach', direction: 'debit' } });
      for (const [at, prepare] of [
        [await aCredit(), () => Object.assign(plaid.ledger, { availableCents: 25_00 })],
        [await aCredit(), () => plaid.failNext('readLedger', 'before')],
        [debit, () => {}],
      ] as const) {
        emptied();
        prepare();
        await assert.rejects(moveMoney(at), { kind: 'bug', detail: { code: 'INSUFFICIENT_FUNDS' } });
        assert.deepEqual(await standOf(database.pool, at), ['authorizing', null, null]);
      }
    });

    it('does not end the case while an earlier request may be open', async () => {
      const at = await aCredit({ ledger: '0 days' });
      plaid.failNext('createTransfer', 'before', unsure());
      await assert.rejects(moveMoney(at), { kind: 'uncertain' });
      emptied();
      await assert.rejects(moveMoney(at), (failure: Error & { kind: string }) => {
        assert.deepEqual([failure.kind, isWithoutOpenCall(failure)], ['bug', false]);
        return true;
      });
      assert.deepEqual(await standOf(database.pool, at), ['authorizing', null, null]);
    });

    it('is no reason to wait while a create may be on its way', async () => {
      const at = await aCredit();
      plaid.ledger = { availableCents: 0, pendingCents: 0 };
      plaid.failNext('createTransfer', 'after', unsure());
      await assert.rejects(moveMoney(at), { kind: 'uncertain' });
      assert.equal((await moveMoney(at)).result, 'sent');
      assert.deepEqual([plaid.authorizations.length, plaid.transfers.length], [1, 1]);
    });
  });

  for (const when of ['before', 'after'] as const) {
    for (const [what, prepare] of [
      ['authorizes', () => plaid.decisions.push(short)],
      ['makes', emptied],
    ] as const) {
      it(`F1: killed ${when} each statement of the try that Plaid no longer ${what}, it still moves once`, async () => {
        let statements = 0;
        for (;;) {
          plaid = strictPlaid();
          const at = await aCredit();
          prepare();
          const dying = dyingPool(database.pool, statements + 1, when);
          await assert.rejects(activitiesOn(dying.pool, plaid).moveMoney(at));
          if (dying.diedAt === null) break;
          await untilDone(() => moveMoney(at));
          const made = plaid.transfersOf(at.onboardingId);
          assert.equal(made.length, 1, dying.diedAt);
          assert.equal((await transferOfCase(database.pool, at.onboardingId))?.transferId, made[0]?.transferId);
          statements += 1;
        }
        assert.ok(statements > 10, `only ${statements} statements were tried`);
      });
    }
  }
});
