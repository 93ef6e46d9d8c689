import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addBankingDays,
  addDays,
  cutOffsOn,
  dueBefore,
  easternDate,
  easternInstant,
  expectedDeposit,
  isBankingDay,
  nextCutOff,
  weekdayOf,
} from '../../domain/transfers/banking-days.ts';
import * as simulated from '../../simulator/banking-days.ts';

/**
 * The table of https://www.federalreserve.gov/aboutthefed/k8.htm as of December 31, 2025, row by row: New Year's Day,
 * Dr. King, Washington, Memorial Day, Juneteenth, Independence Day, Labor Day, Columbus Day, Veterans Day,
 * Thanksgiving, Christmas. `*`: a Saturday, the banks are open on Friday. `**`: a Sunday, they are closed on Monday.
 */
const published: Record<string, string> = {
  2026: '01-01 01-19 02-16 05-25 06-19 07-04* 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-19* 07-04** 09-06 10-11 11-11 11-25 12-25*',
  2028: '01-01* 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-11* 11-23 12-25',
  2029: '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-11** 11-22 12-25',
  2030: '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
};
const years = Object.keys(published);
const everyDay: string[] = [];
for (let date = '2026-01-01'; date <= '2030-12-31'; date = addDays(date, 1)) everyDay.push(date);

const closed = new Set(
  Object.entries(published).flatMap(([year, holidays]) =>
    holidays.split(' ').map((holiday) => addDays(`${year}-${holiday.slice(0, 5)}`, holiday.endsWith('**') ? 1 : 0)),
  ),
);
const openByTheTable = (date: string) => weekdayOf(date) !== 0 && weekdayOf(date) !== 6 && !closed.has(date);

describe('banking days', () => {
  it('the published table has the weekdays that it names', () => {
    for (const [year, holidays] of Object.entries(published)) {
      assert.equal(holidays.split(' ').length, 11);
      for (const holiday of holidays.split(' ')) {
        const weekday = weekdayOf(`${year}-${holiday.slice(0, 5)}`);
        assert.equal(weekday === 6, /\d\*$/.test(holiday), `${year}-${holiday}`);
        assert.equal(weekday === 0, holiday.endsWith('**'), `${year}-${holiday}`);
      }
    }
  });

  for (const year of years) {
    it(`T1: are those of the Federal Reserve on every day of ${year}`, () => {
      for (const date of everyDay.filter((day) => day.startsWith(year))) {
        assert.equal(isBankingDay(date), openByTheTable(date), date);
      }
    });
  }

  it('T1: leap day is a day like any other', () => {
    assert.equal(isBankingDay('2028-02-29'), true);
    assert.equal(addBankingDays('2028-02-28', 1), '2028-02-29');
    assert.equal(addDays('2028-02-29', 365), '2029-02-28');
  });

  it('the simulated bank, which counts them in its own way, keeps equal ones', () => {
    for (const date of everyDay) {
      assert.equal(isBankingDay(date), simulated.isBankingDay(date), date);
      assert.equal(addBankingDays(date, 3), simulated.addBankingDays(date, 3), date);
    }
  });

  it('counts over weekends and holidays', () => {
    assert.equal(addBankingDays('2026-11-25', 1), '2026-11-27');
    assert.equal(addBankingDays('2026-11-25', 2), '2026-11-30');
    assert.equal(addBankingDays('2026-11-28', 1), '2026-11-30');
    assert.equal(addBankingDays('2026-11-28', 0), '2026-11-28');
    assert.equal(addBankingDays('2027-07-06', -1), '2027-07-02');
  });

  it('counts back to its start, and passes the number of banking days that it names', () => {
    // 70 banking days are fewer than 120 days: all of them are in the table.
    const dates = fc.constantFrom(...everyDay.filter((date) => isBankingDay(date) && date < '2030-09'));
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 70 }), (date, n) => {
        const later = addBankingDays(date, n);
        assert.equal(addBankingDays(later, -n), date);
        let passed = 0;
        for (let day = addDays(date, 1); day <= later; day = addDays(day, 1)) passed += Number(openByTheTable(day));
        assert.equal(passed, n);
      }),
    );
  });
});

/** The New York clock by another method than the code: the wall clock in full. */
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const shown = (at: Date) => wallClock.format(at);

