const day = 86_400_000;

/** A duration in the form that Temporal reads. */
export type Days = `${number} days`;

export function daysAfter(from: Date, days: Days): Date {
  return new Date(from.getTime() + Number.parseInt(days, 10) * day);
}

/** Returns the beginning, in UTC, of the day so many days before this one. */
export const dayBefore = (now: Date, days: number): Date => new Date((Math.floor(now.getTime() / day) - days) * day);
