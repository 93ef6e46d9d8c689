// /transfer/event/sync and /transfer/event/list
import type { TransferEventListResponse, TransferEventSyncResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { eventsAfter, isWithin, mostListed, newest, passes } from '../event-feed.ts';
import { settleTransfers } from './progress.ts';
import type { Event } from './state.ts';

export const syncEvents = endpoint({
  path: '/transfer/event/sync',
  request: z.strictObject({ after_id: z.int().min(0), count: z.int().min(1).max(500).nullish() }),
  respond(world, asked): Answer<TransferEventSyncResponse> {
    settleTransfers(world);
    const { page, has_more } = eventsAfter(world.state.transfer.events, asked.after_id, asked.count ?? 100);
    return { transfer_events: page, has_more };
  },
});

const eventTypes = [
  ...['pending', 'cancelled', 'failed', 'posted', 'settled', 'funds_available', 'returned'],
  ...['guaranteed', 'guarantee_reimbursed', 'client_return_recovered', 'plaid_return_recovered'],
  ...['swept', 'swept_settled', 'return_swept'],
  ...['pending', 'posted', 'settled', 'returned', 'failed', 'funds_available'].map((status) => `sweep.${status}`),
  ...['pending', 'cancelled', 'failed', 'posted', 'settled', 'returned'].map((status) => `refund.${status}`),
  ...['refund.swept', 'refund.return_swept'],
];

// The simulator refuses the deprecated filter by origination account: a caller that sends it makes a mistake.
export const listEvents = endpoint({
  path: '/transfer/event/list',
  request: z.strictObject({
    start_date: z.iso.datetime({ offset: true }).nullish(),
    end_date: z.iso.datetime({ offset: true }).nullish(),
    transfer_id: z.string().min(1).nullish(),
    account_id: z.string().min(1).nullish(),
    transfer_type: z.enum(['debit', 'credit']).nullish(),
    event_types: z.array(z.enum(eventTypes)).optional(),
    sweep_id: z.string().min(1).optional(),
    count: z.int().min(1).max(mostListed).nullish(),
    offset: z.int().min(0).nullish(),
    originator_client_id: z.string().min(1).nullish(),
    funding_account_id: z.string().min(1).nullish(),
  }),
  respond(world, asked): Answer<TransferEventListResponse> {
    settleTransfers(world);
    const { transfers, events } = world.state.transfer;
    // The dates are those at which the transfer was created, not those of the event (TransferEventListRequest).
    const created = (event: Event) => transfers[event.transfer_id]?.transfer.created ?? event.timestamp;
    const matching = events.filter(
      (event) =>
        isWithin(created(event), asked) &&
        passes(asked.transfer_id, event.transfer_id) &&
        passes(asked.account_id, event.account_id) &&
        passes(asked.transfer_type, event.transfer_type) &&
        (asked.event_types?.includes(event.event_type) ?? true) &&
        passes(asked.sweep_id, event.sweep_id) &&
        passes(asked.originator_client_id, event.originator_client_id) &&
        passes(asked.funding_account_id, event.funding_account_id),
    );
    const { page, has_more } = newest(matching, asked);
    return { transfer_events: page, has_more };
  },
});
