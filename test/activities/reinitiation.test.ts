import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { transferByNumber } from '../../db/transfers/transfers.ts';
import type { AuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import { activitiesOn, storedMatchedAccount, untilDone } from '../support/cases/activities.ts';
import { type At, passTime, saidOf, standOf, storedPaymentUnder } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type SignalledFeed, signalledFeed } from '../support/plaid/signalled-feed.ts';
import { type StrictPlaid, strictPlaid, unsure } from '../support/plaid/strict-plaid.ts';

describe('A1: a debit returned for insufficient funds', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let feed: SignalledFeed;
  let eventId = 0n;
  beforeEach(() => {
    plaid = strictPlaid();
    feed = signalledFeed(database.pool);
  });

  const activities = () => activitiesOn(database.pool, plaid);
  const moveMoney = (at: At, transferNumber = 1) =>
    activities().moveMoney({ ...at, step: at.step + 3 * transferNumber, transferNumber });
  const follow = ({ onboardingId }: At, transferId = plaid.transfers.at(-1)?.transferId ?? '') =>
    activities().followReturn({ onboardingId, transferId });
  /** Lets the feed read an event of the newest transfer. */
  const happens = (type: string, code: string | null = null, at = new Date('2026-03-04T13:00:00Z')) =>
    feed.tell([
      [
        aTransferEvent({
          ...{ eventId: ++eventId, transferId: plaid.transfers.at(-1)?.transferId ?? '', type, at },
          failure: asTheBankSays(code),
        }),
      ],
    ]);

  /** Moved once, and returned. */
  async function returned(policy: Partial<AuthorizationPolicy> = { reinitiate: 2 }, code = 'R01'): Promise<At> {
    const at = await storedPaymentUnder(database.pool, policy);
    await moveMoney(at);
    await happens('returned', code);
    return at;
  }
  const madeOn = ({ onboardingId }: At, createdAt: string) =>
    database.pool.query('update transfers set created_at = $2 where onboarding_id = $1', [onboardingId, createdAt]);
  async function told({ onboardingId }: At): Promise<string[]> {
    const of = 'select type from notifications where onboarding_id = $1 order by created_at';
    return (await database.pool.query<{ type: string }>(of, [onboardingId])).rows.map(({ type }) => type);
  }

  it('is reinitiated on the next pay-day, and the case goes on meanwhile', async () => {
    const at = await returned();
    assert.deepEqual(await standOf(database.pool, at), ['transferring', null, 'R01']);
    const record = await loadCase(database.pool, at.onboardingId);
    assert.equal(record?.waitingFor, 'reinitiation');
    // The Friday after, between 10:00 and 18:00 in New York.
    const until = record?.waitingUntil?.toISOString() ?? '';
    assert.ok(until >= '2026-03-06T15:00:00Z' && until < '2026-03-06T23:00:00Z', until);
    const next = { transferNumber: 2, counted: { steps: record?.step, reminders: 0 } };
    assert.deepEqual(await follow(at), { next: 'reinitiate', reason: 'R01', at: until, ...next });
    assert.deepEqual(await told(at), ['onboarding.returned']);
  });

  it("is a separate transfer with an equal amount and Plaid's prescribed description, at most twice", async () => {
    const at = await returned();
    for (const transferNumber of [2, 3]) {
      assert.equal((await moveMoney(at, transferNumber)).result, 'sent');
      assert.deepEqual(await standOf(database.pool, at), ['transferring', null, null]);
      await happens('returned', 'R01');
    }
    assert.deepEqual(
      plaid.transfers.map(({ description, amountCents }) => [description, amountCents]),
      [
        ['Funding of Ada', 2500],
        ['Retry 1', 2500],
        ['Retry 2', 2500],
      ],
    );
    assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R01']);
    assert.deepEqual(await follow(at), { next: 'end', outcome: 'returned', reason: 'R01' });
    await assert.rejects(moveMoney(at, 4), { kind: 'bug', detail: { code: 'transfer_not_due' } });
  });

  it('arrives in the end, and is reported as funded', async () => {
    const at = await returned();
    await moveMoney(at, 2);
    await happens('funds_available');
    assert.deepEqual(await standOf(database.pool, at), ['watching_returns', 'funded', null]);
    assert.deepEqual(await told(at), ['onboarding.returned', 'onboarding.funded']);
  });

  it('is not reinitiated without a policy for it, nor more often than the policy says', async () => {
    assert.deepEqual(await standOf(database.pool, await returned({})), ['closed', 'returned', 'R01']);
    const at = await returned({ reinitiate: 1 });
    await moveMoney(at, 2);
    await happens('returned', 'R09');
    assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R09']);
  });

  it('is not reinitiated after 180 days', async () => {
    const at = await storedPaymentUnder(database.pool, { reinitiate: 2 });
    await moveMoney(at);
    await madeOn(at, '2025-09-01T12:00:00Z');
    await happens('returned', 'R01');
    assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R01']);
  });

  it('is not reinitiated either where 180 days have passed since the decision', async () => {
    const at = await returned();
    plaid.decisions.push({ decision: 'user_action_required' });
    await assert.rejects(moveMoney(at, 2), { kind: 'needs-user' });
    // One day more than enough: by New York's calendar, the clock change can make 181 days one less.
    await madeOn(at, new Date(Date.now() - 182 * 86_400_000).toISOString());
    await passTime(database.pool, plaid, at, 86_400_000);
    assert.equal((await moveMoney(at, 2)).result, 'returned');
    assert.deepEqual(await saidOf(database.pool, at, 'not_moved_again'), [{ because: 'too_late_to_reinitiate' }]);
  });

  it('is reinitiated by standard ACH, whatever the first network', async () => {
    const at = await storedPaymentUnder(database.pool, { reinitiate: 1 }, 'same-day-ach');
    await moveMoney(at);
    await happens('returned', 'R01');
    await moveMoney(at, 2);
    assert.deepEqual(
      plaid.transfers.map(({ network }) => network),
      ['same-day-ach', 'ach'],
    );
    assert.deepEqual(await told(at), ['onboarding.returned', 'onboarding.network_changed']);
  });

  it('takes back an outcome that was reported as funded', async () => {
    const at = await storedPaymentUnder(database.pool, { reinitiate: 2 });
    await moveMoney(at);
    await happens('funds_available');
    await happens('returned', 'R01');
    assert.deepEqual(await standOf(database.pool, at), ['transferring', null, 'R01']);
    assert.deepEqual(await told(at), ['onboarding.funded', 'onboarding.returned']);
  });

  it('is decided once: repeated or late events change nothing, even after the next transfer', async () => {
    const at = await returned();
    const due = await follow(at);
    const first = plaid.transfers[0]?.transferId ?? '';
    const again = () =>
      feed.tell([
        [
          aTransferEvent({
            ...{ eventId: ++eventId, transferId: first, type: 'returned', at: new Date('2026-03-09T13:00:00Z') },
            failure: asTheBankSays('R01'),
          }),
          aTransferEvent({ eventId: ++eventId, transferId: first, type: 'funds_available' }),
        ],
      ]);
    await again();
    assert.deepEqual(await follow(at), due);
    await moveMoney(at, 2);
    await again();
    assert.deepEqual(await standOf(database.pool, at), ['transferring', null, null]);
    assert.equal((await told(at)).length, 1);
    assert.deepEqual(await follow(at, first), { next: 'end', outcome: 'returned', reason: 'returned' });
  });

  it('ends as returned where Plaid does not let it be reinitiated', async () => {
    const at = await returned();
    plaid.decisions.push({ decision: 'declined', rationale: 'NSF' });
    for (let tries = 0; tries < 2; tries++) {
      assert.equal((await moveMoney(at, 2)).result, 'returned');
    }
    assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R01']);
    assert.deepEqual(await saidOf(database.pool, at, 'not_moved_again'), [{ because: 'NSF' }]);
  });

  it('ends as returned where the applicant does not repair the login for it', async () => {
    const at = await returned();
    plaid.decisions.push({ decision: 'user_action_required' });
    await assert.rejects(moveMoney(at, 2), { kind: 'needs-user' });
    const ending = { onboardingId: at.onboardingId, step: 20, outcome: 'abandoned', reason: 'repair_expired' } as const;
    assert.deepEqual(await activities().closeCase(ending), { outcome: 'returned', reason: 'R01' });
    assert.deepEqual(await standOf(database.pool, at), ['closed', 'returned', 'R01']);
  });

  it('is no reinitiation on another account: then it is a transfer like the first', async () => {
    const at = await returned();
    await storedMatchedAccount(database.pool, at.onboardingId);
    await moveMoney(at, 2);
    assert.equal(plaid.transfers[1]?.description, 'Funding of Ada');
    assert.equal((await transferByNumber(database.pool, at.onboardingId, 2))?.reinitiations, 0);
  });

  describe('is one transfer for each transferNumber', () => {
    async function assertOnce(at: At, about: string): Promise<void> {
      const made = plaid.transfersOf(at.onboardingId);
      assert.deepEqual(
        made.map(({ description }) => description),
        ['Funding of Ada', 'Retry 1'],
        about,
      );
      for (const transferNumber of [1, 2]) {
        const recorded = await transferByNumber(database.pool, at.onboardingId, transferNumber);
        assert.equal(recorded?.transferId, made[transferNumber - 1]?.transferId, about);
      }
      assert.deepEqual(await standOf(database.pool, at), ['transferring', null, null], about);
    }

    for (const when of ['before', 'after'] as const) {
      it(`even if killed ${when} each of its statements`, async () => {
        let statements = 0;
        for (;;) {
          plaid = strictPlaid();
          const at = await returned();
          const dying = dyingPool(database.pool, statements + 1, when);
          const end = await activitiesOn(dying.pool, plaid)
            .moveMoney({ ...at, step: 9, transferNumber: 2 })
            .catch((error: { code?: string }) => error);
          if (dying.diedAt === null) {
            assert.ok('result' in end);
            break;
          }
          assert.equal('code' in end && end.code, 'ECONNRESET', dying.diedAt);
          await untilDone(() => moveMoney(at, 2));
          await assertOnce(at, dying.diedAt);
          statements += 1;
        }
        assert.ok(statements > 15, `only ${statements} statements were tried`);
      });

      for (const call of ['authorize', 'createTransfer'] as const) {
        it(`even if killed, or left without an answer, ${when} ${call}`, async () => {
          for (const error of [new Error('killed'), unsure()]) {
            const at = await returned();
            const fault = plaid.failNext(call, when, error);
            await untilDone(() => moveMoney(at, 2));
            assert.ok(fault.fired);
            await assertOnce(at, String(error));
            plaid = strictPlaid();
          }
        });
      }
    }

    it('even if eight tries of it, and late ones of the first, begin at once', async () => {
      const at = await returned();
      const tries = Array.from({ length: 12 }, (_, n) => moveMoney(at, n % 3 === 0 ? 1 : 2));
      await Promise.all(tries);
      await assertOnce(at, 'at once');
    });
  });
});
