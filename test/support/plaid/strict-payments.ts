// Payments as Plaid creates them: one for every call, even a repeat. Plaid's list shows it as late as the test wants.
import { randomUUID } from 'node:crypto';
import type { Payment } from '../../../domain/payments/payment.ts';
import type { Recipient } from '../../../domain/payments/recipient.ts';
import type { PlaidGateway, Refund, ReversalRequest } from '../../../plaid/gateway.ts';
import { refusal } from './strict-money.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Asked = Parameters<PlaidGateway['createPayment']>[0];

export function strictPayments() {
  const payments = {
    recipients: [] as { id: string; details: string }[],
    /** All payments, oldest first. */
    made: [] as (Payment & { recipientId: string; createdAt: number })[],
    /** Plaid's list does not show the newest payment yet. */
    listsLate: false,
    pageSize: 2,
    refunds: [] as (Refund & { paymentId: string; reference: string; key: string; at: number })[],
    /** The code with which Plaid refuses refunds. */
    refundRefusal: null as string | null,
    createRecipient(recipient: Recipient): string {
      const details = JSON.stringify(recipient);
      const known = payments.recipients.find((one) => one.details === details);
      if (known) return known.id;
      const id = `recipient-${randomUUID()}`;
      payments.recipients.push({ id, details });
      return id;
    },
    create({ recipientId, reference, amountCents, currency }: Asked): { paymentId: string } {
      if (!payments.recipients.some(({ id }) => id === recipientId)) {
        throw refusal('missing', 'NOT_FOUND');
      }
      const taken = payments.made.some((one) => one.reference === reference);
      const made = {
        paymentId: `payment-${randomUUID()}`,
        reference,
        adjustedReference: taken ? `${reference.slice(0, 12)}X` : null,
        status: 'INPUT_NEEDED',
        at: new Date(),
        amountCents,
        currency,
        refundIds: [] as string[],
        recipientId,
        createdAt: Math.max(Date.now(), (payments.made.at(-1)?.createdAt ?? 0) + 1),
      };
      payments.made.push(made);
      return { paymentId: made.paymentId };
    },
    read(paymentId: string): Payment {
      const found = payments.made.find((one) => one.paymentId === paymentId);
      if (!found) throw refusal('missing', 'NOT_FOUND');
      return found;
    },
    list(cursor: string | null): { payments: Payment[]; next: string | null } {
      const before = cursor === null ? Number.POSITIVE_INFINITY : Date.parse(cursor);
      const all = payments.listsLate ? [] : payments.made.filter((one) => one.createdAt < before).toReversed();
      const page = all.slice(0, payments.pageSize);
      const last = all.length > page.length ? page.at(-1) : undefined;
      return { payments: page, next: last ? new Date(last.createdAt).toISOString() : null };
    },
    /** A key makes one refund a day, and Plaid refuses a repeat. A repeat within a minute makes a second refund. */
    reverse({ paymentId, reference, amountCents, idempotencyKey }: ReversalRequest, now: number): Refund {
      const payment = payments.read(paymentId);
      const same = payments.refunds.findLast((one) => one.key === idempotencyKey && now - one.at < day);
      if (same && now - same.at >= minute) throw refusal('bug', 'INVALID_FIELD');
      if (payment.status !== 'SETTLED') throw refusal('bug', 'INVALID_FIELD');
      if (payments.refundRefusal) throw refusal('bug', payments.refundRefusal);
      const refundId = `refund-${randomUUID()}`;
      const refund = { refundId, amountCents, status: 'pending' as const, failureCode: null };
      payments.refunds.push({ ...refund, paymentId, reference, key: idempotencyKey, at: now });
      payment.refundIds.push(refundId);
      return refund;
    },
    readRefund(refundId: string): Refund {
      const found = payments.refunds.find((one) => one.refundId === refundId);
      if (!found) throw refusal('missing', 'NOT_FOUND');
      return found;
    },
    /** Sets the status of the newest payment. */
    becomes(status: string, at: Date = new Date()): Payment {
      const last = payments.made.at(-1);
      if (!last) throw new Error('there is no payment');
      return Object.assign(last, { status, at });
    },
  };
  return payments;
}
