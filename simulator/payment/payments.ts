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
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { findPayment, findRecipient } from './find.ts';
import { amount, countryOf, minorOf, reference } from './requests.ts';
import type { Recipient, SimPayment } from './state.ts';

/** The largest payment that compliance allows. Plaid documents no figure. */
const mostMinor = 1_000_000_00;

// The simulator has no standing orders (`schedule`) and no known payers (`options`): see fields-left-out.ts.
export const createPayment = endpoint({
  path: '/payment_initiation/payment/create',
  request: z.strictObject({ recipient_id: z.string().min(1), user_id: z.string().min(1), reference, amount }),
  /** The request has no idempotency key: each call makes a payment. */
  respond(world, asked): Answer<PaymentInitiationPaymentCreateResponse> {
    const { recipient } = findRecipient(world, asked.recipient_id);
    checkRecipient(recipient, asked.amount.currency);
    // Plaid requires a described user of new integrations (PaymentInitiationPaymentCreateRequest). The error code is an
    // assumption.
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
    /** Lists only payments that were created before this instant. */
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

/**
 * Plaid documents the numbers that a currency needs for GBP alone. We assume that a local currency is paid within its
 * country, and we assume the error codes.
 */
function checkRecipient({ iban, bacs }: Recipient, currency: string): void {
  const country = countryOf[currency];
  const fits = currency === 'GBP' ? bacs : iban && (!country || iban.startsWith(country));
  if (!fits) throw paymentError('PAYMENT_INVALID_RECIPIENT', 'the recipient cannot be paid in this currency');
}

const paymentError = (code: string, message: string) => new PlaidError(400, 'PAYMENT_ERROR', code, message);

/** "If the reference provided through the API is not unique, Plaid will adjust it." Null when it is unique. */
function unique({ state }: World, asked: string): string | null {
  const taken = lookUp(state.payment.payments, referenceOf, asked);
  return taken.length > 0 ? `${asked.slice(0, 12)}${randomText(6).toUpperCase()}` : null;
}

const referenceOf = ({ payment }: SimPayment) => payment.reference;

/** Returns the time now, or a moment later, because no two payments may have one time (SimPayment). */
function createdAt(world: World): string {
  const { payment: state } = world.state;
  const after = state.newest_at === null ? 0 : Date.parse(state.newest_at) + 1;
  state.newest_at = new Date(Math.max(world.now().getTime(), after)).toISOString();
  return state.newest_at;
}
