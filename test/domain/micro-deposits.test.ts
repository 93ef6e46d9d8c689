import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldMicroDeposits, furtherMicroDeposits, type MicroDepositEvent } from '../../domain/micro-deposits.ts';

const noon = new Date('2026-03-05T12:00:00Z');
const happened = (type: string, returnCode: string | null = null, at = noon): MicroDepositEvent => ({
  type,
  at,
  returnCode,
});

describe('micro-deposits', () => {
  it('say nothing while they are pending, or in words that we do not know', () => {
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

  it('were sent when the last of them was, and came back for the reason of the one that did', () => {
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

  it('amount to the same in any order, however often they are told', () => {
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

  it('told batch by batch amount to the same as told at once', () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), (one, two) => {
        const [first, second] = [foldMicroDeposits(one), foldMicroDeposits(two)];
        const both = first && second ? furtherMicroDeposits(first, second) : (first ?? second);
        assert.deepEqual(both, foldMicroDeposits([...two, ...one]));
      }),
    );
  });
});
