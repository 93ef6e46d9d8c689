// /payment_initiation/payment/reverse. Plaid does not document its error codes: INVALID_FIELD is an assumption.
import type { PaymentInitiationPaymentReverseResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest } from '../errors.ts';
import { newWalletTransactionId } from '../ids.ts';
import { findPayment } from './find.ts';
import { address, amountToRefund, minorOf, shownValue } from './requests.ts';
import type { Refund, SimPayment } from './state.ts';

/** "If the remaining payment amount is less than one unit of currency, the refund will fail." */
const leastMinor = 100;
/** A refund takes seconds in the UK and a day by SEPA: this is between the two. */
const takesMs = 60 * 60_000;
/** How long Plaid remembers a key. Later, the key makes another refund. */
const keyLivesMs = 24 * 60 * 60_000;

export const reversePayment = endpoint({
  path: '/payment_initiation/payment/reverse',
  request: z.strictObject({
    payment_id: z.string().min(1),
    idempotency_key: z.string().min(1).max(128),
    reference: z.string().regex(/^[A-Za-z0-9]{6,18}$/, 'must be 6 to 18 letters and digits'),
    amount: amountToRefund.optional(),
    counterparty_date_of_birth: z.iso.date().nullish(),
    counterparty_address: address.nullish(),
  }),
  respond(world, asked): Answer<PaymentInitiationPaymentReverseResponse> {
    const found = findPayment(world, asked.payment_id);
    const { payment, refunds } = found;
    const now = world.now();
    const repeated = refunds.find(
      ({ idempotency_key, created_at }) =>
        idempotency_key === asked.idempotency_key && now.getTime() - Date.parse(created_at) < keyLivesMs,
    );
    if (repeated) {
      repeated.times += 1;
      world.changed();
      return { refund_id: repeated.refund_id, status: repeated.status };
    }
    if (payment.status !== 'PAYMENT_STATUS_SETTLED') {
      throw invalidRequest('INVALID_FIELD', 'only a settled payment of a virtual account can be reversed');
    }
    if (asked.amount && asked.amount.currency !== payment.amount.currency) {
      throw invalidRequest('INVALID_FIELD', `amount.currency must be ${payment.amount.currency}`);
    }
    const left = minorOf(payment.amount.value) - refunded(found);
    const minor = asked.amount ? minorOf(asked.amount.value) : left;
    if (minor < leastMinor || minor > left)
      throw invalidRequest('INVALID_FIELD', `amount: ${shownValue(left)} is left to refund`);
    const { idempotency_key, reference } = asked;
    const refund: Refund = {
      refund_id: newWalletTransactionId(),
      idempotency_key,
      reference,
      minor,
      status: 'INITIATED',
      failure_reason: null,
      created_at: now.toISOString(),
      last_status_update: now.toISOString(),
      ends_at: new Date(now.getTime() + takesMs).toISOString(),
      times: 1,
    };
    refunds.push(refund);
    world.state.payment.refunded[refund.refund_id] = payment.payment_id;
    payment.refund_ids = refunds.map(({ refund_id }) => refund_id);
    payment.amount_refunded = { currency: payment.amount.currency, value: shownValue(refunded(found)) };
    world.changed();
    return { refund_id: refund.refund_id, status: refund.status };
  },
});

const refunded = ({ refunds }: SimPayment): number =>
  refunds.reduce((sum, { minor, status }) => (status === 'FAILED' ? sum : sum + minor), 0);
