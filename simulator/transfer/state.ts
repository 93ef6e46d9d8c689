// The authorizations, transfers, refunds and events that the simulated Plaid keeps.
import type {
  TransferAuthorization,
  TransferEvent,
  TransferLedgerEvent,
  Transfer as TransferOfPlaid,
  TransferRefund,
  TransferRefundStatus,
  TransferStatus,
} from 'plaid';
import type { Wire } from '../wire.ts';

export type Transfer = Wire<TransferOfPlaid>;
export type Event = Wire<TransferEvent>;
export type Status = `${TransferStatus}`;
export type Failure = NonNullable<Transfer['failure_reason']>;

export type SimAuthorization = {
  authorization: Wire<TransferAuthorization>;
  item_id: string;
  account_id: string;
  /** The number that the account had then. A transfer goes to it. */
  account_number: string;
  idempotency_key: string | null;
  /** The text of the request. A repeat under its key must equal it. */
  request: string;
  created_at: string;
  /** How many requests got this authorization as their answer. */
  times: number;
  /** Whether the person has done what `user_action_required` asked for. */
  repaired: boolean;
  /** Whether the caller has cancelled it. */
  cancelled: boolean;
  transfer_id: string | null;
};

/** One move of a transfer, at its instant (ISO) by the simulated clock. */
export type Step = { status: Status; at: string; failure: Failure | null };

export type SimTransfer = {
  /** Each read computes `cancellable`. */
  transfer: Omit<Transfer, 'cancellable'>;
  item_id: string;
  /** ISO. Null when the transfer can never be cancelled. */
  cancellable_until: string | null;
  /** The steps that are still to come, earliest first. */
  plan: Step[];
  /** How many requests have asked to create it. */
  times: number;
};

export type RefundStatus = `${TransferRefundStatus}`;

export type SimRefund = {
  refund: Wire<TransferRefund>;
  idempotency_key: string;
  /** The steps that are still to come, earliest first. */
  plan: { status: RefundStatus; at: string; failure: Failure | null }[];
  /** How many requests got this refund as their answer. */
  times: number;
};

/** One of the client's Ledgers, in cents. */
export type SimLedger = { ledger_id: string; name: string; available: number; pending: number };
export type SimLedgerEvent = Wire<TransferLedgerEvent>;

export type TransferState = {
  authorizations: Record<string, SimAuthorization>;
  /** Idempotency key to the newest authorization under it. */
  keys: Record<string, string>;
  transfers: Record<string, SimTransfer>;
  refunds: Record<string, SimRefund>;
  /** By rising event id. */
  events: Event[];
  lastEventId: number;
  ledgers: Record<string, SimLedger>;
  /** In the order in which they happened. */
  ledgerEvents: SimLedgerEvent[];
};

export const initialTransferState = (): TransferState => ({
  authorizations: {},
  keys: {},
  transfers: {},
  refunds: {},
  events: [],
  lastEventId: 0,
  // So much that no test meets the end of it by chance.
  ledgers: {
    'ledger-default': { ledger_id: 'ledger-default', name: 'Default', available: 1_000_000_000_00, pending: 0 },
  },
  ledgerEvents: [],
});

/** Plaid writes instants this way: `2006-01-02T15:04:05Z`. */
export const instant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
