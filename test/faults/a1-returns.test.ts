import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { countReturns } from '../../db/transfers/return-rates.ts';
import { type Direction, directions } from '../../domain/case/onboarding.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { achCodes } from '../../domain/transfers/ach-codes.ts';
import { activitiesOn, storedMatchedAccount, storedPayment } from '../support/cases/activities.ts';
import type { At } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import {
  alertsOf,
  businessOnly,
  consumerOnly,
  creditOnly,
  debitOnly,
  rates,
  receivers,
  table,
} from '../support/fields/ach-table.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';
import { enumerated } from '../support/trials.ts';

/** Every return code, every notification of change, and unknown codes. */
const codes = [
  ...new Set([...Object.keys(achCodes), ...Array.from({ length: 13 }, (_, n) => `C${String(n + 1).padStart(2, '0')}`)]),
  'R99',
  null,
];
/** The status of the money before it came back. `closed`: the case expected no return any more. */
const statusesBefore = {
  debit: ['posted', 'settled', 'funds_available', 'closed'],
  credit: ['posted', 'settled', 'closed'],
} as const;

type Combination = { direction: Direction; receiver: keyof typeof receivers; before: string };
type Oracle = { action: string; alert: string | null; rates: string[] };

function oracle(code: string | null, { direction, receiver }: Combination): Oracle {
  const is = (list: readonly string[]) => code !== null && list.includes(code);
  const wrongWay = is(direction === 'debit' ? creditOnly : debitOnly);
  const wrongReceiver = is(receiver === 'consumer' ? businessOnly : consumerOnly);
  const change = code?.startsWith('C') ?? false;
  const listed = Object.entries(table).find(([, some]) => is(some))?.[0];
  const own = Object.entries(alertsOf).find(([, some]) => is(some))?.[0];
  const unlisted = change ? 'notice_of_change' : 'unknown_code';
  return {
    action: wrongWay ? 'stop' : (listed ?? (change ? 'review' : 'stop')),
    alert: own ?? (listed ? (wrongWay || wrongReceiver ? 'not_for_this_entry' : null) : unlisted),
    rates: [
      ...(is(rates.unauthorized) ? ['unauthorized'] : []),
      ...(is(rates.administrative) ? ['administrative'] : []),
      ...(change || is(rates.notOverall) ? [] : ['overall']),
    ],
  };
}

