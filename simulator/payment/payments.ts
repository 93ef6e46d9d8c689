// /payment_initiation/payment/create, /get and /list
import type {
  PaymentInitiationPaymentCreateResponse,
  PaymentInitiationPaymentGetResponse,
  PaymentInitiationPaymentListResponse,
} from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError } from '../errors.ts';
import { newPaymentId, randomText } from '../ids.ts';
import { theUser } from '../reports/users.ts';
import type { World } from '../world.ts';
import { amount, minorOf, reference } from './requests.ts';
import { findPayment, findRecipient, type Recipient } from './state.ts';

/** What compliance lets pass; Plaid names no figure. */
const mostMinor = 1_000_000_00;

// Standing orders (`schedule`) and payers known beforehand (`options`) count as unknown.
export const createPayment = endpoint({
  path: '/payment_initiation/payment/create',
  request: z.strictObject({ recipient_id: z.string().min(1), user_id: z.string().min(1), reference, amount }),
  /** There is no idempotency key: each call makes a payment. */
  respond(world, asked): Answer<PaymentInitiationPaymentCreateResponse> {
    const { recipient } = findRecipient(world, asked.recipient_id);
    checkRecipient(recipient, asked.amount.currency);
    // Required for new integrations (PaymentInitiationPaymentCreateRequest); which code says so is an assumption.
    if (!theUser(world, asked.user_id).described) {
      throw invalidRequest(
        'INVALID_FIELD',
        'user_id: the user must have a name and an email address or a phone number',
      );
    }
    if (minorOf(asked.amount.value) > mostMinor) throw paymentError('PAYMENT_BLOCKED', 'payment blocked');
    const id = newPaymentId();
    const at = createdAt(world);
    world.state.payment.payments[id] = {
      payment: {
        payment_id: id,
        amount: asked.amount,
        status: 'PAYMENT_STATUS_INPUT_NEEDED',
        recipient_id: asked.recipient_id,
        reference: asked.reference,
        adjusted_reference: unique(world, asked.reference),
        last_status_update: at,
        schedule: null,
        refund_details: null,
        bacs: null,
        iban: null,
        refund_ids: null,
        wallet_id: null,
        scheme: null,
        adjusted_scheme: null,
        consent_id: null,
        transaction_id: null,
        end_to_end_id: randomText(16),
        error: null,
      },
      created_at: at,
      client_user_id: null,
      webhook: null,
      plan: [],
      refunds: [],
      refund_failure: null,
    };
    world.changed();
    return { payment_id: id, status: 'PAYMENT_STATUS_INPUT_NEEDED' };
  },
});

export const getPayment = endpoint({
  path: '/payment_initiation/payment/get',
  request: z.strictObject({ payment_id: z.string().min(1) }),
  respond: (world, asked): Answer<PaymentInitiationPaymentGetResponse> => findPayment(world, asked.payment_id).payment,
});

export const listPayments = endpoint({
  path: '/payment_initiation/payment/list',
  request: z.strictObject({
    count: z.int().min(1).max(200).nullish(),
    /** Only payments that were created before. */
    cursor: z.iso.datetime({ offset: true }).nullish(),
    consent_id: z.string().min(1).nullish(),
  }),
  respond(world, asked): Answer<PaymentInitiationPaymentListResponse> {
    const before = asked.cursor ? Date.parse(asked.cursor) : Number.POSITIVE_INFINITY;
    const all = Object.values(world.state.payment.payments)
      .filter((one) => Date.parse(one.created_at) < before && !asked.consent_id)
      .reverse();
    const page = all.slice(0, asked.count ?? 10);
    return {
      payments: page.map(({ payment }) => payment),
      next_cursor: all.length > page.length ? (page.at(-1)?.created_at ?? null) : null,
    };
  },
});

/** Which numbers a currency needs is documented for GBP alone; the codes are assumptions. */
function checkRecipient({ iban, bacs }: Recipient, currency: string): void {
  const fits = currency === 'GBP' ? bacs : iban;
  if (!fits) throw paymentError('PAYMENT_INVALID_RECIPIENT', 'the recipient cannot be paid in this currency');
}

const paymentError = (code: string, message: string) => new PlaidError(400, 'PAYMENT_ERROR', code, message);

/** "If the reference provided through the API is not unique, Plaid will adjust it." Null where it is. */
function unique({ state }: World, asked: string): string | null {
  const taken = Object.values(state.payment.payments).some(({ payment }) => payment.reference === asked);
  return taken ? `${asked.slice(0, 12)}${randomText(6).toUpperCase()}` : null;
}

/** Now, or a moment later: see SimPayment. */
function createdAt(world: World): string {
  const newest = Object.values(world.state.payment.payments).at(-1);
  const after = newest ? Date.parse(newest.created_at) + 1 : 0;
  return new Date(Math.max(world.now().getTime(), after)).toISOString();
}
