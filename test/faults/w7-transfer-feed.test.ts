import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recordStanding } from '../../cases/record-state.ts';
import { transaction } from '../../db/pool.ts';
import { applyTransferEvents } from '../../db/transfers/transfers.ts';
import { furtherStanding, furthest, type Standing, standing, statusOfEvent } from '../../domain/transfers/transfer.ts';
import type { TransferChange } from '../../domain/transfers/transfer-change.ts';
import type { TransferEvent } from '../../plaid/gateway.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { seed, tally, trials } from '../support/trials.ts';

const faults = [
  'none',
  'killed before a statement',
  'killed after a statement',
  'answer lost',
  'page repeated',
  'event below the cursor',
  'two drains at once',
] as const;
type Fault = (typeof faults)[number];

const types = ['pending', 'posted', 'settled', 'funds_available', 'returned', 'refund.returned', 'sweep.settled'];
/** Some events happen at the bank, then the feed drains under a fault. */
type Step = {
  happens: { transfer: number; type: string; gap: number }[];
  fault: Fault;
  /** The statement at which a process dies. */
  nth: number;
  /** Whether Temporal retries before further events happen. */
  retried: boolean;
};
const events = fc.array(
  fc.record({ transfer: fc.nat(2), type: fc.constantFrom(...types), gap: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 1, maxLength: 4 },
);
const killed = faults.filter((fault) => fault.startsWith('killed'));
/** Every fault once, and those that kill twice, in any order. A drain has about thirty statements at which to die. */
const history: fc.Arbitrary<Step[]> = fc
  .shuffledSubarray([...faults, ...killed], { minLength: faults.length + killed.length })
  .chain((order) =>
    fc.tuple(
      ...order.map((fault) =>
        fc.record({
          happens: events,
          fault: fc.constant(fault),
          nth: fc.integer({ min: 1, max: 30 }),
          retried: fc.boolean(),
        }),
      ),
    ),
  );

describe('W7: the transfer feed, read under faults', () => {
  const database = ownDatabase();
  /** The last event id of all histories, because they share one feed, as all transfers do. */
  let lastId = 0n;
  const happened = tally([...faults, 'event', 'transfer known after its events', 'more than one page']);

  async function movingTransfer(transferId?: string) {
    const onboardingId = await storedCase(database.pool);
    return { onboardingId, transferId: await storedTransfer(database.pool, onboardingId, transferId) };
  }

  /** Plaid's feed from here on. As the fault says, it sends events below the cursor or repeats some. */
  function aFeed() {
    const plaid = strictPlaid();
    plaid.pageSize = 2;
    const { readTransferEvents } = plaid.gateway;
    const late: TransferEvent[] = [];
    let repeatFrom: bigint | null = null;
    plaid.gateway.readTransferEvents = async (afterId) => {
      const page = await readTransferEvents(repeatFrom !== null && repeatFrom < afterId ? repeatFrom : afterId);
      if (page.hasMore) happened.count('more than one page');
      repeatFrom = null;
      return { ...page, events: [...page.events, ...late.filter(({ eventId }) => eventId < afterId)] };
    };
    return { plaid, late, repeat: (from: bigint) => (repeatFrom = from) };
  }

  async function live(steps: Step[]): Promise<void> {
    const from = lastId;
    lastId += 10n;
    const { plaid, late, repeat } = aFeed();
    const told: TransferChange[] = [];
    const transferMoved = async (news: TransferChange) => void told.push(news);
    const drainOn = (pool = database.pool) =>
      activitiesOn(pool, plaid, {
        cases: { transferMoved, microDepositsMoved: async () => 'over' },
      }).drainFeed('transfer');
    // The events of the last transfer come before the record has it.
    const unknownId = `transfer-unknown-${lastId}`;
    const transfers = [await movingTransfer(), await movingTransfer()];
    const idOf = (transfer: number) => transfers[transfer]?.transferId ?? unknownId;

    async function drainUnder({ fault, nth }: Step, before: bigint): Promise<void> {
      if (fault === 'killed before a statement' || fault === 'killed after a statement') {
        const dying = dyingPool(database.pool, nth, fault === 'killed before a statement' ? 'before' : 'after');
        await drainOn(dying.pool).catch(() => {});
        if (dying.diedAt !== null) happened.count(fault);
        return;
      }
      happened.count(fault);
      if (fault === 'answer lost') {
        const lost = plaid.failNext('readTransferEvents', 'after');
        await assert.rejects(drainOn(), { kind: 'uncertain' });
        assert.ok(lost.fired);
        return;
      }
      if (fault === 'page repeated') repeat(before);
      if (fault === 'two drains at once') await Promise.all([drainOn(), drainOn()]);
      else await drainOn();
    }

    /** Drains as the feed's workflow does: until it is done, and again at once if there is more. */
    async function drainAll(): Promise<void> {
      let last = await untilDone(() => drainOn());
      while (last.lookAgainSeconds === 0) last = await drainOn();
    }
    function assertHeard(): void {
      for (const { onboardingId, transferId } of transfers) {
        // Fold the signals as the case does, because either of two concurrent drains may send the last one.
        const heard = told.filter((news) => news.onboardingId === onboardingId).map((news) => news.standing);
        assert.equal(heard.reduce<Standing>(furtherStanding, 'moving'), standing(statusOf(all, transferId), 'debit'));
      }
    }

    const all: TransferEvent[] = [];
    const happen = (eventId: bigint, transfer: number, type: string) => {
      const transferId = type.startsWith('sweep.') ? null : idOf(transfer);
      const event = aTransferEvent({ eventId, transferId, type, failure: asTheBankSays(codes[type] ?? null) });
      happened.count('event');
      all.push(event);
      return event;
    };
    for (const one of steps) {
      const before = lastId;
      for (const { transfer, type, gap } of one.happens) {
        lastId += BigInt(10 * gap);
        plaid.events.push(happen(lastId, transfer, type));
      }
      // Plaid sends it with every page once the cursor is past it.
      if (one.fault === 'event below the cursor') late.push(happen(lastId - 5n, 0, 'posted'));
      await drainUnder(one, before);
      if (one.retried) {
        await drainAll();
        assertHeard();
      }
      lastId += 10n;
    }
    transfers.push(await movingTransfer(unknownId));
    // Apply the events as moveMoney does in the transaction that records the transfer.
    await transaction(database.pool, async (tx) => {
      const state = await applyTransferEvents(tx, unknownId);
      if (state) await recordStanding(tx, state);
    });
    happened.count('transfer known after its events');

    // Twice, because Plaid sends an event below the cursor only once there is one above it.
    for (const eventId of [lastId, lastId + 10n]) {
      plaid.events.push(happen(eventId, 0, 'sweep.settled'));
      await drainAll();
    }
    lastId += 20n;
    assertHeard();
    await assertRecorded(from, all, transfers);
  }

  async function assertRecorded(
    from: bigint,
    all: TransferEvent[],
    transfers: { onboardingId: string; transferId: string }[],
  ): Promise<void> {
    const { rows } = await database.pool.query<{ id: string; told: boolean }>(
      'select event_id::text as id, signalled_at is not null as told from transfer_events where event_id > $1 order by 1',
      [String(from)],
    );
    const ids = all.map(({ eventId }) => String(eventId)).sort();
    // The feed skips none, stores none that did not happen, and handles all.
    assert.deepEqual(
      rows,
      ids.map((id) => ({ id, told: true })),
    );
    for (const { onboardingId, transferId } of transfers) {
      const status = statusOf(all, transferId);
      const end = standing(status, 'debit');
      const { rows: found } = await database.pool.query<{ status: string; outcome: string | null; stages: string[] }>(
        `select t.status, o.outcome, array(select what from timeline where onboarding_id = o.id order by id) as stages
         from onboardings o join transfers t on t.onboarding_id = o.id where o.id = $1`,
        [onboardingId],
      );
      const { stages, ...ended } = found[0] ?? assert.fail('no case');
      assert.deepEqual(ended, { status, outcome: end === 'moving' ? null : end });
      // The feed applies none twice, because a repetition would add a stage here.
      assert.equal(new Set(stages).size, stages.length, stages.join(', '));
    }
  }

  // A history has about twenty-five events, so every run has five thousand. In parts, because on a very busy machine
  // one test with all of them came near mocha's limit.
  const histories = trials({ local: 40, ci: 200, nightly: 2_000 });
  const parts = 4;
  for (let part = 1; part <= parts; part++) {
    it(`W7: skips no event and applies none twice, in ${histories / parts} histories of faults (${part})`, async () => {
      await fc.assert(fc.asyncProperty(history, live), { seed: seed + part, numRuns: histories / parts });
    });
  }

  it('W7: these histories had each fault', () => assert.deepEqual(happened.below(20), []));
});

const statusOf = (all: TransferEvent[], transferId: string) =>
  all
    .flatMap((event) => (event.transferId === transferId ? (statusOfEvent(event.type) ?? []) : []))
    .reduce(furthest, 'pending');

const codes: Record<string, string> = { returned: 'R01', 'refund.returned': 'R02' };
