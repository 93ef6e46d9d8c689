// Payment Initiation: payments that a person in the UK or the EU makes from their own bank
// (https://plaid.com/docs/api/products/payment-initiation). Creating one has no idempotency key: each call makes another
// payment, so its unknown result is `uncertain`, and found out through the list.

import { PaymentAmountCurrency } from 'plaid';
import { z } from 'zod';
import type { PaymentCurrency } from '../domain/onboarding.ts';
import type { Payment, PaymentOrder } from '../domain/payment.ts';
import type { Recipient } from '../domain/recipient.ts';
import type { Ask } from './ask.ts';
import { amountIsJsonNumber, bareStatus } from './quirks.ts';

export const currencies: Record<PaymentCurrency, PaymentAmountCurrency> = {
  GBP: PaymentAmountCurrency.Gbp,
  EUR: PaymentAmountCurrency.Eur,
};

/** Idempotent by what it is given: the same details are the same recipient. */
export async function createRecipient(ask: Ask, { name, numbers, address }: Recipient): Promise<string> {
  const answer = await ask({
    endpoint: '/payment_initiation/recipient/create',
    answer: z.object({ recipient_id: z.string() }),
    send: (api, options) =>
      api.paymentInitiationRecipientCreate(
        {
          name,
          ...('iban' in numbers
            ? { iban: numbers.iban }
            : { bacs: { account: numbers.bacs.account, sort_code: numbers.bacs.sortCode } }),
          ...(address && {
            address: {
              street: [address.street],
              city: address.city,
              postal_code: address.postalCode,
              country: address.country,
            },
          }),
        },
        options,
      ),
  });
  return answer.recipient_id;
}

export async function createPayment(
  ask: Ask,
  { recipientId, plaidUserId, reference, amountCents, currency }: PaymentOrder,
): Promise<{ paymentId: string }> {
  const answer = await ask({
    endpoint: '/payment_initiation/payment/create',
    effect: 'money',
    answer: z.object({ payment_id: z.string() }),
    send: (api, options) =>
      api.paymentInitiationPaymentCreate(
        {
          recipient_id: recipientId,
          user_id: plaidUserId,
          reference,
          amount: { currency: currencies[currency], value: amountIsJsonNumber.write(amountCents) },
        },
        options,
      ),
  });
  return { paymentId: answer.payment_id };
}

const payment = z.object({
  payment_id: z.string(),
  reference: z.string(),
  adjusted_reference: z.string().nullish(),
  // An open list: what a status means for money is decided in domain/payment.ts, where an unknown one means nothing.
  status: z.string().transform(bareStatus),
  last_status_update: z.iso.datetime({ offset: true }),
  amount: z.object({
    currency: z.string(),
    value: z.number().transform(amountIsJsonNumber.read).pipe(z.number()),
  }),
  refund_ids: z.array(z.string()).nullish(),
});

const paymentOf = (found: z.output<typeof payment>): Payment => ({
  paymentId: found.payment_id,
  reference: found.reference,
  adjustedReference: found.adjusted_reference ?? null,
  status: found.status,
  at: new Date(found.last_status_update),
  amountCents: found.amount.value,
  currency: found.amount.currency,
  refundIds: found.refund_ids ?? [],
});

export async function readPayment(ask: Ask, paymentId: string): Promise<Payment> {
  const answer = await ask({
    endpoint: '/payment_initiation/payment/get',
    answer: payment,
    send: (api, options) => api.paymentInitiationPaymentGet({ payment_id: paymentId }, options),
  });
  return paymentOf(answer);
}

/** Of all of our client's payments, newest first. */
export async function listPayments(
  ask: Ask,
  cursor: string | null,
): Promise<{ payments: Payment[]; next: string | null }> {
  const answer = await ask({
    endpoint: '/payment_initiation/payment/list',
    answer: z.object({ payments: z.array(payment), next_cursor: z.string().nullish() }),
    send: (api, options) => api.paymentInitiationPaymentList({ count: 200, ...(cursor && { cursor }) }, options),
  });
  return { payments: answer.payments.map(paymentOf), next: answer.next_cursor ?? null };
}
