// The board: what goes on today, in numbers. Everything that grows with the cases comes from tallies.
import { z } from 'zod';
import { countedAtMost, type SendingCounts } from '../../db/board.ts';
import type { DayTally, Tally } from '../../db/tallies.ts';
import { addReturns } from '../../db/transfers/return-rates.ts';
import { delayReasonNames } from '../../domain/case/delay.ts';
import { directions, networks, type Rail } from '../../domain/case/onboarding.ts';
import { type Stage, stages } from '../../domain/case/stages.ts';
import { dayBefore } from '../../domain/days.ts';
import { formatAmount } from '../../domain/money.ts';
import { judgeReturns, returnsSince } from '../../domain/transfers/return-rates.ts';
import { money, time } from '../http/answer-fields.ts';
import { ratesSchema } from './rates-answer.ts';

/** Today and the days before it whose money the board shows. */
const daysOfMoney = 14;

const openStages = stages.filter((stage): stage is Exclude<Stage, 'closed'> => stage !== 'closed');
const rails: Record<Rail, true> = { ach: true, 'payment-initiation': true };
const statuses = ['transferring', 'funded', 'returned'] as const;

const minute = time.nullable().describe('To the minute. Null if nothing is counted.');
const day = z.iso.date().describe('A day in UTC.');
const upTo = z.int().describe(`At most ${countedAtMost}, which stands for so many or more.`);
const waiting = z.object({ count: z.int(), oldest_since: minute, soonest_deadline: minute });
const sum = { count: z.int(), amount: money };
const ofMoney = {
  rail: z.enum(Object.keys(rails) as [Rail, ...Rail[]]),
  direction: z.enum(directions),
  network: z.enum(networks).nullable().describe('Null for a payment.'),
  currency: z.string(),
  ...sum,
};

export const boardSchema = z
  .object({
    at: time,
    stages: z.array(z.object({ stage: z.enum(openStages), count: z.int(), oldest_since: minute })),
    money: z.object({
      under_way: z
        .array(z.object({ ...ofMoney, oldest_day: day }))
        .describe('All cases in the stage `transferring`. `oldest_day`: the day on which the oldest was asked for.'),
      since: time,
      days: z
        .array(z.object({ day, status: z.enum(statuses), ...ofMoney }))
        .describe('Cases by the day on which they were asked for, and by the stage or outcome that they have now.'),
    }),
    returns: z.object({
      today: z
        .array(z.object({ direction: z.enum(directions), network: z.string(), code: z.string().nullable(), ...sum }))
        .describe("Transfers that came back today, by the bank's code."),
      since: time,
      rates: ratesSchema,
    }),
    reviews: waiting.describe('Cases that wait for a reviewer.'),
    confirmations: waiting.describe('Transfers that wait for the confirmation of their tenant.'),
    delays: z.array(z.object({ reason: z.enum(delayReasonNames), count: z.int(), oldest_since: minute })),
    holds: z.array(z.object({ code: z.string().nullable(), count: z.int(), oldest_since: minute })),
    notifications: z.object({
      waiting: upTo,
      oldest_waiting_since: time.nullable(),
      failed: upTo.describe(`Notifications that the notifier has given up. At most ${countedAtMost}, as above.`),
      oldest_failed_since: time.nullable(),
      endpoints_failing: z.int(),
      endpoints_disabled: z.int(),
    }),
  })
  .meta({ id: 'Board' });

const undone = z.object({ count: upTo, oldest_since: time.nullable() });
export const wholeBoardSchema = boardSchema
  .extend({
    webhooks: z
      .object({ waiting: undone, parked: undone, failed: undone })
      .describe(
        'Webhooks that are not done: the relay has still to deliver them, their case is unknown, or they failed.',
      ),
  })
  .meta({ id: 'WholeBoard' });

/** The days that the board reads, and their tallies. */
export const boardDays = (now: Date) => ({ since: returnsSince(now), kinds: ['money', 'return', 'debit'] });

type Counted = { tallies: Tally[]; days: DayTally[]; sending: SendingCounts };

export function boardAnswer(now: Date, { tallies, days, sending }: Counted): z.output<typeof boardSchema> {
  const of = (what: string) => tallies.find((one) => one.what === what);
  const shown = (what: string) => ({
    count: of(what)?.count ?? 0,
    oldest_since: of(what)?.first.toISOString() ?? null,
  });
  const waits = (kind: 'review' | 'confirmation') => ({
    ...shown(`asked/${kind}`),
    soonest_deadline: of(`due/${kind}`)?.first.toISOString() ?? null,
  });
  return {
    at: now.toISOString(),
    stages: openStages.map((stage) => ({ stage, ...shown(`stage/${stage}`) })),
    money: moneyAnswer(now, tallies, days),
    returns: {
      today: days
        .filter(({ what, at }) => what.startsWith('return/') && at >= dayBefore(now, 0))
        .map(({ what, ...tally }) => {
          const [, direction, network = '', code] = what.split('/');
          return { direction: oneOf(directions, direction), network, code: code || null, ...sumOf(tally) };
        }),
      since: returnsSince(now).toISOString(),
      rates: judgeReturns(addReturns(days)),
    },
    reviews: waits('review'),
    confirmations: waits('confirmation'),
    delays: delayReasonNames
      .filter((reason) => of(`delay/${reason}`))
      .map((reason) => ({ reason, ...shown(`delay/${reason}`) })),
    holds: tallies
      .filter(({ what }) => what.startsWith('hold/'))
      .map(({ what }) => ({ code: what.split('/')[1] || null, ...shown(what) })),
    notifications: {
      waiting: sending.waiting,
      oldest_waiting_since: sending.oldestWaiting?.toISOString() ?? null,
      failed: sending.failed,
      oldest_failed_since: sending.oldestFailed?.toISOString() ?? null,
      ...{ endpoints_failing: sending.failing, endpoints_disabled: sending.disabled },
    },
  };
}

function moneyAnswer(now: Date, tallies: Tally[], days: DayTally[]): z.output<typeof boardSchema>['money'] {
  const since = dayBefore(now, daysOfMoney - 1);
  return {
    under_way: tallies
      .filter(({ what }) => /^money\/.*\/transferring$/.test(what))
      .map(({ what, first, ...tally }) => ({ ...moneyOf(what), ...sumOf(tally), oldest_day: dateOf(first) })),
    since: since.toISOString(),
    days: days
      .filter(({ what, at }) => what.startsWith('money/') && at >= since)
      .map(({ what, at, ...tally }) => ({
        day: dateOf(at),
        status: oneOf(statuses, what.split('/')[4]),
        ...moneyOf(what),
        ...sumOf(tally),
      })),
  };
}

function moneyOf(what: string) {
  const [, direction, by, currency = ''] = what.split('/');
  const network = networks.find((one) => one === by) ?? null;
  const rail: Rail = network ? 'ach' : 'payment-initiation';
  return { rail, direction: oneOf(directions, direction), network, currency };
}

const sumOf = ({ count, cents }: { count: number; cents: number }) => ({ count, amount: formatAmount(cents) });
const dateOf = (at: Date) => at.toISOString().slice(0, 10);

function oneOf<T extends string>(known: readonly T[], given: string | undefined): T {
  const found = known.find((one) => one === given);
  if (found === undefined) throw new TypeError(`a tally of an unknown ${given}`);
  return found;
}
