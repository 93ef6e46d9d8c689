// Banking days as the Federal Reserve keeps them, on New York's wall clock.
// Source: https://www.federalreserve.gov/aboutthefed/k8.htm. A holiday on a Sunday moves to Monday; one on a
// Saturday does not move, so the Friday before stays open. Calendars of federal employees differ there.

/** `date` is YYYY-MM-DD. */
export function isBankingDay(date: string): boolean {
  const weekday = weekdayOf(date);
  return weekday !== saturday && weekday !== sunday && !holidays(Number(date.slice(0, 4))).has(date);
}

/** Returns the n-th banking day after (n > 0) or before (n < 0) the date. For 0, the date or the next banking day. */
export function addBankingDays(date: string, n: number): string {
  const step = n < 0 ? -1 : 1;
  let day = date;
  if (n === 0) while (!isBankingDay(day)) day = addDays(day, 1);
  for (let left = Math.abs(n); left > 0; ) {
    day = addDays(day, step);
    if (isBankingDay(day)) left -= 1;
  }
  return day;
}

/** Returns the date, YYYY-MM-DD, in New York at this instant. */
export function easternDate(at: Date): string {
  return easternWallClock(at).slice(0, 10);
}

/** Returns the instant at which New York's clock shows `hhmm` (HH:MM, 24 hours) on the date. */
export function easternInstant(date: string, hhmm: string): Date {
  const wanted = Date.parse(`${date}T${hhmm}:00Z`);
  // New York is 4 or 5 hours behind UTC. The clocks change at 02:00, when no bank works.
  const standard = new Date(wanted + 5 * hour);
  const shown = Date.parse(`${easternWallClock(standard)}Z`);
  return new Date(standard.getTime() - (shown - wanted));
}

/** Calendar arithmetic on YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * hour).toISOString().slice(0, 10);
}

const hour = 3_600_000;
const [sunday, monday, thursday, saturday] = [0, 1, 4, 6];

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

const eastern = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** YYYY-MM-DDTHH:MM:SS in New York. */
function easternWallClock(at: Date): string {
  return eastern.format(at).replace(' ', 'T');
}

const known = new Map<number, Set<string>>();

function holidays(year: number): Set<string> {
  const cached = known.get(year);
  if (cached) return cached;
  const fixed = ['01-01', '06-19', '07-04', '11-11', '12-25'].map((day) => `${year}-${day}`);
  const days = new Set([
    ...fixed.map((date) => (weekdayOf(date) === sunday ? addDays(date, 1) : date)),
    nth(3, monday, `${year}-01-01`), // Martin Luther King, Jr.
    nth(3, monday, `${year}-02-01`), // Washington's Birthday
    addDays(nth(1, monday, `${year}-06-01`), -7), // Memorial Day, the last Monday of May
    nth(1, monday, `${year}-09-01`), // Labor Day
    nth(2, monday, `${year}-10-01`), // Columbus Day
    nth(4, thursday, `${year}-11-01`), // Thanksgiving
  ]);
  known.set(year, days);
  return days;
}

/** Returns the n-th `weekday` of the month that begins on `first`. */
function nth(n: number, weekday: number | undefined, first: string): string {
  const days = ((weekday ?? 0) - weekdayOf(first) + 7) % 7;
  return addDays(first, days + (n - 1) * 7);
}
