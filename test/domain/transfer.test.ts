import assert from 'node:assert/strict';
import fc from 'fast-check';
import { directions } from '../../domain/case/onboarding.ts';
import { ruleOf } from '../../domain/transfers/ach-codes.ts';
import {
  afterEvents,
  furthest,
  type Standing,
  standing,
  statusOfEvent,
  type TransferStatus,
  transferFailure,
  transferStatuses,
  watchUntil,
} from '../../domain/transfers/transfer.ts';

const before = { status: 'pending', failure: null } as const;
const fold = (statuses: TransferStatus[]) =>
  afterEvents(
    before,
    statuses.map((type) => ({ type, failure: null })),
  ).status;

describe('folding statuses', () => {
  const table: [events: TransferStatus[], status: TransferStatus][] = [
    [[], 'pending'],
    [['posted'], 'posted'],
    [['settled', 'posted', 'pending'], 'settled'],
    [['pending', 'settled'], 'settled'],
    [['pending', 'posted', 'settled', 'funds_available'], 'funds_available'],
    [['returned', 'funds_available', 'settled'], 'returned'],
    [['pending', 'failed'], 'failed'],
    [['pending', 'cancelled'], 'cancelled'],
  ];
  for (const [events, status] of table) {
    it(`${events.join(', ') || 'nothing'}: ${status}`, () => {
      assert.equal(fold(events), status);
    });
  }

  it('keeps the failure that the last event of the furthest status names, or else the one on record', () => {
    const returned = (failure: string | null) => ({ type: 'returned', failure });
    const events = [returned('R01'), returned('R02'), { type: 'settled', failure: 'R03' }];
    assert.deepEqual(afterEvents(before, events), { status: 'returned', failure: 'R02' });
    const recorded = { status: 'returned', failure: 'R04' } as const;
    assert.deepEqual(afterEvents(recorded, [returned(null), { type: 'refund.posted', failure: 'R05' }]), recorded);
  });

  it('I4: any order and any repetition of the events gives one status', () => {
    const events = fc.array(fc.constantFrom(...transferStatuses), { minLength: 1, maxLength: 7 });
    const shuffled = events.chain((once) =>
      fc.tuple(
        fc.constant(once),
        fc
          .array(fc.constantFrom(...once), { maxLength: 10 })
          .chain((again) => fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length })),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([once, mixed]) => {
        assert.equal(fold(mixed), fold(once));
      }),
      { numRuns: 1000 },
    );
  });

  it('a return beats everything, before and after', () => {
    for (const status of transferStatuses) {
      assert.equal(furthest('returned', status), 'returned');
      assert.equal(furthest(status, 'returned'), 'returned');
    }
  });
});

describe('statusOfEvent', () => {
  it('is the status for events of the transfer itself', () => {
    for (const status of transferStatuses) assert.equal(statusOfEvent(status), status);
  });
  for (const type of [
    'refund.settled',
    'refund.returned',
    'sweep.failed',
    'swept',
    'return_swept',
    'a_new_event',
    '',
  ]) {
    it(`${type || 'an empty type'} says nothing about it`, () => {
      assert.equal(statusOfEvent(type), null);
    });
  }
});

describe('standing', () => {
  const table: [status: TransferStatus, debit: Standing, credit: Standing][] = [
    ['pending', 'moving', 'moving'],
    ['posted', 'moving', 'moving'],
    ['settled', 'moving', 'funded'],
    ['funds_available', 'funded', 'funded'],
    ['cancelled', 'failed', 'failed'],
    ['failed', 'failed', 'failed'],
    ['returned', 'returned', 'returned'],
  ];
  for (const [status, debit, credit] of table) {
    it(`${status}: ${debit} for a debit, ${credit} for a credit`, () => {
      assert.deepEqual(
        directions.map((direction) => standing(status, direction)),
        [debit, credit],
      );
    });
  }
});

describe('standing of a transfer that the tenant wants cancelled', () => {
  it('is cancelled once it is, and otherwise unchanged', () => {
    const stands = transferStatuses.map((status) => standing(status, 'debit', true));
    assert.deepEqual(stands, ['moving', 'moving', 'moving', 'funded', 'cancelled', 'failed', 'returned']);
  });
});

describe('watchUntil', () => {
  const created = new Date('2026-03-02T15:00:00Z');
  const table: [what: string, standard: string | null, unauthorized: string | null, until: string][] = [
    ['the later of the two windows', '2026-03-06', '2026-05-28', '2026-05-29T05:00:00.000Z'],
    ['whichever is later', '2026-06-01', '2026-05-28', '2026-06-02T05:00:00.000Z'],
    ['the only one there is', '2026-03-06', null, '2026-03-07T05:00:00.000Z'],
    ['91 days when Plaid names none', null, null, '2026-06-01T15:00:00.000Z'],
  ];
  for (const [what, standard, unauthorized, until] of table) {
    it(`is ${what}`, () => {
      assert.equal(watchUntil({ standard, unauthorized }, created).toISOString(), until);
    });
  }

  it('covers the whole last day in US Eastern time, summer and winter', () => {
    const lastMoments = ['2026-07-01T23:59:59-04:00', '2026-12-01T23:59:59-05:00'];
    for (const moment of lastMoments) {
      const until = watchUntil({ standard: moment.slice(0, 10), unauthorized: null }, created);
      assert.ok(until.getTime() > Date.parse(moment));
    }
  });
});

describe('transferFailure', () => {
  it('returns why the money did not arrive, or is no longer there, and null while all is well', () => {
    assert.deepEqual(transferFailure('returned', 'R01'), { code: 'R01', words: ruleOf('R01').words });
    assert.deepEqual(transferFailure('returned', null), { code: null, words: ruleOf(null).words });
    assert.match(transferFailure('failed', null)?.words ?? '', /before any money moved/);
    for (const status of ['pending', 'posted', 'settled', 'funds_available', 'cancelled'] as const) {
      assert.equal(transferFailure(status, null), null);
    }
  });
});
