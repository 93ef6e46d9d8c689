import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import type { Direction } from '../../domain/case/onboarding.ts';
import { defaultPolicy, type Policy } from '../../domain/case/policy.ts';
import { achCodes, type Consequence, ruleOf } from '../../domain/transfers/ach-codes.ts';
import { activitiesOn, storedMatchedAccount, storedPayment } from '../support/cases/activities.ts';
import { type At, decisionsOf, passTime, saidOf, standOf } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('A1: the account behind a return', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let alerts: Record<string, unknown>[];
  let eventId = 0n;
  let numbers = 0;
  beforeEach(() => {
    plaid = strictPlaid();
    alerts = [];
  });

  const activities = () =>
    activitiesOn(database.pool, plaid, { alert: (about, what) => void alerts.push({ ...about, what }) });
  const moveMoney = (at: At, transferNumber = 1) =>
    activities().moveMoney({ ...at, step: at.step + transferNumber, transferNumber });

  /** Links an account that no other test has; with `sameAs`, that of another case. */
  async function payment(
    {
      direction = 'debit',
      tenantId = 'ten_test',
      policy = {},
    }: { direction?: Direction; tenantId?: string; policy?: Partial<Policy> } = {},
    sameAs?: At,
  ): Promise<At> {
    const at = await storedPayment(database.pool, { tenantId, funding: { direction }, policy });
    numbers += 1;
    await database.pool.query(
      `update accounts set numbers_index = coalesce((select numbers_index from accounts where onboarding_id = $2 limit 1),
         decode(lpad(to_hex($3::int), 8, '0'), 'hex')) where onboarding_id = $1`,
      [at.onboardingId, sameAs?.onboardingId ?? null, numbers],
    );
    return at;
  }
  async function comesBack(code: string | null, transferId = plaid.transfers.at(-1)?.transferId ?? ''): Promise<void> {
    plaid.events = [aTransferEvent({ eventId: ++eventId, transferId, type: 'returned', failure: asTheBankSays(code) })];
    await activities().drainFeed('transfer');
  }
  async function returned(code: string | null, change: Parameters<typeof payment>[0] = {}): Promise<At> {
    const at = await payment(change);
    await moveMoney(at);
    await comesBack(code);
    return at;
  }
  const resultOf = async (at: At) => {
    const moved = await moveMoney(at);
    return 'reason' in moved ? moved.reason : moved.result;
  };

  const [held, sent] = ['account_on_hold', 'sent'] as const;
  type Next = typeof held | typeof sent;
  const nextTransfers: Record<Consequence, [code: string | null, debit: Next, credit: Next][]> = {
    reinitiate: [['R01', sent, sent]],
    relink: [['R02', held, held]],
    hold: [
      ['R10', held, sent],
      ['R07', held, sent],
    ],
    stop: [
      ['R16', held, held],
      ['R08', held, held],
      [null, held, held],
    ],
    review: [['R18', sent, sent]],
  };
  for (const [code, debit, credit] of Object.values(nextTransfers).flat()) {
    it(`${code}: the next debit is ${debit}, the next credit ${credit}, in any case of the tenant`, async () => {
      const at = await returned(code);
      assert.equal(await resultOf(await payment({ direction: 'debit' }, at)), debit);
      assert.equal(await resultOf(await payment({ direction: 'credit' }, at)), credit);
      assert.equal(await resultOf(await payment({ tenantId: 'ten_other' }, at)), 'sent');
      assert.equal(await resultOf(await payment()), 'sent');
    });
  }

  it("is recognised by Plaid's persistent id where its numbers have changed", async () => {
    const at = await payment();
    const persistent = (one: At) =>
      database.pool.query(`update accounts set persistent_account_id = $2 where onboarding_id = $1`, [
        one.onboardingId,
        `persistent-${at.onboardingId}`,
      ]);
    await persistent(at);
    await moveMoney(at);
    await comesBack('R10');
    const other = await payment();
    await persistent(other);
    assert.equal(await resultOf(other), 'account_on_hold');
  });

  it('is usable again once an operator has lifted the hold', async () => {
    const at = await returned('R10');
    await database.pool.query('update account_holds set lifted_at = now()');
    assert.equal(await resultOf(await payment({}, at)), 'sent');
  });

  it('is not debited either by a case that was approved before and waits for a reviewer', async () => {
    const first = await payment();
    const other = await payment({ policy: { money: { ...defaultPolicy.money, uncheckedRisk: 'review' } } }, first);
    plaid.decisions.push({ decision: 'approved', rationale: 'MANUALLY_VERIFIED_ITEM' });
    assert.equal((await moveMoney(other)).result, 'review');
    await moveMoney(first);
    await comesBack('R10');
    // By the record, a create with the approval could be in flight.
    await assert.rejects(moveMoney(other), { kind: 'uncertain', detail: { code: 'account_on_hold' } });
    await passTime(database.pool, plaid, other, 3 * 60_000);
    assert.equal(await resultOf(other), 'account_on_hold');
    assert.deepEqual(await decisionsOf(database.pool, other), ['cancelled']);
    assert.equal(plaid.cancelled.size, 1);
    assert.equal(plaid.transfersOf(other.onboardingId).length, 0);
  });

  it('does not stop a transfer that is already in flight', async () => {
    const at = await payment();
    const other = await payment({}, at);
    plaid.failNext('createTransfer', 'after');
    await assert.rejects(moveMoney(other), { kind: 'uncertain' });
    await moveMoney(at);
    await comesBack('R10');
    assert.equal((await moveMoney(other)).result, 'sent');
    assert.equal(plaid.transfersOf(other.onboardingId).length, 1);
  });

  describe('that cannot be used', () => {
    const follow = ({ onboardingId }: At) =>
      activities().followReturn({ onboardingId, transferId: plaid.transfers.at(-1)?.transferId ?? '' });

    it('is replaced by another account, with which the money moves', async () => {
      const at = await returned('R03');
      assert.deepEqual(await standOf(database.pool, at), ['transferring', null, 'R03']);
      const next = { transferNumber: 2, counted: { steps: at.step + 1, reminders: 0 } };
      assert.deepEqual(await follow(at), { next: 'relink', reason: 'R03', ...next });
      const offered = await activities().offerLink({ onboardingId: at.onboardingId, step: 5, reason: 'R03' });
      assert.ok(offered.expiresAt);
      assert.deepEqual(await standOf(database.pool, at), ['awaiting_link', null, 'R03']);
      await storedMatchedAccount(database.pool, at.onboardingId);
      numbers += 1;
      await database.pool.query(
        `update accounts set numbers_index = decode(lpad(to_hex($2::int), 8, '0'), 'hex')
         where id = (select id from accounts where onboarding_id = $1 order by created_at desc limit 1)`,
        [at.onboardingId, numbers],
      );
      assert.equal((await moveMoney({ ...at, step: 8 }, 2)).result, 'sent');
      assert.deepEqual(
        plaid.transfers.map(({ description }) => description),
        ['First', 'First'],
      );
    });

    it('is not accepted again, and each try returns the ending on record', async () => {
      const at = await returned('R03');
      for (let tries = 0; tries < 2; tries++) {
        assert.deepEqual(await moveMoney(at, 2), { result: 'returned', reason: 'R03' });
      }
      assert.deepEqual(await saidOf(database.pool, at, 'not_moved_again'), [{ because: 'account_on_hold' }]);
    });

    it('is replaced as often as the policy says', async () => {
      assert.deepEqual(await standOf(database.pool, await returned('R03', { policy: { linkAgain: 0 } })), [
        ...['closed', 'returned', 'R03'],
      ]);
    });

    it('ends the case where the applicant links no other one', async () => {
      const at = await returned('R03');
      const ending = { onboardingId: at.onboardingId, step: 9, outcome: 'abandoned', reason: 'link_expired' } as const;
      assert.deepEqual(await activities().closeCase(ending), { outcome: 'returned', reason: 'R03' });
      assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R03']);
      assert.deepEqual(await saidOf(database.pool, at, 'not_moved_again'), [{ because: 'link_expired' }]);
    });
  });

  describe('and the next step of the case', () => {
    const reinitiated = { ...defaultPolicy, money: { ...defaultPolicy.money, reinitiate: 2 as const } };
    for (const direction of ['debit', 'credit'] as const) {
      for (const wasFunded of [false, true]) {
        it(`is the rule's for every code, for a ${direction} ${wasFunded ? 'that had' : 'before it has'} arrived`, async () => {
          for (const code of [...Object.keys(achCodes), 'R99', null]) {
            const at = await payment({ direction, policy: reinitiated });
            await moveMoney(at);
            const transferId = plaid.transfers.at(-1)?.transferId ?? '';
            if (wasFunded) {
              const type = direction === 'debit' ? 'funds_available' : 'settled';
              plaid.events = [aTransferEvent({ eventId: ++eventId, transferId, type })];
              await activities().drainFeed('transfer');
            }
            await comesBack(code, transferId);
            const rule = ruleOf(code);
            const ours = rule.direction === undefined || rule.direction === direction;
            const next = ours && (rule.action === 'reinitiate' || rule.action === 'relink') ? 'transferring' : 'closed';
            const record = await loadCase(database.pool, at.onboardingId);
            assert.equal(record?.stage, next, String(code));
            assert.equal(record?.outcome, next === 'closed' ? 'returned' : null, String(code));
            assert.equal(record?.reason, code, String(code));
          }
        });
      }
    }

    for (const [code, why] of [
      ['R99', 'unknown_code'],
      ['R18', 'our_defect'],
      ['R24', 'duplicate'],
      ['R23', 'not_for_this_entry'],
      ['R01', undefined],
    ] as const) {
      it(`${code}: ${why ? `alerts operators to ${why}, once` : 'causes no alert'}`, async () => {
        const at = await returned(code);
        await comesBack(code);
        assert.deepEqual(
          alerts.map((one) => [one.why, one.onboarding_id]),
          why ? [[why, at.onboardingId]] : [],
        );
      });
    }

    it('is none where the money was refunded, because another debit would follow a double payment', async () => {
      const at = await payment({ policy: reinitiated });
      await moveMoney(at);
      const transferId = plaid.transfers.at(-1)?.transferId ?? '';
      await database.pool.query(
        `insert into refunds (id, onboarding_id, transfer_id, amount_cents, refund_id, status)
         values ('rfd_' || $1, $1, $2, 100, 'refund-' || $2, 'posted')`,
        [at.onboardingId, transferId],
      );
      await comesBack('R01');
      assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R01']);
      assert.ok(alerts.some(({ what }) => /paid twice/.test(String(what))));
    });
  });
});
