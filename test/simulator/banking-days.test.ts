import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addBankingDays, addDays, easternDate, easternInstant, isBankingDay } from '../../simulator/banking-days.ts';

describe('banking days', () => {
  const vectors: [string, boolean][] = [
    ['2026-07-03', true], // Independence Day falls on Saturday and does not move
    ['2027-06-18', true],
    ['2027-07-05', false],
    ['2027-12-24', true],
    ['2027-12-31', true],
    ['2028-11-10', true],
    ['2029-11-12', false],
    ['2026-01-19', false],
    ['2026-02-16', false],
    ['2026-05-25', false],
    ['2026-06-19', false],
    ['2026-09-07', false],
    ['2026-10-12', false],
    ['2026-11-11', false],
    ['2026-11-26', false],
    ['2026-11-27', true],
    ['2026-12-25', false],
    ['2029-01-20', false], // a Saturday
    ['2025-01-20', false], // also Inauguration Day, but closed for Dr. King
    ['2037-01-20', true], // Inauguration Day alone does not close the banks
  ];
  for (const [date, open] of vectors) {
    it(`are ${open ? 'open' : 'closed'} on ${date}`, () => assert.equal(isBankingDay(date), open));
  }

  it('has eleven holidays a year, fewer only when one falls on a Saturday', () => {
    const closedWeekdays = (year: number) => {
      let count = 0;
      for (let date = `${year}-01-01`; date < `${year + 1}`; date = addDays(date, 1)) {
        const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
        if (weekday > 0 && weekday < 6 && !isBankingDay(date)) count += 1;
      }
      return count;
    };
    assert.deepEqual(
      [2026, 2027, 2028, 2029, 2030].map(closedWeekdays),
      // 2026: 4 July; 2027: 19 June and 25 December; 2028: 1 January and 11 November.
      [10, 9, 9, 11, 11],
    );
  });

  it('counts over weekends and holidays', () => {
    assert.equal(addBankingDays('2026-11-25', 1), '2026-11-27');
    assert.equal(addBankingDays('2026-11-25', 2), '2026-11-30');
    assert.equal(addBankingDays('2026-11-28', 0), '2026-11-30');
    assert.equal(addBankingDays('2026-11-30', -2), '2026-11-25');
  });

  it('counts back to where it came from', () => {
    const dates = fc.integer({ min: 0, max: 1800 }).map((days) => addBankingDays(addDays('2026-01-01', days), 0));
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 70 }), (date, n) => {
        assert.equal(addBankingDays(addBankingDays(date, n), -n), date);
      }),
    );
  });
});

describe('Eastern time', () => {
  it('follows daylight saving', () => {
    assert.equal(easternInstant('2026-03-06', '20:30').toISOString(), '2026-03-07T01:30:00.000Z');
    assert.equal(easternInstant('2026-03-09', '20:30').toISOString(), '2026-03-10T00:30:00.000Z');
    assert.equal(easternInstant('2026-11-02', '08:30').toISOString(), '2026-11-02T13:30:00.000Z');
  });

  it('names the date New York shows', () => {
    assert.equal(easternDate(new Date('2026-07-01T03:59:59Z')), '2026-06-30');
    assert.equal(easternDate(new Date('2026-07-01T04:00:00Z')), '2026-07-01');
    assert.equal(easternDate(new Date('2026-12-01T04:59:59Z')), '2026-11-30');
  });

  it('gives the date back for every hour banks work', () => {
    for (let date = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1)) {
      for (const time of ['08:30', '15:00', '20:30']) assert.equal(easternDate(easternInstant(date, time)), date);
    }
  });
});
