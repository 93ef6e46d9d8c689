// Refunds of payments that have settled in a virtual account. They are transactions of that account
// (https://plaid.com/docs/payment-initiation/virtual-accounts/refunds).
import { z } from 'zod';
import type { RefundStatus } from '../domain/transfers/refund.ts';
import type { Ask } from './ask.ts';
import type { Refund, ReversalRequest } from './gateway.ts';
import { currencies } from './payments.ts';
import { amountIsJsonNumber } from './quirks.ts';

/** By WalletTransactionStatus. For money that leaves the account, EXECUTED is final. */
const statuses = new Map<string, RefundStatus>([
  ['EXECUTED', 'settled'],
  ['SETTLED', 'settled'],
  ['BLOCKED', 'failed'],
  ['FAILED', 'failed'],
]);
const status = z.string().transform((word): RefundStatus => statuses.get(word) ?? 'pending');

/** Idempotent by its key for 24 hours, if a minute has passed since the last request. */
export async function reversePayment(ask: Ask, request: ReversalRequest): Promise<Refund> {
  const { paymentId, reference, amountCents, currency, idempotencyKey } = request;
  const answer = await ask({
    endpoint: '/payment_initiation/payment/reverse',
    effect: 'money',
    answer: z.object({ refund_id: z.string(), status }),
    send: (api, options) =>
      api.paymentInitiationPaymentReverse(
        {
          payment_id: paymentId,
          idempotency_key: idempotencyKey,
          reference,
          amount: { currency: currencies[currency], value: amountIsJsonNumber.write(amountCents) },
        },
        options,
      ),
  });
  return { refundId: answer.refund_id, amountCents, status: answer.status, failureCode: null };
}

export async function readReversal(ask: Ask, refundId: string): Promise<Refund> {
  const answer = await ask({
    endpoint: '/wallet/transaction/get',
    answer: z.object({
      amount: z.object({ value: z.number().transform(amountIsJsonNumber.read).pipe(z.number()) }),
      status,
      failure_reason: z.string().nullish(),
    }),
    send: (api, options) => api.walletTransactionGet({ transaction_id: refundId }, options),
  });
  const { amount, failure_reason } = answer;
  return { refundId, amountCents: amount.value, status: answer.status, failureCode: failure_reason ?? null };
}
