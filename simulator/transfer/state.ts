// What the simulated Plaid knows about authorizations, transfers and their events.
import type {
  TransferAuthorization,
  TransferEvent,
  Transfer as TransferOfPlaid,
  TransferRefund,
  TransferRefundStatus,
  TransferStatus,
} from 'plaid';
import type { Wire } from '../endpoint.ts';
import { invalidRequest, PlaidError } from '../errors.ts';

export type Transfer = Wire<TransferOfPlaid>;
export type Event = Wire<TransferEvent>;
export type Status = `${TransferStatus}`;
export type Failure = NonNullable<Transfer['failure_reason']>;

export type SimAuthorization = {
  authorization: Wire<TransferAuthorization>;
  item_id: string;
  account_id: string;
  /** The account's at the time: a transfer goes to these. */
  account_number: string;
  idempotency_key: string | null;
  /** What a repeat under the same key must equal. */
  request: string;
  created_at: string;
  /** Requests answered with this authorization. */
  times: number;
  /** The person did what `user_action_required` asked for. */
  repaired: boolean;
  /** The client has let it go. */
  cancelled: boolean;
  transfer_id: string | null;
};

/** One move of a transfer, at its instant (ISO) by the simulated clock. */
export type Step = { status: Status; at: string; failure: Failure | null };

export type SimTransfer = {
  /** `cancellable` is worked out on each read. */
  transfer: Omit<Transfer, 'cancellable'>;
  item_id: string;
  /** ISO; null where it never is. */
  cancellable_until: string | null;
  /** What will still happen, earliest first. */
  plan: Step[];
  /** Requests to create it. */
  times: number;
};

export type RefundStatus = `${TransferRefundStatus}`;

export type SimRefund = {
  refund: Wire<TransferRefund>;
  idempotency_key: string;
  /** What will still happen, earliest first. */
  plan: { status: RefundStatus; at: string; failure: Failure | null }[];
  /** Requests answered with this refund. */
  times: number;
};

export type TransferState = {
  authorizations: Record<string, SimAuthorization>;
  /** The authorization that an idempotency key last made. */
  keys: Record<string, string>;
  transfers: Record<string, SimTransfer>;
  refunds: Record<string, SimRefund>;
  /** By rising event id. */
  events: Event[];
  lastEventId: number;
};

export const initialTransferState = (): TransferState => ({
  authorizations: {},
  keys: {},
  transfers: {},
  refunds: {},
  events: [],
  lastEventId: 0,
});

export function findAuthorization(state: { transfer: TransferState }, id: string): SimAuthorization {
  const found = state.transfer.authorizations[id];
  if (!found) throw invalidRequest('INVALID_FIELD', `authorization_id ${id} does not exist`);
  return found;
}

/** Plaid documents only that the status is 404 (TransferGetRequest); the code is an assumption. */
export function findTransfer(state: { transfer: TransferState }, id: string | null | undefined): SimTransfer {
  const found = state.transfer.transfers[id ?? ''];
  if (!found) throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'could not find matching transfer');
  return found;
}

export function findRefund(state: { transfer: TransferState }, id: string): SimRefund {
  const found = state.transfer.refunds[id];
  if (!found) throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'could not find matching refund');
  return found;
}

/** As Plaid writes instants: `2006-01-02T15:04:05Z`. */
export const instant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
