import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDays,
  easternDate,
  easternInstant,
  isBankingDay,
  nextCutOff,
  weekdayOf,
} from '../../domain/transfers/banking-days.ts';
import { mayReinitiate, nextReinitiation, reinitiationWords } from '../../domain/transfers/reinitiation.ts';

/** A payment that came back three days after it was made. */
const again = (returnedAt: Date, seed = 'onb_1') =>
  nextReinitiation(
    { firstCreatedAt: new Date(returnedAt.getTime() - 3 * 86_400_000), reinitiations: 0 },
    returnedAt,
    seed,
  );
const dayOf = (at: Date | null) => (at ? easternDate(at) : 'never');

describe('A1: presenting a debit again', () => {
  it('within 180 days, and not on the 181st', () => {
    // 2026-06-19 is a Friday and a holiday, so Thursday is the pay-day after the 17th.
    const returnedAt = new Date('2026-06-17T12:00:00Z');
    const created = (daysBefore: number) => easternInstant(addDays('2026-06-18', -daysBefore), '12:00');
    const tried = (days: number) =>
      nextReinitiation({ firstCreatedAt: created(days), reinitiations: 0 }, returnedAt, 'onb_1');
    assert.equal(dayOf(tried(180)), '2026-06-18');
    assert.equal(tried(181), null);
  });

  it('twice at most, however soon', () => {
    const firstCreatedAt = new Date('2026-03-02T12:00:00Z');
    const may = (reinitiations: number) => mayReinitiate({ firstCreatedAt, reinitiations }, firstCreatedAt);
    assert.deepEqual([0, 1, 2, 3].map(may), [true, true, false, false]);
  });

  it('in the words that Plaid prescribes', () => {
    assert.deepEqual([1, 2].map(reinitiationWords), ['Retry 1', 'Retry 2']);
  });

  const payDays: [returned: string, expected: string, why: string][] = [
    ['2026-03-05', '2026-03-06', 'the next day is a Friday'],
    ['2026-03-06', '2026-03-13', 'never on the day of the return'],
    ['2026-03-09', '2026-03-13', 'the 15th is a Sunday, and so is paid on Friday'],
    ['2026-03-31', '2026-04-01', 'the first'],
    ['2026-09-14', '2026-09-15', 'the fifteenth'],
    ['2026-12-22', '2026-12-24', 'Friday is Christmas'],
    ['2026-12-28', '2026-12-31', 'the first is a holiday'],
    ['2026-03-07', '2026-03-13', 'a Saturday, should a bank return on one'],
  ];
  for (const [on, expected, why] of payDays) {
    it(`${on} → ${expected}: ${why}`, () => {
      assert.equal(dayOf(again(easternInstant(on, '08:00'))), expected);
    });
  }

  const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-12-01'), noInvalidDate: true });
  const debits = fc.record({
    age: fc.integer({ min: 0, max: 200 }),
    reinitiations: fc.integer({ min: 0, max: 3 }),
    seed: fc.string(),
  });

  it('always on a banking day after the return, in time for its cut-off, or not at all', () => {
    fc.assert(
      fc.property(instants, debits, (returnedAt, { age, reinitiations, seed }) => {
        const initiated = { reinitiations, firstCreatedAt: new Date(returnedAt.getTime() - age * 86_400_000) };
        const at = nextReinitiation(initiated, returnedAt, seed);
        // A pay-day is never more than eight days away.
        const refused = at === null && (reinitiations >= 2 || age > 180 - 8);
        assert.ok(at || refused, `${age} days, ${reinitiations} times`);
        if (!at) return;
        const day = easternDate(at);
        assert.ok(day > easternDate(returnedAt) && day <= addDays(easternDate(returnedAt), 8), day);
        assert.ok(isBankingDay(day));
        assert.equal(easternDate(nextCutOff('ach', at)), day);
        assert.ok(at >= easternInstant(day, '10:00') && at < easternInstant(day, '18:00'));
        assert.ok(day <= addDays(easternDate(initiated.firstCreatedAt), 180));
        assert.ok(mayReinitiate(initiated, at));
        assert.deepEqual(nextReinitiation(initiated, returnedAt, seed), at);
      }),
    );
  });

  it('is spread over the day, by nothing but the seed', () => {
    const returnedAt = new Date('2026-03-05T13:00:00Z');
    const hours = new Map<number, number>();
    for (let n = 0; n < 800; n += 1) {
      const at = again(returnedAt, `onb_${n}`);
      const hour = Math.floor((Number(at) - Number(easternInstant('2026-03-06', '10:00'))) / 3_600_000);
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
    }
    assert.deepEqual([...hours.keys()].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.ok(
      [...hours.values()].every((count) => count > 50),
      JSON.stringify([...hours]),
    );
  });

  it('the pay-days of a year are Fridays, and the 1st and 15th or the banking day before', () => {
    const found = new Set<string>();
    for (let date = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1)) {
      found.add(dayOf(again(easternInstant(date, '09:00'))));
    }
    const others = [...found].filter((date) => weekdayOf(date) !== 5 && !/-(01|15)$/.test(date));
    // Before Juneteenth, Christmas and New Year's Day 2027, all of them Fridays.
    assert.deepEqual(others, ['2026-06-18', '2026-12-24', '2026-12-31']);
  });
});
