// Presenting a debit again that came back for want of money (R01, R09): how often, until when, and on which day.
import { addBankingDays, addDays, easternDate, easternInstant, isBankingDay, weekdayOf } from './banking-days.ts';
import { spread } from './spread.ts';

/** A debit, over all entries that were made for it. */
export type Presented = {
  /** When Plaid made the first transfer for it. */
  firstCreatedAt: Date;
  /** How often it has been presented again. */
  representments: number;
};

/** What Plaid wants such a transfer to be called (TransferCreateRequest) for what Nacha calls RETRY PYMT. `nth` counts from one. */
export const representmentWords = (nth: number): string => `Retry ${nth}`;

/**
 * At most twice, and within 180 days: Nacha counts them from the settlement of the first entry, Plaid from its creation,
 * which is earlier.
 */
export const mayBePresented = ({ firstCreatedAt, representments }: Presented, on: Date): boolean =>
  representments < 2 && easternDate(on) <= addDays(easternDate(firstCreatedAt), 180);

/** When, or null: never. `seed` spreads debits over the day: the same text gives the same moment. */
export function presentAgain(presented: Presented, returnedAt: Date, seed: string): Date | null {
  const day = payDayAfter(easternDate(returnedAt));
  // Some time in the eight hours from 10:00, and so hours before the cut-off at 20:30.
  const at = new Date(easternInstant(day, '10:00').getTime() + spread(seed, 8 * 3_600_000));
  return mayBePresented(presented, at) ? at : null;
}

/**
 * Wages are there on the morning of a pay-day, and what Plaid takes in during that day is drawn on the next banking day.
 * Pay-days are Fridays, the 1st and the 15th, or the banking day before where the banks are closed. Never the day of the
 * return itself.
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
