// What the simulated Plaid knows about recipients and payments.
import type {
  PaymentInitiationPayment,
  PaymentInitiationRecipient,
  WalletTransactionFailureReason,
  WalletTransactionStatus,
} from 'plaid';
import type { Wire } from '../endpoint.ts';
import { PlaidError } from '../errors.ts';
import type { World } from '../world.ts';

export type Recipient = Wire<PaymentInitiationRecipient>;
export type Payment = Wire<PaymentInitiationPayment>;
export type Status = Payment['status'];

export type SimRecipient = {
  recipient: Recipient;
  /** What a repeated request must equal to be given the same recipient. */
  request: string;
  /** Requests to create it. */
  times: number;
};

export type SimPayment = {
  payment: Payment;
  /** ISO, no two alike: lists turn their pages by it. */
  created_at: string;
  /** Of the newest Link token for it: whose payment it is, and where Plaid tells of it. */
  client_user_id: string | null;
  webhook: string | null;
  /** What will still happen, earliest first. */
  plan: { status: Status; at: string }[];
  refunds: Refund[];
  /** With which they fail, by the person's story. */
  refund_failure: RefundFailure | null;
};

export type Refund = {
  refund_id: string;
  idempotency_key: string;
  reference: string;
  minor: number;
  status: `${WalletTransactionStatus}`;
  failure_reason: RefundFailure | null;
  created_at: string;
  last_status_update: string;
  /** When it ends, for better or worse; null once it has. */
  ends_at: string | null;
  /** Requests answered with this refund. */
  times: number;
};

export type RefundFailure = `${WalletTransactionFailureReason}`;

export type PaymentState = { recipients: Record<string, SimRecipient>; payments: Record<string, SimPayment> };

export const initialPaymentState = (): PaymentState => ({ recipients: {}, payments: {} });

/** Plaid does not document the code of these errors: NOT_FOUND is an assumption. */
const notFound = (what: string) => new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', `could not find ${what}`);

export function findRecipient({ state }: World, id: string): SimRecipient {
  const found = state.payment.recipients[id];
  if (!found) throw notFound('matching recipient');
  return found;
}

/** Refunds are transactions of the virtual account. */
export function findRefund({ state }: World, id: string): { one: SimPayment; refund: Refund } {
  for (const one of Object.values(state.payment.payments)) {
    const refund = one.refunds.find(({ refund_id }) => refund_id === id);
    if (refund) return { one, refund };
  }
  throw notFound('matching wallet transaction');
}

export function findPayment({ state }: World, id: string): SimPayment {
  const found = state.payment.payments[id];
  if (!found) throw notFound('matching payment');
  return found;
}
