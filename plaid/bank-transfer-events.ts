// The feed of micro-deposits, read by cursor and searched. Bank Transfers are no part of Transfer: every client of Auth
// has this feed (https://plaid.com/docs/auth/coverage/microdeposit-events/).
import { z } from 'zod';
import type { Ask } from './ask.ts';
import { amount, eventId, instant } from './event-fields.ts';
import { failureReason } from './failure-reason.ts';
import type { BankTransferEvent, EventPage, PlaidGateway } from './gateway.ts';
import { exactAfterId, exactEventIds, mayHaveMoreUntilEmpty } from './quirks.ts';

const page = z.object({
  bank_transfer_events: z.array(
    z.object({
      event_id: eventId,
      bank_transfer_id: z.string(),
      account_id: z.string(),
      // An open list: what we do not know says nothing (domain/micro-deposits.ts).
      event_type: z.string(),
      bank_transfer_type: z.string(),
      bank_transfer_amount: amount,
      bank_transfer_iso_currency_code: z.string(),
      timestamp: instant,
      failure_reason: failureReason,
    }),
  ),
});

/** Events after the cursor, at most 25. */
export async function readBankTransferEvents(ask: Ask, afterId: bigint): Promise<EventPage<BankTransferEvent>> {
  const answer = await ask({
    endpoint: '/bank_transfer/event/sync',
    answer: page,
    send: (api, options) =>
      api.bankTransferEventSync(
        // The SDK types the cursor as a number, which cannot hold it.
        { after_id: String(afterId) as unknown as number, count: 25 },
        { ...options, transformRequest: [exactAfterId], transformResponse: [exactEventIds] },
      ),
  });
  return { events: eventsOf(answer), hasMore: mayHaveMoreUntilEmpty(answer.bank_transfer_events) };
}

export async function listBankTransferEvents(
  ask: Ask,
  { bankTransferId, accountId, limit, offset }: Parameters<PlaidGateway['listBankTransferEvents']>[0],
): Promise<EventPage<BankTransferEvent>> {
  const answer = await ask({
    endpoint: '/bank_transfer/event/list',
    answer: page,
    send: (api, options) =>
      api.bankTransferEventList(
        { bank_transfer_id: bankTransferId, account_id: accountId, count: limit, offset },
        { ...options, transformResponse: [exactEventIds] },
      ),
  });
  const events = eventsOf(answer);
  return { events, hasMore: events.length === limit };
}

const eventsOf = ({ bank_transfer_events }: z.output<typeof page>): BankTransferEvent[] =>
  bank_transfer_events.map((event) => ({
    eventId: event.event_id,
    bankTransferId: event.bank_transfer_id,
    accountId: event.account_id,
    type: event.event_type,
    direction: event.bank_transfer_type,
    amountCents: event.bank_transfer_amount,
    currency: event.bank_transfer_iso_currency_code,
    at: event.timestamp,
    failure: event.failure_reason,
  }));
