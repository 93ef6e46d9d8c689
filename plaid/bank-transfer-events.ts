// The feed of micro-deposits, read by cursor and searched. Bank Transfers do not belong to Transfer: every client of
// Auth has this feed (https://plaid.com/docs/auth/coverage/microdeposit-events/).
import { z } from 'zod';
import type { Ask } from './ask.ts';
import { amount, eventId, instant } from './event-fields.ts';
import { failureReason } from './failure-reason.ts';
import type { BankTransferEvent, EventPage, FeedPage, PlaidGateway } from './gateway.ts';
import { exactAfterId, exactEventIds, mayHaveMoreUntilEmpty } from './quirks.ts';
import { eventsOf, id, mostPageBytes, word } from './rows.ts';

const eventFields = z.object({
  event_id: eventId,
  bank_transfer_id: id,
  account_id: id,
  // An open list: a type that we do not know changes nothing (domain/bank/micro-deposits.ts).
  event_type: word,
  bank_transfer_type: word,
  bank_transfer_amount: amount,
  bank_transfer_iso_currency_code: word,
  timestamp: instant,
  failure_reason: failureReason,
});

/** Returns events after the cursor, at most 25. */
export async function readBankTransferEvents(ask: Ask, afterId: bigint): Promise<FeedPage<BankTransferEvent>> {
  const answer = await ask({
    endpoint: '/bank_transfer/event/sync',
    answer: z.object({ bank_transfer_events: eventsOf(eventFields) }),
    mostBytes: mostPageBytes,
    send: (api, options) =>
      api.bankTransferEventSync(
        // The SDK types the cursor as a number, which cannot hold it.
        { after_id: String(afterId) as unknown as number, count: 25 },
        { ...options, transformRequest: [exactAfterId], transformResponse: [exactEventIds] },
      ),
  });
  const { read, unread } = answer.bank_transfer_events;
  return { events: read.map(bankTransferEventOf), unread, hasMore: mayHaveMoreUntilEmpty(read) };
}

export async function listBankTransferEvents(
  ask: Ask,
  { bankTransferId, accountId, limit, offset }: Parameters<PlaidGateway['listBankTransferEvents']>[0],
): Promise<EventPage<BankTransferEvent>> {
  const answer = await ask({
    endpoint: '/bank_transfer/event/list',
    answer: z.object({ bank_transfer_events: z.array(eventFields) }),
    send: (api, options) =>
      api.bankTransferEventList(
        { bank_transfer_id: bankTransferId, account_id: accountId, count: limit, offset },
        { ...options, transformResponse: [exactEventIds] },
      ),
  });
  const events = answer.bank_transfer_events.map(bankTransferEventOf);
  return { events, hasMore: events.length === limit };
}

const bankTransferEventOf = (event: z.output<typeof eventFields>): BankTransferEvent => ({
  eventId: event.event_id,
  bankTransferId: event.bank_transfer_id,
  accountId: event.account_id,
  type: event.event_type,
  direction: event.bank_transfer_type,
  amountCents: event.bank_transfer_amount,
  currency: event.bank_transfer_iso_currency_code,
  at: event.timestamp,
  failure: event.failure_reason,
});
