// The rules that Plaid's event feeds share.

/** Ids rise with gaps (TransferEvent). The gaps, of one to three, depend only on the id, so that runs repeat. */
export function nextEventId(last: number): number {
  return last + 1 + ((Math.imul(last + 1, 0x9e3779b1) >>> 16) % 3);
}

/** Returns the first `count` events with a higher id, and whether there are more. */
export function eventsAfter<Event extends { event_id: number }>(
  events: Event[],
  id: number,
  count: number,
): { page: Event[]; has_more: boolean } {
  let from = 0;
  for (let to = events.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((events[middle]?.event_id ?? 0) > id) to = middle;
    else from = middle + 1;
  }
  return { page: events.slice(from, from + count), has_more: events.length > from + count };
}

/** Returns a page of both `event/list` endpoints: the newest events first, at most 25 of them. */
export function newest<Event>(
  matching: Event[],
  { count, offset }: { count?: number | null | undefined; offset?: number | null | undefined },
): { page: Event[]; has_more: boolean } {
  const from = offset ?? 0;
  const to = from + (count ?? mostListed);
  return { page: matching.toReversed().slice(from, to), has_more: matching.length > to };
}

export const mostListed = 25;

/** Whether the value passes the filter. A filter that the caller leaves out lets every value pass. */
export const passes = <Value>(wanted: Value | null | undefined, value: Value): boolean =>
  wanted === undefined || wanted === null || wanted === value;

/** Whether an instant in Plaid's form lies in the span of the filter. */
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
