// /sandbox/bank_transfer/simulate and /sandbox/bank_transfer/fire_webhook
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError } from '../errors.ts';
import { edges, fireBankTransferUpdate, moveBankTransfer } from './progress.ts';

/**
 * Sends no webhook: the caller asks /sandbox/bank_transfer/fire_webhook for it
 * (https://plaid.com/docs/auth/coverage/microdeposit-events/).
 */
export const simulateBankTransfer = endpoint({
  path: '/sandbox/bank_transfer/simulate',
  request: z.strictObject({
    bank_transfer_id: z.string().min(1),
    event_type: z.enum(['posted', 'failed', 'reversed']),
    failure_reason: z
      .strictObject({ ach_return_code: z.string().nullish(), description: z.string().optional() })
      .nullish(),
  }),
  respond(world, { bank_transfer_id, event_type: next, failure_reason: reason }) {
    const found = world.state.bankTransfer.transfers[bank_transfer_id];
    // Plaid documents no error for this request: the code is an assumption.
    if (!found) throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'could not find matching bank transfer');
    if (!edges[found.status]?.includes(next)) {
      throw invalidRequest('INVALID_FIELD', `event_type ${next} is incompatible with status ${found.status}`);
    }
    moveBankTransfer(world, found, next, {
      ach_return_code: reason?.ach_return_code ?? null,
      description: reason?.description ?? `simulated ${next}`,
    });
    return {};
  },
});

export const fireBankTransferWebhook = endpoint({
  path: '/sandbox/bank_transfer/fire_webhook',
  request: z.strictObject({ webhook: z.url() }),
  respond(world, asked) {
    fireBankTransferUpdate(world, asked.webhook);
    return {};
  },
});
