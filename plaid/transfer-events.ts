// The transfer feed, read by cursor and searched.
import { z } from 'zod';
import type { Ask } from './ask.ts';
import { amount, eventId, instant } from './event-fields.ts';
import { failureReason } from './failure-reason.ts';
import type { EventPage, FeedPage, PlaidGateway, TransferEvent } from './gateway.ts';
import { emptyTransferIdIsNone, exactAfterId, exactEventIds } from './quirks.ts';
import { eventsOf, id, mostPageBytes, word } from './rows.ts';

const eventFields = z.object({
  event_id: eventId,
  transfer_id: id.nullish(),
  account_id: id.nullish(),
  // An open list: a type that we do not know does not change the transfer's status (domain/transfers/transfer.ts).
  event_type: word,
  transfer_type: word.nullish(),
  transfer_amount: amount,
  timestamp: instant,
  failure_reason: failureReason,
  refund_id: id.nullish(),
  sweep_id: id.nullish(),
});

/**
 * Plaid allows 500. One transaction stores a page, with a few statements for each case that it wakes, and with 500 one
 * activity took 42 of its 45 seconds on a very busy machine (measured).
 */
const eventsPerPage = 200;

/** Returns events after the cursor, at most a page. */
export async function readTransferEvents(ask: Ask, afterId: bigint): Promise<FeedPage<TransferEvent>> {
  const answer = await ask({
    endpoint: '/transfer/event/sync',
    answer: z.object({ transfer_events: eventsOf(eventFields), has_more: z.boolean() }),
    mostBytes: mostPageBytes,
    send: (api, options) =>
      api.transferEventSync(
        // The SDK types the cursor as a number, which cannot hold it.
        { after_id: String(afterId) as unknown as number, count: eventsPerPage },
        { ...options, transformRequest: [exactAfterId], transformResponse: [exactEventIds] },
      ),
  });
  const { read, unread } = answer.transfer_events;
  return { events: read.map(transferEventOf), unread, hasMore: answer.has_more };
}

/** Strict: the worker must not conclude that a transfer was not made because it could not read the event. */
export async function listTransferEvents(
  ask: Ask,
  { transferId, accountId, limit, offset }: Parameters<PlaidGateway['listTransferEvents']>[0],
): Promise<EventPage<TransferEvent>> {
  const answer = await ask({
    endpoint: '/transfer/event/list',
    answer: z.object({ transfer_events: z.array(eventFields), has_more: z.boolean() }),
    send: (api, options) =>
      api.transferEventList(
        { transfer_id: transferId, account_id: accountId, count: limit, offset },
        { ...options, transformResponse: [exactEventIds] },
      ),
  });
  return { events: answer.transfer_events.map(transferEventOf), hasMore: answer.has_more };
}

const transferEventOf = (event: z.output<typeof eventFields>): TransferEvent => ({
  eventId: event.event_id,
  transferId: emptyTransferIdIsNone(event.transfer_id ?? ''),
  accountId: event.account_id ?? null,
  type: event.event_type,
  direction: event.transfer_type ?? null,
  amountCents: event.transfer_amount,
  at: event.timestamp,
  failure: event.failure_reason,
  refundId: event.refund_id ?? null,
  sweepId: event.sweep_id ?? null,
});
