import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recordStanding } from '../../cases/record-state.ts';
import { requestCancellation } from '../../db/transfers/transfers.ts';
import { eachOf } from '../../dev/each-of.ts';
import type { Direction } from '../../domain/case/onboarding.ts';
import {
  furtherStanding,
  furthest,
  type Standing,
  standing,
  statusOfEvent,
  type TransferStatus,
  transferStatuses,
} from '../../domain/transfers/transfer.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { permutations } from '../support/permutations.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type SignalledFeed, signalledFeed } from '../support/plaid/signalled-feed.ts';
import { draw, seed, trials } from '../support/trials.ts';

type End = { status: TransferStatus; stage: string; outcome: string | null; reason: string | null };
type Flow = {
  what: string;
  direction: Direction;
  events: string[];
  code?: string;
  /** The tenant cancels before the first event. */
  cancelled?: true;
  end: End;
};

const funded = { stage: 'watching_returns', outcome: 'funded', reason: null };
const flows: Flow[] = [
  {
    what: 'money pulled in',
    direction: 'debit',
    events: ['pending', 'posted', 'settled', 'funds_available'],
    end: { status: 'funds_available', ...funded },
  },
  {
    what: 'money paid out',
    direction: 'credit',
    events: ['pending', 'posted', 'settled'],
    end: { status: 'settled', ...funded },
  },
  {
    what: 'a debit that comes back',
    direction: 'debit',
    events: ['pending', 'posted', 'settled', 'funds_available', 'returned'],
    code: 'R01',
    end: { status: 'returned', stage: 'closed', outcome: 'returned', reason: 'R01' },
  },
  {
    what: 'a transfer that fails',
    direction: 'credit',
    events: ['pending', 'posted', 'failed'],
    code: 'R03',
    end: { status: 'failed', stage: 'closed', outcome: 'failed', reason: 'R03' },
  },
  {
    what: 'a transfer cancelled at the bank',
    direction: 'debit',
    events: ['pending', 'cancelled'],
    end: { status: 'cancelled', stage: 'closed', outcome: 'failed', reason: null },
  },
  {
    what: 'a transfer that the tenant cancels',
    direction: 'debit',
    events: ['pending', 'cancelled'],
    cancelled: true,
    end: { status: 'cancelled', stage: 'closed', outcome: 'cancelled', reason: 'cancelled_by_tenant' },
  },
  {
    what: 'a debit that is swept, refunded, disputed and swept back',
    direction: 'debit',
    events: ['posted', 'settled', 'funds_available', 'swept', 'refund.returned', 'returned', 'return_swept'],
    code: 'R10',
    end: { status: 'returned', stage: 'closed', outcome: 'returned', reason: 'R10' },
  },
];

