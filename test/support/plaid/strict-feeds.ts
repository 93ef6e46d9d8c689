// Plaid's event feeds, as the strict gateway serves them.
import type { EventPage, FeedPage, ListedPage } from '../../../plaid/gateway.ts';

export function eventsAfter<Event extends { eventId: bigint }>(
  all: Event[],
  afterId: bigint,
  pageSize: number,
): FeedPage<Event> {
  const later = all.filter(({ eventId }) => eventId > afterId);
  return { events: later.slice(0, pageSize), unread: [], hasMore: later.length > pageSize };
}

/** Returns the newest events that match every given id. */
export function newestEvents<Event extends { accountId: string | null; transferId?: string | null }>(
  all: Event[],
  { limit, offset, ...ids }: ListedPage & { accountId: string | null; transferId?: string | null },
): EventPage<Event> {
  const matching = all.filter(
    ({ accountId, transferId }) =>
      (ids.accountId ?? accountId) === accountId && (ids.transferId ?? transferId) === transferId,
  );
  return {
    events: matching.toReversed().slice(offset, offset + limit),
    hasMore: matching.length > offset + limit,
  };
}
