import type { TransferEventSyncResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { settleTransfers } from './progress.ts';

export const syncEvents = endpoint({
  path: '/transfer/event/sync',
  request: z.strictObject({ after_id: z.int().min(0), count: z.int().min(1).max(500).nullish() }),
  respond(world, asked): Answer<TransferEventSyncResponse> {
    settleTransfers(world);
    const newer = world.state.transfer.events.filter((event) => event.event_id > asked.after_id);
    const page = newer.slice(0, asked.count ?? 100);
    return { transfer_events: page, has_more: newer.length > page.length };
  },
});
