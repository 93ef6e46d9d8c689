// The gateway: all calls of Plaid that Gangway makes, in our own types. Plaid's types stop at this folder. Every method
// throws a `Failure` (domain/failure.ts) and nothing else.

import type { FreshNumbers } from '../domain/bank/account-numbers.ts';
import type { LinkSettings } from '../domain/bank/link-settings.ts';
import type { Processor } from '../domain/bank/processors.ts';
import type { Applicant } from '../domain/case/onboarding.ts';
import type { BankTransaction } from '../domain/data/bank-transaction.ts';
import type { DataProduct } from '../domain/data/data-product.ts';
import type { IdentityEvidence } from '../domain/owner/identity.ts';
import type { Owner } from '../domain/owner/owner.ts';
import type { Payment, PaymentOrder } from '../domain/payments/payment.ts';
import type { Recipient } from '../domain/payments/recipient.ts';
import type { Secret } from '../domain/secret.ts';
import type { LedgerBalance } from '../domain/transfers/ledger.ts';
import type { BankAccount, BankItem } from './bank-shapes.ts';
import type { LinkPurpose, LinkResult, LinkToken, PlaidUser } from './link-shapes.ts';
import type {
  Authorization,
  AuthorizationRequest,
  BankTransferEvent,
  Refund,
  RefundRequest,
  ReversalRequest,
  Transfer,
  TransferEvent,
  TransferRequest,
  TransfersPage,
} from './transfer-shapes.ts';

export type { BankAccount, BankItem } from './bank-shapes.ts';
export type { LinkPurpose, LinkResult, LinkToken, PlaidUser } from './link-shapes.ts';
export type {
  Authorization,
  AuthorizationRequest,
  BankTransferEvent,
  ListedTransfer,
  Refund,
  RefundRequest,
  ReversalRequest,
  Transfer,
  TransferEvent,
  TransferRequest,
  TransfersPage,
} from './transfer-shapes.ts';

/** `report` is JSON. `itemIds`: ids that Plaid's webhooks may use for this income. */
export type IncomeRead = ({ progress: 'complete'; report: Secret } | { progress: 'processing' | 'failed' }) & {
  itemIds?: string[];
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
