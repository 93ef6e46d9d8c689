// The recipients and payments that the simulated Plaid keeps.
import type {
  PaymentInitiationPayment,
  PaymentInitiationRecipient,
  WalletTransactionFailureReason,
  WalletTransactionStatus,
} from 'plaid';
import type { Wire } from '../wire.ts';

export type Recipient = Wire<PaymentInitiationRecipient>;
export type Payment = Wire<PaymentInitiationPayment>;
export type Status = Payment['status'];

export type SimRecipient = {
  recipient: Recipient;
  /** The details of the request. An equal request gets this recipient again. */
  request: string;
  /** How many requests have asked to create it. */
  times: number;
};

export type SimPayment = {
  payment: Payment;
  /** ISO. No two payments have the same, because lists turn their pages by it. */
  created_at: string;
  /** The user and the webhook URL of the newest Link token for this payment. */
  client_user_id: string | null;
  webhook: string | null;
  /** The statuses that are still to come, earliest first. */
  plan: { status: Status; at: string }[];
  refunds: Refund[];
  /** The reason with which refunds fail, by the person's story. */
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
  /** When the refund will arrive or fail. Null once it has. */
  ends_at: string | null;
  /** How many requests got this refund as their answer. */
  times: number;
};

export type RefundFailure = `${WalletTransactionFailureReason}`;

export type PaymentState = {
  recipients: Record<string, SimRecipient>;
  payments: Record<string, SimPayment>;
  /** Refund id to payment id. */
  refunded: Record<string, string>;
  /** When the newest payment was created. */
  newest_at: string | null;
};

export const initialPaymentState = (): PaymentState => ({
  recipients: {},
  payments: {},
  refunded: {},
  newest_at: null,
});

export const payerOf = ({ client_user_id }: SimPayment) => client_user_id;
