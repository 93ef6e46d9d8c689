import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  depositArrival,
  foldMicroDeposits,
  furtherMicroDeposits,
  type MicroDepositEvent,
} from '../../domain/bank/micro-deposits.ts';

const noon = new Date('2026-03-05T12:00:00Z');
const happened = (type: string, returnCode: string | null = null, at = noon): MicroDepositEvent => ({
  type,
  at,
  returnCode,
});

describe('depositArrival', () => {
  for (const [what, sentAt, arrives] of [
    ['before the last window of a day', '2026-03-03T19:00:00Z', '2026-03-04T13:30:00.000Z'],
    ['after it', '2026-03-03T21:00:00Z', '2026-03-05T13:30:00.000Z'],
    ['on a Friday, in time', '2026-03-06T15:00:00Z', '2026-03-09T12:30:00.000Z'],
    ['on a Friday evening', '2026-03-06T23:00:00Z', '2026-03-10T12:30:00.000Z'],
    ['on a Saturday', '2026-03-07T15:00:00Z', '2026-03-10T12:30:00.000Z'],
    ['before a holiday on a Monday', '2026-05-22T20:30:00Z', '2026-05-27T12:30:00.000Z'],
  ] as const) {
    it(`sent ${what}: the banking day after its window, at 8:30 Eastern`, () => {
      assert.equal(depositArrival(new Date(sentAt)).toISOString(), arrives);
    });
  }
});

describe('micro-deposits', () => {
  it('have no result while they are pending, or for unknown types', () => {
    assert.equal(foldMicroDeposits([]), null);
    assert.equal(foldMicroDeposits([happened('pending'), happened('settled'), happened('levitated')]), null);
  });

  for (const [types, moved] of [
    [['pending', 'posted'], 'posted'],
    [['posted', 'reversed'], 'reversed'],
    [['posted', 'returned'], 'reversed'],
    [['failed', 'posted'], 'failed'],
    [['cancelled', 'posted'], 'cancelled'],
    [['reversed', 'failed', 'posted'], 'reversed'],
  ] as const) {
    it(`${types.join(', ')} amount to ${moved}`, () => {
      assert.equal(foldMicroDeposits(types.map((type) => happened(type)))?.moved, moved);
    });
  }

  it('were sent when the last of them was, and take the return code of the one that came back', () => {
    const later = new Date('2026-03-05T18:00:00Z');
    assert.deepEqual(foldMicroDeposits([happened('posted', null, later), happened('posted')]), {
      moved: 'posted',
      at: later.toISOString(),
      returnCode: null,
    });
    assert.deepEqual(foldMicroDeposits([happened('reversed', 'R03'), happened('posted', null, later)]), {
      moved: 'reversed',
      at: noon.toISOString(),
      returnCode: 'R03',
    });
  });

  const event = fc.record({
    type: fc.constantFrom('pending', 'posted', 'cancelled', 'failed', 'reversed', 'returned', 'settled'),
    at: fc.integer({ min: 0, max: 3 }).map((hours) => new Date(noon.getTime() + hours * 3_600_000)),
    returnCode: fc.constantFrom(null, 'R02', 'R03'),
  });

  it('have one result in any order, however often the events repeat', () => {
    const told = fc
      .array(event, { maxLength: 8 })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length })),
      );
    fc.assert(
      fc.property(told, ([events, again]) => {
        assert.deepEqual(foldMicroDeposits([...again, ...events]), foldMicroDeposits(events));
      }),
    );
  });

  it('have one result in batches and all at once', () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), (one, two) => {
        const [first, second] = [foldMicroDeposits(one), foldMicroDeposits(two)];
        const both = first && second ? furtherMicroDeposits(first, second) : (first ?? second);
        assert.deepEqual(both, foldMicroDeposits([...two, ...one]));
      }),
    );
  });
});
