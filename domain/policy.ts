// What a product may decide about its cases. Recorded with each case, so that a changed default changes no open one.

/** How a case waits, in durations that Temporal reads. */
export type Policy = {
  linkWithin: Days;
  reviewWithin: Days;
  repairWithin: Days;
};
export type Days = `${number} days`;

export const defaultPolicy: Policy = { linkWithin: '30 days', reviewWithin: '14 days', repairWithin: '14 days' };

export function daysAfter(from: Date, days: Days): Date {
  return new Date(from.getTime() + Number.parseInt(days, 10) * 86_400_000);
}
