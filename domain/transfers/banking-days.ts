// The Federal Reserve's calendar and New York's clock, which ACH follows. Dates are YYYY-MM-DD.
import type { Network } from '../case/onboarding.ts';

/** Month and day. On a Sunday such a holiday closes the banks on Monday; on a Saturday it closes nothing (K.8). */
const fixedHolidays = ['01-01', '06-19', '07-04', '11-11', '12-25'];

/**
 * The weekday of each holiday, and the first of the seven days of the month on which it can fall.
 * https://www.federalreserve.gov/aboutthefed/k8.htm
 */
const floatingHolidays: { month: string; weekday: number; from: number }[] = [
  { month: '01', weekday: 1, from: 15 }, // Birthday of Martin Luther King, Jr.
  { month: '02', weekday: 1, from: 15 }, // Washington's Birthday
  { month: '05', weekday: 1, from: 25 }, // Memorial Day
  { month: '09', weekday: 1, from: 1 }, // Labor Day
  { month: '10', weekday: 1, from: 8 }, // Columbus Day
  { month: '11', weekday: 4, from: 22 }, // Thanksgiving Day
];

export function isBankingDay(date: string): boolean {
  const weekday = weekdayOf(date);
  return weekday >= 1 && weekday <= 5 && !isHoliday(date, weekday);
}

function isHoliday(date: string, weekday: number): boolean {
  const isFixed = (day: string) => fixedHolidays.includes(day.slice(5));
  if (isFixed(date) || (weekday === 1 && isFixed(addDays(date, -1)))) return true;
  const [month, day] = [date.slice(5, 7), Number(date.slice(8))];
  return floatingHolidays.some(
    (one) => one.month === month && one.weekday === weekday && day >= one.from && day < one.from + 7,
  );
}

/** Returns the n-th banking day after the date, or before it if n is negative. */
export function addBankingDays(date: string, n: number): string {
  let day = date;
  for (let counted = 0; counted < Math.abs(n); ) {
    day = addDays(day, Math.sign(n));
    if (isBankingDay(day)) counted += 1;
  }
  return day;
}

export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * 24 * hour).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(midnight(date)).getUTCDay();
}

/** Returns the date in New York at this instant. */
export function easternDate(at: Date): string {
  return new Date(at.getTime() + offset(at)).toISOString().slice(0, 10);
}

/** Returns the instant at which New York's clock shows `hhmm` (24 hours): the first of two if it shows it twice. */
export function easternInstant(date: string, hhmm: string): Date {
  const wall = Date.parse(`${date}T${hhmm}:00Z`);
  const [daylight, standard] = [new Date(wall + 4 * hour), new Date(wall + 5 * hour)];
  return offset(daylight) === -4 * hour ? daylight : standard;
}

/** Returns when money that was posted arrives at the latest: standard ACH settles at 8:30 on the next banking day. */
export function expectedDeposit(postedAt: Date): Date {
  return easternInstant(addBankingDays(easternDate(postedAt), 1), settles);
}

const settles = '08:30';

/**
 * When Plaid submits entries on a banking day:
 * https://plaid.com/docs/transfer/creating-transfers/#ach-processing-windows
 */
const lastCutOff = '20:30';
const cutOffs = { ach: [lastCutOff], 'same-day-ach': ['09:35', '13:50', '15:00'] };

type Submitted = Exclude<Network, 'rtp'>;
export const submittedNetworks = Object.keys(cutOffs) as [Submitted, ...Submitted[]];

/** Returns the moments of the day at which Plaid submits entries, in order; none if the banks are closed. */
export const cutOffsOn = (network: Submitted, day: string): Date[] =>
  isBankingDay(day) ? cutOffs[network].map((hhmm) => easternInstant(day, hhmm)) : [];

/** Returns the next moment at which Plaid submits entries. An entry at that very moment counts as too late for it. */
export function nextCutOff(network: Submitted, at: Date): Date {
  for (let day = easternDate(at); ; day = addDays(day, 1)) {
    const next = cutOffsOn(network, day).find((cutOff) => cutOff > at);
    if (next) return next;
  }
}

/**
 * Returns the latest cut-off whose entries have had the time to settle. A transfer that was made before it, by any
 * network, is past due unless its bank has settled it.
 */
export function dueBefore(now: Date): Date {
  const today = easternDate(now);
  const hasSettled = isBankingDay(today) && easternInstant(today, settles) <= now;
  const lastSettlement = hasSettled ? today : addBankingDays(today, -1);
  return easternInstant(addBankingDays(lastSettlement, -1), lastCutOff);
}

const hour = 3_600_000;
const midnight = (date: string) => Date.parse(`${date}T00:00:00Z`);

const clock = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', timeZoneName: 'longOffset' });

/**
 * Returns by how many milliseconds New York's clock is ahead of UTC: minus four hours in summer, minus five in winter.
 */
function offset(at: Date): number {
  const name = clock.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  return Number(name?.slice('GMT'.length, 'GMT-04'.length)) * hour;
}