describe('Eastern time', () => {
  // The second Sunday of March and the first of November (15 U.S.C. 260a).
  const changes: [on: string, off: string][] = [
    ['2026-03-08', '2026-11-01'],
    ['2027-03-14', '2027-11-07'],
    ['2028-03-12', '2028-11-05'],
    ['2029-03-11', '2029-11-04'],
    ['2030-03-10', '2030-11-03'],
  ];
  for (const [on, off] of changes) {
    it(`T1: daylight saving begins on ${on} at 02:00 and ends on ${off} at 02:00`, () => {
      assert.equal(easternInstant(on, '01:59').toISOString(), `${on}T06:59:00.000Z`);
      assert.equal(easternInstant(on, '03:00').toISOString(), `${on}T07:00:00.000Z`);
      assert.equal(easternInstant(off, '00:59').toISOString(), `${off}T04:59:00.000Z`);
      assert.equal(easternInstant(off, '02:00').toISOString(), `${off}T07:00:00.000Z`);
      // Skipped and doubled hours: the instant at which 02:30 would have been, and the first of two 01:30s.
      assert.equal(easternInstant(on, '02:30').toISOString(), `${on}T07:30:00.000Z`);
      assert.equal(easternInstant(off, '01:30').toISOString(), `${off}T05:30:00.000Z`);
      // A day is 23, then 25 hours long.
      assert.equal((Number(easternInstant(addDays(on, 1), '00:00')) - Number(easternInstant(on, '00:00'))) / 3.6e6, 23);
      assert.equal(
        (Number(easternInstant(addDays(off, 1), '00:00')) - Number(easternInstant(off, '00:00'))) / 3.6e6,
        25,
      );
    });
  }

  it('T1: shows the requested wall clock, at each hour of every day', () => {
    for (const date of everyDay) {
      for (let hour = 0; hour < 24; hour += 1) {
        const hhmm = `${String(hour).padStart(2, '0')}:00`;
        const skipped = hhmm === '02:00' && changes.some(([on]) => on === date);
        const at = easternInstant(date, hhmm);
        assert.equal(shown(at), `${date} ${skipped ? '03' : hhmm.slice(0, 2)}:00:00`);
      }
    }
  });

  it('T1: returns the date of New York up to the last millisecond of every day', () => {
    for (const date of everyDay) {
      const midnight = easternInstant(date, '00:00');
      assert.equal(easternDate(midnight), date);
      assert.equal(easternDate(new Date(midnight.getTime() - 1)), addDays(date, -1));
    }
  });
});

describe('cut-offs', () => {
  const rows = [
    ['ach', '20:30', null],
    ['same-day-ach', '09:35', '13:50'],
    ['same-day-ach', '13:50', '15:00'],
    ['same-day-ach', '15:00', null],
  ] as const;
  for (const [network, hhmm, later] of rows) {
    it(`T1: ${network} at ${hhmm}: a millisecond before is in time, the moment itself and the one after are not`, () => {
      const first = network === 'ach' ? '20:30' : '09:35';
      for (const date of everyDay) {
        const cutOff = easternInstant(date, hhmm);
        const nextDay = easternInstant(addBankingDays(date, 1), first);
        const missed = later && isBankingDay(date) ? easternInstant(date, later) : nextDay;
        const next = (ms: number) => nextCutOff(network, new Date(cutOff.getTime() + ms)).getTime();
        assert.equal(next(-1), isBankingDay(date) ? cutOff.getTime() : nextDay.getTime(), date);
        assert.equal(next(0), missed.getTime(), date);
        assert.equal(next(1), missed.getTime(), date);
      }
    });
  }

  it('T1: money that is posted on any day arrives by 08:30 on the next banking day', () => {
    for (const date of everyDay) {
      let next = addDays(date, 1);
      while (next < '2031' && !openByTheTable(next)) next = addDays(next, 1);
      if (next >= '2031') continue;
      for (const at of [
        easternInstant(date, '00:00'),
        new Date(easternInstant(addDays(date, 1), '00:00').getTime() - 1),
      ]) {
        assert.equal(shown(expectedDeposit(at)), `${next} 08:30:00`, `posted at ${at.toISOString()}`);
      }
    }
  });

  it('T1: a transfer is past due from 08:30 on the banking day after the one on which its bank got it', () => {
    for (const date of everyDay.filter((day) => day > '2026-01-10')) {
      for (const hhmm of ['00:00', '08:29', '08:30', '20:29', '20:30']) {
        const now = easternInstant(date, hhmm);
        const due = dueBefore(now);
        const settles = (madeAt: Date) => expectedDeposit(nextCutOff('ach', madeAt));
        assert.ok(settles(new Date(due.getTime() - 1)) <= now, `${date} ${hhmm}`);
        assert.ok(settles(due) > now, `${date} ${hhmm}`);
      }
    }
  });

  it('T1: those of a day are in order, and a holiday has none', () => {
    assert.deepEqual(cutOffsOn('same-day-ach', '2026-11-25').map(shown), [
      ...['2026-11-25 09:35:00', '2026-11-25 13:50:00', '2026-11-25 15:00:00'],
    ]);
    assert.deepEqual(cutOffsOn('ach', '2026-11-26'), []);
  });
});
