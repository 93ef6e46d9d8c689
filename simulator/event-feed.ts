// What Plaid's event feeds have in common.

/** The id after this one. They rise with gaps (TransferEvent): one to three, always the same, so that runs repeat. */
export function nextEventId(last: number): number {
  return last + 1 + ((Math.imul(last + 1, 0x9e3779b1) >>> 16) % 3);
}

/** The newest events first, as the two `event/list` give them: at most 25 at a time. */
export function newest<Event>(
  matching: Event[],
  { count, offset }: { count?: number | null | undefined; offset?: number | null | undefined },
): { page: Event[]; has_more: boolean } {
  const from = offset ?? 0;
  const to = from + (count ?? mostListed);
  return { page: matching.toReversed().slice(from, to), has_more: matching.length > to };
}

export const mostListed = 25;

/** Whether something passes a filter that may be left out. */
export const passes = <Value>(wanted: Value | null | undefined, value: Value): boolean =>
  wanted === undefined || wanted === null || wanted === value;

/** Whether an instant as Plaid writes it lies in the span that a filter names. */
export function isWithin(
  instant: string,
  {
    start_date: start,
    end_date: end,
  }: { start_date?: string | null | undefined; end_date?: string | null | undefined },
): boolean {
  const at = Date.parse(instant);
  return (!start || at >= Date.parse(start)) && (!end || at <= Date.parse(end));
}
