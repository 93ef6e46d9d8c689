// Payment Initiation: payments that an applicant in the UK or the EU makes from their own bank
// (https://plaid.com/docs/api/products/payment-initiation). Creating one has no idempotency key: each call makes
// another payment, so an unknown result is `uncertain`, and the list of payments settles it.

import { PaymentAmountCurrency } from 'plaid';
import { z } from 'zod';
import type { PaymentCurrency } from '../domain/payments/currencies.ts';
import type { Payment, PaymentOrder } from '../domain/payments/payment.ts';
import type { Recipient } from '../domain/payments/recipient.ts';
import type { Ask } from './ask.ts';
import type { PaymentsPage } from './gateway.ts';
import { amountIsJsonNumber, bareStatus } from './quirks.ts';
import { mostPageBytes } from './rows.ts';

export const currencies: Record<PaymentCurrency, PaymentAmountCurrency> = {
  GBP: PaymentAmountCurrency.Gbp,
  EUR: PaymentAmountCurrency.Eur,
  PLN: PaymentAmountCurrency.Pln,
  SEK: PaymentAmountCurrency.Sek,
  DKK: PaymentAmountCurrency.Dkk,
  NOK: PaymentAmountCurrency.Nok,
};

/** Returns the recipient's id. Plaid returns one id for equal details, so a repeat is safe. */
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
  // An open list: domain/payments/payment.ts decides the meaning for money, where an unknown status has none.
  status: z.string().transform(bareStatus),
  last_status_update: z.iso.datetime({ offset: true }),
  amount: z.object({
    currency: z.string(),
    value: z.number().transform(amountIsJsonNumber.read).pipe(z.number()),
  }),
  refund_ids: z.array(z.string()).nullish(),
});

/** A payment of another applicant, recognised by its reference, must not hold up the search for ours. */
const unreadPayment = z
  .unknown()
  .transform((row) => ({ unread: z.object({ reference: z.string() }).safeParse(row).data?.reference ?? null }));

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

/** Returns a page of all payments of our client, newest first. */
export async function listPayments(ask: Ask, cursor: string | null): Promise<PaymentsPage> {
  const answer = await ask({
    endpoint: '/payment_initiation/payment/list',
    answer: z.object({ payments: z.array(z.union([payment, unreadPayment])), next_cursor: z.string().nullish() }),
    mostBytes: mostPageBytes,
    send: (api, options) => api.paymentInitiationPaymentList({ count: 200, ...(cursor && { cursor }) }, options),
  });
  const payments: Payment[] = [];
  const unread: (string | null)[] = [];
  for (const found of answer.payments) {
    if ('unread' in found) unread.push(found.unread);
    else payments.push(paymentOf(found));
  }
  return { payments, unread, next: answer.next_cursor ?? null };
}
