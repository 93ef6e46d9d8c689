// The gateway: all calls of Plaid that Gangway makes, in our own types. Plaid's types stop at this folder. Every method
// throws a `Failure` (domain/failure.ts) and nothing else.

import type { FreshNumbers } from '../domain/bank/account-numbers.ts';
import type { LinkSettings } from '../domain/bank/link-settings.ts';
import type { Processor } from '../domain/bank/processors.ts';
import type { AchClass, Applicant, Direction, Network } from '../domain/case/onboarding.ts';
import type { BankTransaction } from '../domain/data/bank-transaction.ts';
import type { DataProduct } from '../domain/data/data-product.ts';
import type { IdentityEvidence } from '../domain/owner/identity.ts';
import type { Owner } from '../domain/owner/owner.ts';
import type { PaymentCurrency } from '../domain/payments/currencies.ts';
import type { Payment, PaymentOrder } from '../domain/payments/payment.ts';
import type { Recipient } from '../domain/payments/recipient.ts';
import type { Secret } from '../domain/secret.ts';
import type { AuthorizationRisk } from '../domain/transfers/authorization.ts';
import type { LedgerBalance } from '../domain/transfers/ledger.ts';
import type { RefundStatus } from '../domain/transfers/refund.ts';
import type { ReturnWindows, TransferStatus } from '../domain/transfers/transfer.ts';
import type { BankAccount, BankItem } from './bank-shapes.ts';
import type { LinkPurpose, LinkResult, LinkToken, PlaidUser } from './link-shapes.ts';

export type { BankAccount, BankItem } from './bank-shapes.ts';
export type { LinkPurpose, LinkResult, LinkToken, PlaidUser } from './link-shapes.ts';

/** `report` is JSON. `itemIds`: ids that Plaid's webhooks may use for this income. */
export type IncomeRead = ({ progress: 'complete'; report: Secret } | { progress: 'processing' | 'failed' }) & {
  itemIds?: string[];
};

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

/** `hasMore` replaces Plaid's has_more if Plaid gives none: true if another page may follow. */
export type EventPage<Event> = { events: Event[]; hasMore: boolean };
/** A row of a list that could not be read: its id, and the fields that differ from Plaid's documentation. */
export type UnreadRow = { id: string; fields: string };
/** True for unsigned 64 bit. A greater id would move the cursor past all later events. */
export const isEventId = (text: string): boolean => /^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 64n;

/** A page of a feed. The feed goes on without its unread rows. */
export type FeedPage<Event> = EventPage<Event> & { unread: UnreadRow[] };
/** At most `limit` (25 or less) of the newest matches, after `offset` of them. */
export type ListedPage = { limit: number; offset: number };

/** A transfer with its account, and with the case that its metadata name. */
export type ListedTransfer = Transfer & { accountId: string | null; onboardingId: string | null };

/** `next`: the offset of the following page. */
export type TransfersPage = { transfers: ListedTransfer[]; next: number | null };

/**
 * Payments of our client. `unread` holds the references of those that cannot be read, or null if the reference cannot
 * be read either.
 */
export type PaymentsPage = { payments: Payment[]; unread: (string | null)[]; next: string | null };

/** Changes of an Item's transactions: added, modified and removed ones. */
export type TransactionsPage = {
  stored: BankTransaction[];
  removed: string[];
  unread: UnreadRow[];
  /** Null while Plaid has none yet. */
  cursor: string | null;
  hasMore: boolean;
  /** How far Plaid has collected the transactions. An open list. */
  updateStatus: string | null;
};
/**
 * One attempt of an applicant to verify their identity. `status` is Plaid's word, an open list
 * (domain/owner/identity-verification.ts).
 */
export type IdentityVerification = { id: string; status: string; url: string | null };

