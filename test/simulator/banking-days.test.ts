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
    ['2029-01-20', false], // a Saturday
    ['2025-01-20', false], // also Inauguration Day, but closed for Dr. King
    ['2037-01-20', true], // Inauguration Day alone does not close the banks
  ];
  for (const [date, open] of vectors) {
    it(`are ${open ? 'open' : 'closed'} on ${date}`, () => assert.equal(isBankingDay(date), open));
  }

  // The weekdays on which the Reserve Banks are closed, by https://www.federalreserve.gov/aboutthefed/k8.htm
  const closed = {
    2026: '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25',
    2027: '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25',
    2028: '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-23 12-25',
    2029: '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25',
    2030: '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
  };
  for (const [year, expected] of Object.entries(closed)) {
    it(`are those of the Federal Reserve on every weekday of ${year}`, () => {
      const found: string[] = [];
      for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
        const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
        if (weekday > 0 && weekday < 6 && !isBankingDay(date)) found.push(date.slice(5));
      }
      assert.equal(found.join(' '), expected);
    });
  }

  it('counts over weekends and holidays', () => {
    assert.equal(addBankingDays('2026-11-25', 1), '2026-11-27');
    assert.equal(addBankingDays('2026-11-25', 2), '2026-11-30');
    assert.equal(addBankingDays('2026-11-28', 0), '2026-11-30');
    assert.equal(addBankingDays('2026-11-30', -2), '2026-11-25');
  });

  it('counts forward and back to the first day', () => {
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
