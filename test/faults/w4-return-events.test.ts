import assert from 'node:assert/strict';
import fc from 'fast-check';
import { activitiesOn } from '../support/cases/activities.ts';
import { type At, standOf, storedPaymentUnder } from '../support/cases/transfers.ts';
import { ownDatabase } from '../support/database/database.ts';
import { permutations } from '../support/permutations.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type SignalledFeed, signalledFeed } from '../support/plaid/signalled-feed.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';
import { draw, trials } from '../support/trials.ts';

/** `nth`: the number of the transfer in its case. */
type Told = { nth: 1 | 2; type: string };
type Flow = { what: string; second: string[]; end: [stage: string, outcome: string, reason: string | null] };

const first: Told[] = ['settled', 'funds_available', 'returned'].map((type) => ({ nth: 1, type }));
const flows: Flow[] = [
  {
    what: 'arrives when made again',
    second: ['settled', 'funds_available'],
    end: ['watching_returns', 'funded', null],
  },
  { what: 'comes back again', second: ['settled', 'returned'], end: ['closed', 'returned', 'R01'] },
  { what: 'fails when made again', second: ['posted', 'failed'], end: ['closed', 'failed', 'R01'] },
];

/** A second transfer exists only once the first has come back. Events of the first may come at any time. */
function ordersOf({ second }: Flow): Told[][] {
  const events = [...first, ...second.map((type): Told => ({ nth: 2, type }))];
  const back = (order: Told[]) => order.findIndex(({ nth, type }) => nth === 1 && type === 'returned');
  return permutations(events).filter((order) => back(order) < order.findIndex(({ nth }) => nth === 2));
}

describe('W4: events of transfers that follow each other, doubled and out of order', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let feed: SignalledFeed;
  let eventId = 0n;
  before(() => {
    feed = signalledFeed(database.pool);
  });
  beforeEach(() => {
    plaid = strictPlaid();
  });

  async function tell({ nth, type }: Told, times: number): Promise<void> {
    const transferId = plaid.transfers[nth - 1]?.transferId ?? '';
    const failure = type === 'returned' || type === 'failed' ? asTheBankSays('R01') : null;
    const event = aTransferEvent({ eventId: ++eventId, transferId, type, failure });
    for (let time = 0; time < times; time += 1) await feed.tell([[event, event]]);
  }

  /** Every event comes twice in a page, and in up to three pages. At the end all events come again. */
  async function play(order: Told[], at: number): Promise<At> {
    const payment = await storedPaymentUnder(database.pool, { reinitiate: 1 });
    const moveMoney = (transferNumber: number) =>
      activitiesOn(database.pool, plaid).moveMoney({
        ...payment,
        step: payment.step + 3 * transferNumber,
        transferNumber,
      });
    await moveMoney(1);
    for (const [place, told] of order.entries()) {
      await tell(told, 1 + ((at + place) % 3));
      if (told.nth === 1 && told.type === 'returned') await moveMoney(2);
    }
    for (const told of order) await tell(told, 1);
    return payment;
  }

  for (const flow of flows) {
    const all = ordersOf(flow);
    const count = trials({ local: 2, ci: 8, nightly: all.length });
    it(`W4: ${count} of ${all.length} orders of a debit that came back and ${flow.what} end the same`, async () => {
      const orders = draw(fc.shuffledSubarray(all, { minLength: count, maxLength: count }), 1).flat();
      for (const [at, order] of orders.entries()) {
        plaid = strictPlaid();
        const payment = await play(order, at);
        const said = order.map(({ nth, type }) => `${nth} ${type}`).join(', ');
        assert.deepEqual(await standOf(database.pool, payment), flow.end, said);
        assert.equal(plaid.transfers.length, 2, said);
        const { rows } = await database.pool.query<{ told: string[] }>(
          'select array_agg(type order by created_at) as told from notifications where onboarding_id = $1',
          [payment.onboardingId],
        );
        // The tenant is notified of the arrival only if Gangway knew it before the return.
        const arrived = said.indexOf('1 funds_available') < said.indexOf('1 returned') ? ['onboarding.funded'] : [];
        assert.deepEqual(rows[0]?.told, [...arrived, 'onboarding.returned', `onboarding.${flow.end[1]}`], said);
      }
    });
  }
});