export interface PlaidGateway {
  createLinkToken(request: {
    purpose: LinkPurpose;
    /** The data that the tenant wants of a newly linked Item, beside its account and owner. */
    products: DataProduct[];
    /** Opaque: the onboarding id, never data of the applicant. */
    clientUserId: string;
    webhookUrl: string | null;
    settings: LinkSettings;
  }): Promise<LinkToken>;
  readLinkResult(token: Secret): Promise<LinkResult>;
  /** Returns the existing attempt on a repeat. */
  createIdentityVerification(by: { templateId: string; clientUserId: string }): Promise<IdentityVerification>;
  /** Returns the newest attempt. Null if there is none. */
  readIdentityVerification(by: { templateId: string; clientUserId: string }): Promise<IdentityVerification | null>;
  findIdentityVerification(id: string): Promise<{ clientUserId: string } | null>;
  exchangePublicToken(token: Secret): Promise<{ accessToken: Secret; itemId: string }>;
  readItem(accessToken: Secret): Promise<BankItem>;
  removeItem(accessToken: Secret): Promise<void>;
  readAccounts(accessToken: Secret): Promise<BankAccount[]>;
  readNumbers(accessToken: Secret, accountId: string): Promise<FreshNumbers>;
  /** Each call makes another token. All of them work for as long as the Item does. */
  createProcessorToken(accessToken: Secret, accountId: string, processor: Processor): Promise<Secret>;
  /** Null if Plaid makes no comparison. */
  matchIdentity(accessToken: Secret, accountId: string, applicant: Applicant): Promise<IdentityEvidence | null>;
  /** Null if Plaid does not know the owners. */
  readOwners(accessToken: Secret, accountId: string): Promise<Owner[] | null>;
  supportsRtp(accessToken: Secret, accountId: string): Promise<boolean>;
  authorize(request: AuthorizationRequest): Promise<Authorization>;
  /** Cancels an authorization that made no transfer, so that it no longer counts towards our limits. */
  cancelAuthorization(authorizationId: string): Promise<void>;
  createTransfer(request: TransferRequest): Promise<Transfer>;
  /** Null if Plaid knows no such transfer. This read settles an unknown result. */
  findTransfer(by: { transferId: string } | { authorizationId: string }): Promise<Transfer | null>;
  /** Returns a page of all transfers of our client that were created between these times. */
  listTransfers(page: { since: Date; until: Date; offset: number }): Promise<TransfersPage>;
  /** Throws `conflict` once Plaid has submitted the transfer. */
  cancelTransfer(transferId: string): Promise<void>;
  createRefund(request: RefundRequest): Promise<Refund>;
  /** Returns all refunds of a transfer. */
  listRefunds(transferId: string): Promise<Refund[]>;
  /** Null: the client's default Ledger. */
  readLedger(ledgerId: string | null): Promise<LedgerBalance>;
  readTransferEvents(afterId: bigint): Promise<FeedPage<TransferEvent>>;
  listTransferEvents(
    filter: ListedPage & { transferId: string | null; accountId: string | null },
  ): Promise<EventPage<TransferEvent>>;
  readBankTransferEvents(afterId: bigint): Promise<FeedPage<BankTransferEvent>>;
  listBankTransferEvents(
    filter: ListedPage & { bankTransferId: string | null; accountId: string | null },
  ): Promise<EventPage<BankTransferEvent>>;
  /** Reads from `cursor` on, or from the beginning. Throws `conflict` if the bank's data changed between two pages. */
  readTransactions(accessToken: Secret, cursor: string | null): Promise<TransactionsPage>;
  /** Starts a report on the Item's accounts. Plaid sends a webhook to `webhookUrl` when it is ready. */
  createAssetReport(request: {
    accessToken: Secret;
    /** Our own id of the report. */
    clientReportId: string;
    webhookUrl: string;
  }): Promise<{ reportId: string; token: Secret }>;
  /** Returns the report as JSON. Throws with the code PRODUCT_NOT_READY until it is ready. */
  readAssetReport(token: Secret): Promise<Secret>;
  /** Succeeds too if the report is gone already. */
  removeAssetReport(token: Secret): Promise<void>;
  createUser(clientUserId: string): Promise<PlaidUser>;
  describeUser(user: PlaidUser, person: Applicant): Promise<void>;
  /** Succeeds too if the user is gone already. */
  removeUser(user: PlaidUser): Promise<void>;
  /**
   * Returns the income that the applicant shared. Throws with the code INCOME_VERIFICATION_NOT_FOUND until they have.
   */
  readIncome(user: PlaidUser): Promise<IncomeRead>;
  /** Returns the existing recipient on a repeat. */
  createRecipient(recipient: Recipient): Promise<string>;
  /** Each call makes another payment. */
  createPayment(order: PaymentOrder): Promise<{ paymentId: string }>;
  readPayment(paymentId: string): Promise<Payment>;
  /** Returns all payments of our client, newest first, in pages; `next` is the cursor of the following page. */
  listPayments(cursor: string | null): Promise<PaymentsPage>;
  /** Refunds money of a payment that has settled. */
  reversePayment(request: ReversalRequest): Promise<Refund>;
  readReversal(refundId: string): Promise<Refund>;
  readWebhookKey(keyId: string): Promise<WebhookKey>;
}

export type WebhookKey = {
  jwk: { kty: string; crv: string; x: string; y: string; kid: string; alg: string };
  expiredAt: Date | null;
};