describe('W4: transfer events doubled and out of order', () => {
  it('W4: fold to one status and one standing in any order and number, for every two and three events', () => {
    const standings = ['moving', 'funded', 'failed', 'cancelled', 'returned'] as const;
    // The fold is commutative, associative and idempotent, so no order and no repetition makes a difference.
    holds(transferStatuses, furthest);
    holds(standings, furtherStanding);
  });

  for (const { what, direction, events, cancelled = false, end } of flows) {
    it(`W4: all ${permutations(events).length} orders of ${what} fold to one state, each event up to five times`, () => {
      for (const [at, order] of permutations(events).entries()) {
        const told = order.flatMap((type, place) => Array<string>(1 + ((at + place) % 5)).fill(type));
        const status = told.flatMap((type) => statusOfEvent(type) ?? []).reduce(furthest, 'pending');
        assert.equal(status, end.status);
        assert.equal(standing(status, direction, cancelled), end.outcome);
      }
    });
  }

  describe('through the database', () => {
    const database = ownDatabase();
    let feed: SignalledFeed;
    let eventId = 0n;
    before(() => {
      feed = signalledFeed(database.pool);
    });

    /**
     * Each case gets its events in its own order, and all cases advance step by step. The feed signals them after each.
     */
    async function tellInOrders({ direction, events, code, cancelled }: Flow, orders: string[][]) {
      const cases: Awaited<ReturnType<typeof movingTransfer>>[] = [];
      await eachOf(orders, 8, async (order) => void cases.push(await movingTransfer(direction, order)));
      if (cancelled) for (const { transferId } of cases) await requestCancellation(database.pool, transferId);
      for (let step = 0; step < events.length; step += 1) {
        const page = cases.flatMap(({ transferId, order }, at) => {
          const type = order[step] ?? '';
          const event = anEvent(++eventId, transferId, type, code);
          return Array.from({ length: 1 + ((at + step) % 5) }, () => event);
        });
        // A page holds as many as Plaid sends. Some come once more after they were stored and folded.
        for (let at = 0; at < page.length; at += 500) await feed.tell([page.slice(at, at + 500)]);
        await feed.tell([page.slice(0, 10)]);
      }
      return cases;
    }
    async function movingTransfer(direction: Direction, order: string[]) {
      const onboardingId = await storedCase(database.pool, { funding: { direction } });
      return { onboardingId, order, transferId: await storedTransfer(database.pool, onboardingId) };
    }
    async function endOf(onboardingId: string): Promise<End & { stages: string[] }> {
      const { rows } = await database.pool.query<End & { stages: string[] }>(
        `select t.status, o.stage, o.outcome, o.reason,
           (select array_agg(what order by id) from timeline where onboarding_id = o.id and what <> 'starting') as stages
         from onboardings o join transfers t on t.onboarding_id = o.id where o.id = $1`,
        [onboardingId],
      );
      assert.ok(rows[0]);
      return rows[0];
    }
    async function assertEnd(onboardingId: string, end: End, order: string[]): Promise<void> {
      const { stages, ...ended } = await endOf(onboardingId);
      assert.deepEqual(ended, end, order.join(', '));
      // First the arrival, then the end: no stage comes twice, and none after the end.
      const passed = stages ?? [];
      assert.deepEqual(
        passed,
        ['watching_returns', 'closed'].filter((stage) => passed.includes(stage)),
        order.join(', '),
      );
      const told = feed.told.get(onboardingId) ?? [];
      assert.equal(told.reduce<Standing>(furtherStanding, 'moving'), end.outcome, order.join(', '));
      assert.equal(told.at(-1), end.outcome, order.join(', '));
    }

    for (const flow of flows) {
      const all = permutations(flow.events);
      const count = Math.min(all.length, trials({ local: 8, ci: 40, nightly: all.length }));
      it(`W4: ${count} of ${all.length} orders of ${flow.what} end the same`, async () => {
        const orders = draw(fc.shuffledSubarray(all, { minLength: count, maxLength: count }), 1).flat();
        const cases = await tellInOrders(flow, orders);
        assert.equal(cases.length, count);
        for (const { onboardingId, order } of cases) await assertEnd(onboardingId, flow.end, order);
        const { rowCount } = await database.pool.query('select from transfer_events where signalled_at is null');
        assert.equal(rowCount, 0);
      });
    }

    it('W4: no event but a return opens a case that has closed as funded', async () => {
      const orders = permutations(['settled', 'funds_available', 'swept', 'refund.posted']);
      const cases = await Promise.all(orders.map((order) => movingTransfer('debit', order)));
      const tellAll = (type: (order: string[]) => string) =>
        feed.tell([
          cases.map(({ transferId, order }) => {
            eventId += 1n;
            return anEvent(eventId, transferId, type(order), 'R10');
          }),
        ]);
      await tellAll(() => 'funds_available');
      const now = new Date();
      for (const { onboardingId, transferId } of cases) {
        await recordStanding(database.pool, { transferId, onboardingId, standing: 'funded', watchUntil: now, now });
      }
      for (const step of [0, 1, 2, 3]) await tellAll((order) => order[step] ?? '');
      for (const { onboardingId, order } of cases) {
        const { stage, outcome } = await endOf(onboardingId);
        assert.deepEqual([stage, outcome], ['closed', 'funded'], order.join(', '));
      }
      await tellAll(() => 'returned');
      for (const { onboardingId } of cases) {
        const { stage, outcome, reason } = await endOf(onboardingId);
        assert.deepEqual([stage, outcome, reason], ['closed', 'returned', 'R10']);
      }
    });

    it('W4: longer ones end as the furthest event says, in any order and pages', async () => {
      const path = ['pending', 'posted', 'settled', 'funds_available', 'returned'];
      const beside = ['swept', 'swept_settled', 'return_swept', 'refund.posted', 'refund.failed', 'unheard_of'];
      const history = fc
        .tuple(fc.subarray(path, { minLength: 1 }), fc.subarray(beside), fc.array(fc.nat(), { maxLength: 6 }))
        .chain(([own, others, again]) => {
          const once = [...own, ...others];
          const all = [...once, ...again.map((at) => once[at % once.length] ?? '')];
          return fc.shuffledSubarray(all, { minLength: all.length });
        });
      const pageSize = fc.integer({ min: 1, max: 5 });
      const property = fc.asyncProperty(history, pageSize, async (order, size) => {
        const { onboardingId, transferId } = await movingTransfer('debit', order);
        const ids = new Map(order.map((type) => [type, ++eventId]));
        const events = order.map((type) => anEvent(ids.get(type) ?? 0n, transferId, type, 'R29'));
        for (let at = 0; at < events.length; at += size) await feed.tell([events.slice(at, at + size)]);
        const status = order.flatMap((type) => statusOfEvent(type) ?? []).reduce(furthest, 'pending');
        const ended = await endOf(onboardingId);
        assert.equal(ended.status, status);
        const outcome = standing(status, 'debit');
        assert.equal(ended.outcome, outcome === 'moving' ? null : outcome);
        assert.equal(ended.reason, outcome === 'returned' ? 'R29' : null);
      });
      await fc.assert(property, { seed, numRuns: trials({ local: 8, ci: 40, nightly: 10_000, release: 100_000 }) });
    });
  });
});

/** The code of a return or a failure is the reason of the case. The code of a refund is not. */
function anEvent(eventId: bigint, transferId: string, type: string, code: string | undefined) {
  const own = type === 'returned' || type === 'failed' ? (code ?? null) : null;
  const failure = asTheBankSays(type.startsWith('refund.') ? 'R02' : own);
  return aTransferEvent({ eventId, transferId, type, failure });
}

function holds<T>(values: readonly T[], fold: (a: T, b: T) => T): void {
  for (const a of values) {
    assert.equal(fold(a, a), a);
    for (const b of values) {
      assert.equal(fold(a, b), fold(b, a));
      for (const c of values) assert.equal(fold(fold(a, b), c), fold(a, fold(b, c)));
    }
  }
}