describe('A1: every return code, at every status, of debits and credits, of consumers and businesses', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let alerts: Record<string, unknown>[];
  let eventId = 0n;
  let accounts = 0;
  beforeEach(() => {
    plaid = strictPlaid();
    alerts = [];
  });
  const activities = () => activitiesOn(database.pool, plaid, { alert: (about) => void alerts.push(about) });

  /** Stores a case with an account of its own, or with the account of `sameAs`. */
  async function payment(tenantId: string, { direction, receiver }: Combination, sameAs?: At): Promise<At> {
    const funding = { direction, achClass: receivers[receiver] };
    const money = { ...defaultPolicy.money, reinitiate: 2 as const };
    const at = await storedPayment(database.pool, { tenantId, funding, policy: { money } });
    if (!sameAs) accounts += 1;
    await database.pool.query(
      `update accounts set numbers_index = coalesce((select numbers_index from accounts where onboarding_id = $2),
         decode(lpad(to_hex($3::int), 8, '0'), 'hex')) where onboarding_id = $1`,
      [at.onboardingId, sameAs?.onboardingId ?? null, accounts],
    );
    return at;
  }

  async function happens(transferId: string, type: string, code: string | null = null, at = new Date()): Promise<void> {
    plaid.events.push(aTransferEvent({ eventId: ++eventId, transferId, type, at, failure: asTheBankSays(code) }));
    await activities().drainFeed('transfer');
  }

  /** Moves the money to the status from which it will come back. */
  async function moved(at: At, { direction, before }: Combination): Promise<string> {
    await activities().moveMoney(at);
    const transferId = plaid.transfers.at(-1)?.transferId ?? '';
    const arrived = direction === 'debit' ? 'funds_available' : 'settled';
    await happens(transferId, before === 'closed' ? arrived : before);
    const now = '2100-01-01T00:00:00.000Z';
    if (before === 'closed') await activities().checkTransfer({ onboardingId: at.onboardingId, transferId, now });
    return transferId;
  }

  const goes = async (at: At) => (await activities().moveMoney(at)).result === 'sent';
  async function told({ onboardingId }: At): Promise<string[]> {
    const { rows } = await database.pool.query<{ type: string }>(
      'select type from notifications where onboarding_id = $1 order by created_at',
      [onboardingId],
    );
    return rows.map(({ type }) => type.replace('onboarding.', ''));
  }

  for (const direction of directions) {
    for (const receiver of ['consumer', 'business'] as const) {
      for (const before of statusesBefore[direction]) {
        const where: Combination = { direction, receiver, before };
        const tenantId = `ten_${direction}_${receiver}_${before}`;
        const tried = enumerated(codes, { local: 6 }, tenantId);

        it(`a ${direction} of a ${receiver}, ${before}: ${tried.length} codes`, async () => {
          const counted = { unauthorized: 0, administrative: 0, overall: 0 };
          for (const code of tried) {
            const expected = oracle(code, where);
            const at = await payment(tenantId, where);
            const transferId = await moved(at, where);
            alerts = [];
            await happens(transferId, 'returned', code);
            await happens(transferId, 'returned', code);

            const goesOn = expected.action === 'reinitiate' || expected.action === 'relink';
            const { stage, outcome, reason } = (await loadCase(database.pool, at.onboardingId)) ?? {};
            assert.deepEqual(
              [stage, outcome, reason],
              [goesOn ? 'transferring' : 'closed', goesOn ? null : 'returned', code],
            );
            const arrived = before === 'closed' || before === (direction === 'debit' ? 'funds_available' : 'settled');
            assert.deepEqual(await told(at), [...(arrived ? ['funded'] : []), 'returned'], `${code}`);
            assert.deepEqual(
              alerts.map(({ why }) => why),
              expected.alert ? [expected.alert] : [],
              `${code}`,
            );
            const follows = await activities().followReturn({ onboardingId: at.onboardingId, transferId });
            assert.equal(follows.next, goesOn ? expected.action : 'end', `${code}`);

            const good = expected.action === 'reinitiate' || expected.action === 'review';
            const again = (next: Direction) => payment(tenantId, { ...where, direction: next }, at);
            assert.equal(await goes(await again('debit')), good, `${code}: the next debit`);
            const credits = good || expected.action === 'hold';
            assert.equal(await goes(await again('credit')), credits, `${code}: the next credit`);

            if (direction === 'credit') continue;
            for (const rate of expected.rates) counted[rate as keyof typeof counted] += 1;
          }
          const [rate] = await countReturns(database.pool, { since: new Date('2026-01-01'), tenantId });
          const debits = direction === 'debit' ? tried.length : 0;
          assert.deepEqual(rate, { tenantId, debits, returns: counted });
        });
      }
    }
  }

  describe('reinitiation', () => {
    const where: Combination = { direction: 'debit', receiver: 'consumer', before: 'settled' };
    const noon = (date: string) => new Date(`${date}T16:00:00.000Z`);

    /** Returns the newest transfer, and does the follow-up. Resolves with the kind of follow-up. */
    async function comesBack(at: At, code: string): Promise<string> {
      const transferId = plaid.transfers.at(-1)?.transferId ?? '';
      await happens(transferId, 'returned', code);
      const follows = await activities().followReturn({ onboardingId: at.onboardingId, transferId });
      if (follows.next === 'end') return 'end';
      if (follows.next === 'relink') await anotherAccount(at);
      const { transferNumber } = follows;
      assert.equal(
        (await activities().moveMoney({ ...at, step: at.step + 3 * transferNumber, transferNumber })).result,
        'sent',
      );
      return follows.next;
    }
    async function anotherAccount({ onboardingId }: At): Promise<void> {
      const { accountId } = await storedMatchedAccount(database.pool, onboardingId);
      accounts += 1;
      await database.pool.query(
        `update accounts set numbers_index = decode(lpad(to_hex($2::int), 8, '0'), 'hex') where id = $1`,
        [accountId, accounts],
      );
    }

    const kinds = ['R01', 'R09', 'R03'];
    const all = kinds.flatMap((a) => kinds.flatMap((b) => kinds.flatMap((c) => kinds.map((d) => [a, b, c, d]))));
    const histories = enumerated(all, { local: 12 });
    it(`R01 three times, and ${histories.length} ways to come back four times: at most twice more on one account`, async () => {
      for (const history of histories) {
        plaid = strictPlaid();
        const at = await payment('ten_again', where);
        await activities().moveMoney(at);
        // The test's own count of the debits of each account.
        const debited = [1];
        for (const code of history) {
          const on = debited.at(-1) ?? 0;
          const wanted = code === 'R03' ? debited.length <= 2 : on <= 2;
          if (wanted && code === 'R03') debited.push(1);
          else if (wanted) debited[debited.length - 1] = on + 1;
          const next = await comesBack(at, code);
          assert.equal(next, wanted ? (code === 'R03' ? 'relink' : 'reinitiate') : 'end', history.join());
          if (!wanted) break;
        }
        const names = ['First', 'Retry 1', 'Retry 2'];
        assert.deepEqual(
          plaid.transfers.map(({ description }) => description),
          debited.flatMap((times) => names.slice(0, times)),
          history.join(),
        );
      }
    });

    // The pay-day after 2026-06-17 is the 18th: the 19th, a Friday, is a holiday.
    for (const [what, days, tries, next] of [
      ['180 days', 180, 0, 'reinitiate'],
      ['181 days', 181, 0, 'end'],
      ['180 days, the second time', 180, 1, 'reinitiate'],
      ['181 days, the second time', 181, 1, 'end'],
    ] as const) {
      it(`${what} after the first: ${next}`, async () => {
        const at = await payment('ten_days', where);
        await activities().moveMoney(at);
        // The days count from the first transfer, however new the last one is.
        for (let n = 0; n < tries; n += 1) assert.equal(await comesBack(at, 'R01'), 'reinitiate');
        const made = new Date(noon('2026-06-18').getTime() - days * 86_400_000);
        await database.pool.query('update transfers set created_at = $2 where onboarding_id = $1 and number = 1', [
          at.onboardingId,
          made,
        ]);
        const transferId = plaid.transfers.at(-1)?.transferId ?? '';
        await happens(transferId, 'returned', 'R09', noon('2026-06-17'));
        const follows = await activities().followReturn({ onboardingId: at.onboardingId, transferId });
        assert.equal(follows.next, next);
      });
    }
  });
});
