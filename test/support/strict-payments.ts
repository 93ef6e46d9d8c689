// Payments as Plaid makes them: one with every call, whatever it is asked, and seen in the list as late as the test likes.
import { randomUUID } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Recipient } from '../../domain/recipient.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';

type Asked = Parameters<PlaidGateway['createPayment']>[0];

export function strictPayments() {
  const payments = {
    recipients: [] as { id: string; details: string }[],
    /** Oldest first. */
    made: [] as (Payment & { recipientId: string; createdAt: number })[],
    /** The list does not show what was just made. */
    listsLate: false,
    pageSize: 2,
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
        throw new Failure('missing', 'Plaid says NOT_FOUND.', { code: 'NOT_FOUND' });
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
        refundIds: [],
        recipientId,
        createdAt: Math.max(Date.now(), (payments.made.at(-1)?.createdAt ?? 0) + 1),
      };
      payments.made.push(made);
      return { paymentId: made.paymentId };
    },
    read(paymentId: string): Payment {
      const found = payments.made.find((one) => one.paymentId === paymentId);
      if (!found) throw new Failure('missing', 'Plaid says NOT_FOUND.', { code: 'NOT_FOUND' });
      return found;
    },
    list(cursor: string | null): { payments: Payment[]; next: string | null } {
      const before = cursor === null ? Number.POSITIVE_INFINITY : Date.parse(cursor);
      const all = payments.listsLate ? [] : payments.made.filter((one) => one.createdAt < before).toReversed();
      const page = all.slice(0, payments.pageSize);
      const last = all.length > page.length ? page.at(-1) : undefined;
      return { payments: page, next: last ? new Date(last.createdAt).toISOString() : null };
    },
    /** What becomes of the payment that was made last. */
    becomes(status: string, at: Date = new Date()): Payment {
      const last = payments.made.at(-1);
      if (!last) throw new Error('no payment was made');
      return Object.assign(last, { status, at });
    },
  };
  return payments;
}
