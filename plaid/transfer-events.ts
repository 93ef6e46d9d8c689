// The transfer feed, read by cursor and searched.
import { z } from 'zod';
import type { Ask } from './ask.ts';
import { amount, eventId, instant } from './event-fields.ts';
import { failureReason } from './failure-reason.ts';
import type { EventPage, PlaidGateway, TransferEvent } from './gateway.ts';
import { emptyTransferIdIsNone, exactAfterId, exactEventIds } from './quirks.ts';

const id = z.string().nullish();
const page = z.object({
  transfer_events: z.array(
    z.object({
      event_id: eventId,
      transfer_id: id,
      account_id: id,
      // An open list: what we do not know says nothing about the transfer's status (domain/transfer.ts).
      event_type: z.string(),
      transfer_type: z.string().nullish(),
      transfer_amount: amount,
      timestamp: instant,
      failure_reason: failureReason,
      refund_id: id,
      sweep_id: id,
    }),
  ),
  has_more: z.boolean(),
});

/** Events after the cursor, at most 500. */
export async function readTransferEvents(ask: Ask, afterId: bigint): Promise<EventPage<TransferEvent>> {
  const answer = await ask({
    endpoint: '/transfer/event/sync',
    answer: page,
    send: (api, options) =>
      api.transferEventSync(
        // The SDK types the cursor as a number, which cannot hold it.
        { after_id: String(afterId) as unknown as number, count: 500 },
        { ...options, transformRequest: [exactAfterId], transformResponse: [exactEventIds] },
      ),
  });
  return eventsOf(answer);
}

export async function listTransferEvents(
  ask: Ask,
  { transferId, accountId, limit, offset }: Parameters<PlaidGateway['listTransferEvents']>[0],
): Promise<EventPage<TransferEvent>> {
  const answer = await ask({
    endpoint: '/transfer/event/list',
    answer: page,
    send: (api, options) =>
      api.transferEventList(
        { transfer_id: transferId, account_id: accountId, count: limit, offset },
        { ...options, transformResponse: [exactEventIds] },
      ),
  });
  return eventsOf(answer);
}

const eventsOf = ({ transfer_events, has_more }: z.output<typeof page>): EventPage<TransferEvent> => ({
  events: transfer_events.map((event) => ({
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
  })),
  hasMore: has_more,
});
