// Re-presents a debit that came back for lack of funds (R01, R09): how often, until when, and on which day.

import { spread } from '../hash-to-number.ts';
import { addBankingDays, addDays, easternDate, easternInstant, isBankingDay, weekdayOf } from './banking-days.ts';

/** A debit, with all entries that were made for it. */
export type Initiated = {
  /** When Plaid made the first transfer for it. */
  firstCreatedAt: Date;
  /** How often it has been reinitiated. */
  reinitiations: number;
};

/**
 * Returns the description that Plaid wants for such a transfer (TransferCreateRequest), which Nacha calls RETRY PYMT.
 * `nth` counts from one.
 */
export const reinitiationWords = (nth: number): string => `Retry ${nth}`;

/**
 * True at most twice, and within 180 days: Nacha counts them from the settlement of the first entry, Plaid from its
 * creation, which is earlier.
 */
export const mayReinitiate = ({ firstCreatedAt, reinitiations }: Initiated, on: Date): boolean =>
  reinitiations < 2 && easternDate(on) <= addDays(easternDate(firstCreatedAt), 180);

/**
 * Returns when to present the debit again. Null: never. `seed` spreads debits over the day: equal texts give equal
 * moments.
 */
export function nextReinitiation(presented: Initiated, returnedAt: Date, seed: string): Date | null {
  const day = payDayAfter(easternDate(returnedAt));
  // A time in the eight hours from 10:00, hours before the cut-off at 20:30.
  const at = new Date(easternInstant(day, '10:00').getTime() + spread(seed, 8 * 3_600_000));
  return mayReinitiate(presented, at) ? at : null;
}

/**
 * Wages arrive on the morning of a pay-day, and entries that Plaid takes in during that day are drawn on the next
 * banking day. Pay-days are Fridays, the 1st and the 15th, or the banking day before if the banks are closed. Never the
 * day of the return itself.
 */
function payDayAfter(date: string): string {
  let day = addBankingDays(date, 1);
  while (!isPayDay(day)) day = addBankingDays(day, 1);
  return day;
}

function isPayDay(date: string): boolean {
  const paid = (day: string) => weekdayOf(day) === 5 || day.endsWith('-01') || day.endsWith('-15');
  for (let day = date; ; day = addDays(day, 1)) {
    if (day !== date && isBankingDay(day)) return false;
    if (paid(day)) return true;
  }
}
