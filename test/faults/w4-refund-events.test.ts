import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newId } from '../../db/ids.ts';
import { transaction } from '../../db/pool.ts';
import { answerRefund, insertRefund } from '../../db/transfers/refunds.ts';
import { eachOf } from '../../dev/each-of.ts';
import { furthestRefund, type RefundStatus, refundStatusOfEvent } from '../../domain/transfers/refund.ts';
import { furthest, statusOfEvent } from '../../domain/transfers/transfer.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { permutations } from '../support/permutations.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type SignalledFeed, signalledFeed } from '../support/plaid/signalled-feed.ts';
import { draw, trials } from '../support/trials.ts';

type Flow = { what: string; events: string[]; transfer: string; refund: RefundStatus; paidTwice: boolean };

const arrives = ['posted', 'settled', 'funds_available'];
const flows: Flow[] = [
  {
    what: 'a refund that arrives',
    events: [...arrives, 'refund.pending', 'refund.posted', 'refund.settled'],
    ...{ transfer: 'funds_available', refund: 'settled', paidTwice: false },
  },
  {
    what: 'a refund that comes back',
    events: [...arrives, 'refund.pending', 'refund.posted', 'refund.returned'],
    ...{ transfer: 'funds_available', refund: 'returned', paidTwice: false },
  },
  {
    what: 'a refund of a debit that comes back as well',
    events: [...arrives, 'refund.pending', 'refund.posted', 'refund.settled', 'returned'],
    ...{ transfer: 'returned', refund: 'settled', paidTwice: true },
  },
  {
    what: 'a refund that Plaid calls off',
    events: [...arrives, 'refund.pending', 'refund.cancelled', 'returned'],
    ...{ transfer: 'returned', refund: 'cancelled', paidTwice: false },
  },
];

describe('W4: refund events doubled and out of order', () => {
  for (const { what, events, transfer, refund } of flows) {
    it(`W4: all ${permutations(events).length} orders of ${what} fold to one state, each event up to five times`, () => {
      for (const [at, order] of permutations(events).entries()) {
        const told = order.flatMap((type, place) => Array<string>(1 + ((at + place) % 5)).fill(type));
        assert.equal(told.flatMap((type) => statusOfEvent(type) ?? []).reduce(furthest, 'pending'), transfer);
        assert.equal(told.flatMap((type) => refundStatusOfEvent(type) ?? []).reduce(furthestRefund), refund);
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

    async function refunded(order: string[], answered: 'before' | 'after') {
      const onboardingId = await storedCase(database.pool, { funding: { direction: 'debit' } });
      const transferId = await storedTransfer(database.pool, onboardingId);
      const id = newId('rfd');
      const refundId = `refund-${id}`;
      await insertRefund(database.pool, { id, onboardingId, from: { transferId }, amountCents: 2500 });
      const answer = () =>
        transaction(database.pool, (tx) => answerRefund(tx, id, { refundId, status: 'pending', failureCode: null }));
      if (answered === 'before') await answer();
      return { onboardingId, transferId, refundId, order, answer };
    }
    async function endOf(onboardingId: string) {
      const { rows } = await database.pool.query<{ transfer: string; refund: string; noted: number }>(
        `select t.status as transfer, r.status as refund,
           (select count(*) from timeline where onboarding_id = $1 and what = 'paid_twice') as noted
         from transfers t join refunds r on r.transfer_id = t.id where t.onboarding_id = $1`,
        [onboardingId],
      );
      return rows[0];
    }

    for (const { what, events, transfer, refund, paidTwice } of flows) {
      const all = permutations(events);
      const count = Math.min(all.length, trials({ local: 6, ci: 30, nightly: all.length }));
      it(`W4: ${count} of ${all.length} orders of ${what} end the same`, async () => {
        const orders = draw(fc.shuffledSubarray(all, { minLength: count, maxLength: count }), 1).flat();
        const cases: Awaited<ReturnType<typeof refunded>>[] = [];
        await eachOf(orders, 8, async (order) => void cases.push(await refunded(order, 'before')));
        for (let step = 0; step < events.length; step += 1) {
          const page = cases.flatMap(({ transferId, refundId, order }, at) => {
            const type = order[step] ?? '';
            const event = aTransferEvent({
              ...{
                eventId: ++eventId,
                transferId,
                type,
                failure: asTheBankSays(type.endsWith('returned') ? 'R10' : null),
              },
              refundId: type.startsWith('refund.') ? refundId : null,
            });
            return Array.from({ length: 1 + ((at + step) % 3) }, () => event);
          });
          for (let at = 0; at < page.length; at += 500) await feed.tell([page.slice(at, at + 500)]);
          await feed.tell([page.slice(0, 10)]);
        }
        for (const { onboardingId, order } of cases) {
          const noted = paidTwice ? 1 : 0;
          assert.deepEqual(await endOf(onboardingId), { transfer, refund, noted }, order.join(', '));
        }
      });
    }

    it('W4: they end the same when all events come before the answer of Plaid', async () => {
      for (const { events, transfer, refund } of flows) {
        const { onboardingId, transferId, refundId, answer } = await refunded(events, 'after');
        const page = events.toReversed().map((type) =>
          aTransferEvent({
            ...{ eventId: ++eventId, transferId, type },
            refundId: type.startsWith('refund.') ? refundId : null,
          }),
        );
        await feed.tell([page]);
        await answer();
        const end = await endOf(onboardingId);
        assert.deepEqual([end?.transfer, end?.refund], [transfer, refund]);
      }
    });
  });
});
