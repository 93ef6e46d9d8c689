/** A duration in the form that Temporal reads. */
export type Days = `${number} days`;

export function daysAfter(from: Date, days: Days): Date {
  return new Date(from.getTime() + Number.parseInt(days, 10) * 86_400_000);
}
