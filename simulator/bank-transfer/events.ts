// /bank_transfer/event/sync and /bank_transfer/event/list
import type { BankTransferEventListResponse, BankTransferEventSyncResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { eventsAfter, isWithin, mostListed, newest, passes } from '../event-feed.ts';

const count = z.int().min(1).max(mostListed).nullish();

/** The answer has no `has_more` (BankTransferEventSyncResponse). */
export const syncBankTransferEvents = endpoint({
  path: '/bank_transfer/event/sync',
  request: z.strictObject({ after_id: z.int().min(0), count }),
  respond(world, asked): Answer<BankTransferEventSyncResponse> {
    const { page } = eventsAfter(world.state.bankTransfer.events, asked.after_id, asked.count ?? mostListed);
    return { bank_transfer_events: page };
  },
});

export const listBankTransferEvents = endpoint({
  path: '/bank_transfer/event/list',
  request: z.strictObject({
    start_date: z.iso.datetime({ offset: true }).nullish(),
    end_date: z.iso.datetime({ offset: true }).nullish(),
    bank_transfer_id: z.string().min(1).nullish(),
    account_id: z.string().min(1).nullish(),
    bank_transfer_type: z.enum(['debit', 'credit']).nullish(),
    event_types: z.array(z.enum(['pending', 'cancelled', 'failed', 'posted', 'reversed'])).optional(),
    count,
    offset: z.int().min(0).nullish(),
    origination_account_id: z.string().min(1).nullish(),
    direction: z.enum(['inbound', 'outbound']).nullish(),
  }),
  respond(world, asked): Answer<BankTransferEventListResponse> {
    const matching = world.state.bankTransfer.events.filter(
      (event) =>
        isWithin(event.timestamp, asked) &&
        passes(asked.bank_transfer_id, event.bank_transfer_id) &&
        passes(asked.account_id, event.account_id) &&
        passes(asked.bank_transfer_type, event.bank_transfer_type) &&
        (asked.event_types?.includes(event.event_type) ?? true) &&
        passes(asked.origination_account_id, event.origination_account_id) &&
        passes(asked.direction, event.direction),
    );
    return { bank_transfer_events: newest(matching, asked).page };
  },
});
