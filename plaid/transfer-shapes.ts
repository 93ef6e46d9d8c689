// Transfers, refunds and their events, as Plaid takes and shows them.
import type { AchClass, Applicant, Direction, Network } from '../domain/case/onboarding.ts';
import type { PaymentCurrency } from '../domain/payments/currencies.ts';
import type { Secret } from '../domain/secret.ts';
import type { AuthorizationRisk } from '../domain/transfers/authorization.ts';
import type { RefundStatus } from '../domain/transfers/refund.ts';
import type { ReturnWindows, TransferStatus } from '../domain/transfers/transfer.ts';

export type AuthorizationRequest = {
  /** Stored before the call; at most 50 characters; Plaid keeps it for 48 hours. */
  idempotencyKey: string;
  accessToken: Secret;
  accountId: string;
  direction: Direction;
  network: Network;
  amountCents: number;
  achClass: AchClass | null;
  /** The key of a rule set in Signal. Without one, Signal uses its default. */
  ruleset?: string | null;
  applicant: Applicant;
};

export type Authorization = {
  authorizationId: string;
  decision: 'approved' | 'declined' | 'user_action_required';
  /** Plaid's code. If an approval has one, the risk check did not run. */
  rationale: string | null;
  /** Plaid's words for the rationale. */
  description: string | null;
  risk: AuthorizationRisk | null;
};

export type TransferRequest = {
  authorizationId: string;
  accessToken: Secret;
  accountId: string;
  /** The network of the authorization. */
  network: Network;
  amountCents: number;
  description: string;
  /** Links a transfer at Plaid that we have no record of to its case: at most 50 pairs of ASCII. */
  metadata: Record<string, string>;
};

export type Transfer = {
  transferId: string;
  authorizationId: string;
  status: TransferStatus;
  /** Read from Plaid: a same-day transfer after its cut-off silently becomes `ach`. */
  network: string;
  amountCents: number;
  /** True until Plaid has submitted the transfer to the network: Plaid would still cancel it. */
  cancellable: boolean;
  createdAt: Date;
  windows: ReturnWindows;
  /** The Ledger that the money comes from or goes to. Null if Plaid names none. */
  ledgerId: string | null;
  failure: { code: string | null; description: string | null } | null;
};

/** A transfer with its account, and with the case that its metadata name. */
export type ListedTransfer = Transfer & { accountId: string | null; onboardingId: string | null };

/** `next`: the offset of the following page. */
export type TransfersPage = { transfers: ListedTransfer[]; next: number | null };

export type RefundRequest = {
  transferId: string;
  amountCents: number;
  /** Stored before the call; at most 50 characters. */
  idempotencyKey: string;
};

export type ReversalRequest = Omit<RefundRequest, 'transferId'> & {
  paymentId: string;
  /** 6 to 18 letters and digits, on the applicant's bank statement. */
  reference: string;
  currency: PaymentCurrency;
};

export type Refund = { refundId: string; amountCents: number; status: RefundStatus; failureCode: string | null };

export type TransferEvent = {
  /** Unsigned 64 bit, increasing with gaps. */
  eventId: bigint;
  /** Null for sweeps, as are account, direction and amount. */
  transferId: string | null;
  accountId: string | null;
  type: string;
  direction: string | null;
  amountCents: number | null;
  at: Date;
  failure: { code: string | null; description: string | null } | null;
  /** The refund or the sweep that the event is about, not the transfer itself. */
  refundId: string | null;
  sweepId: string | null;
};

/**
 * An event of a transfer that Plaid makes by itself: a micro-deposit. The ids are counted apart from those of transfer
 * events.
 */
export type BankTransferEvent = Pick<TransferEvent, 'eventId' | 'type' | 'amountCents' | 'at' | 'failure'> & {
  bankTransferId: string;
  accountId: string;
  direction: string;
  currency: string;
};
