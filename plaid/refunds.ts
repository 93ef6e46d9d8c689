// Refunds of debits.
import { z } from 'zod';
import { isRefundStatus } from '../domain/transfers/refund.ts';
import type { Ask } from './ask.ts';
import { failureReason } from './failure-reason.ts';
import type { Refund, RefundRequest } from './gateway.ts';
import { amountHasTwoDecimals } from './quirks.ts';

const refund = z
  .object({
    id: z.string(),
    amount: z.string().transform(amountHasTwoDecimals.read).pipe(z.number()),
    // As with transfers: a status that we do not know waits for a deploy.
    status: z.string().refine(isRefundStatus),
    failure_reason: failureReason,
  })
  .transform(
    ({ id, amount, status, failure_reason }): Refund => ({
      refundId: id,
      amountCents: amount,
      status,
      failureCode: failure_reason?.code ?? null,
    }),
  );

/** Idempotent by its key: Plaid makes one refund, however often we ask (TransferRefundCreateRequest). */
export async function createRefund(ask: Ask, request: RefundRequest): Promise<Refund> {
  const answer = await ask({
    endpoint: '/transfer/refund/create',
    effect: 'money',
    answer: z.object({ refund }),
    send: (api, options) =>
      api.transferRefundCreate(
        {
          transfer_id: request.transferId,
          amount: amountHasTwoDecimals.write(request.amountCents),
          idempotency_key: request.idempotencyKey,
        },
        options,
      ),
  });
  return answer.refund;
}

export async function listRefunds(ask: Ask, transferId: string): Promise<Refund[]> {
  const answer = await ask({
    endpoint: '/transfer/get',
    answer: z.object({ transfer: z.object({ refunds: z.array(refund) }) }),
    send: (api, options) => api.transferGet({ transfer_id: transferId }, options),
  });
  return answer.transfer.refunds;
}
