// What Gangway asks of Plaid, in our own words. Plaid's types stop at this folder.
// Every method rejects with a `Failure` (domain/failure.ts) and nothing else.

import type { BankTransaction } from '../domain/bank-transaction.ts';
import type { DataProduct } from '../domain/data-product.ts';
import type { ShownAccount } from '../domain/duplicates.ts';
import type { IdentityEvidence } from '../domain/identity.ts';
import type { AchClass, Applicant, Direction, Network, PaymentCurrency } from '../domain/onboarding.ts';
import type { Owner } from '../domain/owner.ts';
import type { Payment, PaymentOrder } from '../domain/payment.ts';
import type { Recipient } from '../domain/recipient.ts';
import type { RefundStatus } from '../domain/refund.ts';
import type { Secret } from '../domain/secret.ts';
import type { ReturnWindows, TransferStatus } from '../domain/transfer.ts';

export type LinkPurpose =
  | { mode: 'new' }
  /** Sign in again at the bank, same Item (Link's update mode). */
  | { mode: 'update'; accessToken: Secret }
  /** The same, with the choice of accounts shown again. */
  | { mode: 'accounts'; accessToken: Secret }
  /** Answer what an authorization asks of the person; takes no access token. */
  | { mode: 'authorization'; authorizationId: string }
  /** Share what the person earns. Goes together with no other purpose. */
  | { mode: 'income'; user: PlaidUser }
  /** Agree to a payment, at the bank. */
  | { mode: 'payment'; paymentId: string; currency: PaymentCurrency };

/** A person as Plaid knows them beside any Item. `token` is null where Plaid gives none: then the id opens all. */
export type PlaidUser = { userId: string; token: Secret | null };

/** `report` is JSON. */
export type IncomeRead = { progress: 'complete'; report: Secret } | { progress: 'processing' | 'failed' };

export type LinkToken = { token: Secret; hostedUrl: string; expiresAt: Date };

export type LinkResult = {
  finished: boolean;
  publicTokens: Secret[];
  /** What Link showed of the account behind the first of them. */
  shown?: ShownAccount;
};

export type BankItem = {
  itemId: string;
  /** Its name where there is one, for people. */
  institution: string | null;
  institutionId: string | null;
  /** Plaid's error code while the login is broken. */
  error: string | null;
};

export type BankAccount = {
  accountId: string;
  persistentAccountId: string | null;
  name: string | null;
  mask: string | null;
  type: string;
  subtype: string | null;
  /** Null means instant Auth. An open list (domain/account.ts). */
  verificationStatus: string | null;
};

export type AccountNumbers = { account: Secret; routing: Secret; tokenized: boolean };

export type AuthorizationRequest = {
  /** Stored before the call; at most 50 characters; Plaid keeps it for 48 hours. */
  idempotencyKey: string;
  accessToken: Secret;
  accountId: string;
  direction: Direction;
  network: Network;
  amountCents: number;
  achClass: AchClass | null;
  applicant: Applicant;
};

export type Authorization = {
  authorizationId: string;
  decision: 'approved' | 'declined' | 'user_action_required';
  /** Present on an approval too: then the risk check did not run. */
  rationale: { code: string; description: string } | null;
};

export type TransferRequest = {
  authorizationId: string;
  accessToken: Secret;
  accountId: string;
  /** Of the authorization. */
  network: Network;
  amountCents: number;
  description: string;
  /** Ties an orphan at Plaid back to its case: at most 50 pairs of ASCII. */
  metadata: Record<string, string>;
};

export type Transfer = {
  transferId: string;
  authorizationId: string;
  status: TransferStatus;
  /** Read back: a same-day transfer after its cut-off silently becomes `ach`. */
  network: string;
  amountCents: number;
  /** Whether Plaid would cancel it now: until it is handed to the network. */
  cancellable: boolean;
  createdAt: Date;
  windows: ReturnWindows;
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
  /** 6 to 18 letters and digits, on the person's bank statement. */
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

/** Of a transfer that Plaid makes by itself: a micro-deposit. The ids are counted apart from those of transfer events. */
export type BankTransferEvent = Pick<TransferEvent, 'eventId' | 'type' | 'amountCents' | 'at' | 'failure'> & {
  bankTransferId: string;
  accountId: string;
  direction: string;
  currency: string;
};

/** Without has_more of Plaid's, `hasMore` says whether to ask again. */
export type EventPage<Event> = { events: Event[]; hasMore: boolean };
/** Of all that match, the newest `limit` (at most 25) behind the newest `offset`. */
export type ListedPage = { limit: number; offset: number };

/** Changes of an Item's transactions: what was added or modified, and what is gone. */
export type TransactionsPage = {
  stored: BankTransaction[];
  removed: string[];
  /** Null while Plaid has none yet. */
  cursor: string | null;
  hasMore: boolean;
  /** How far Plaid's own collecting has come. An open list. */
  updateStatus: string | null;
};
/** One attempt of a person to show who they are. `status` is Plaid's word, an open list (domain/identity-verification.ts). */
export type IdentityVerification = { id: string; status: string; url: string | null };

export interface PlaidGateway {
  createLinkToken(request: {
    purpose: LinkPurpose;
    /** What the product wants to read of a newly linked Item, beside its account and owner. */
    products: DataProduct[];
    /** Opaque: the onboarding id, never anything about the person. */
    clientUserId: string;
    webhookUrl: string | null;
    redirectUri: string | null;
  }): Promise<LinkToken>;
  readLinkResult(token: Secret): Promise<LinkResult>;
  /** Repeating it gives the attempt that is there. */
  createIdentityVerification(by: { templateId: string; clientUserId: string }): Promise<IdentityVerification>;
  /** The newest attempt; null if there is none. */
  readIdentityVerification(by: { templateId: string; clientUserId: string }): Promise<IdentityVerification | null>;
  exchangePublicToken(token: Secret): Promise<{ accessToken: Secret; itemId: string }>;
  readItem(accessToken: Secret): Promise<BankItem>;
  removeItem(accessToken: Secret): Promise<void>;
  readAccounts(accessToken: Secret): Promise<BankAccount[]>;
  readNumbers(accessToken: Secret, accountId: string): Promise<AccountNumbers>;
  /** Null where Plaid does not compare. */
  matchIdentity(accessToken: Secret, accountId: string, applicant: Applicant): Promise<IdentityEvidence | null>;
  /** Null where Plaid does not know them. */
  readOwners(accessToken: Secret, accountId: string): Promise<Owner[] | null>;
  supportsRtp(accessToken: Secret, accountId: string): Promise<boolean>;
  authorize(request: AuthorizationRequest): Promise<Authorization>;
  /** Of one with which no transfer was made: it no longer counts towards our limits. */
  cancelAuthorization(authorizationId: string): Promise<void>;
  createTransfer(request: TransferRequest): Promise<Transfer>;
  /** Null where Plaid knows no such transfer: a read that settles what an unknown result did. */
  findTransfer(by: { transferId: string } | { authorizationId: string }): Promise<Transfer | null>;
  cancelTransfer(transferId: string): Promise<void>;
  createRefund(request: RefundRequest): Promise<Refund>;
  /** All refunds of a transfer. */
  listRefunds(transferId: string): Promise<Refund[]>;
  readTransferEvents(afterId: bigint): Promise<EventPage<TransferEvent>>;
  listTransferEvents(
    filter: ListedPage & { transferId: string | null; accountId: string | null },
  ): Promise<EventPage<TransferEvent>>;
  readBankTransferEvents(afterId: bigint): Promise<EventPage<BankTransferEvent>>;
  listBankTransferEvents(
    filter: ListedPage & { bankTransferId: string | null; accountId: string | null },
  ): Promise<EventPage<BankTransferEvent>>;
  /** From `cursor` on, or from the beginning. Between two pages the bank may change what they are about: a `conflict`. */
  readTransactions(accessToken: Secret, cursor: string | null): Promise<TransactionsPage>;
  /** Begins to make a report of the Item's accounts. `webhookUrl` hears when it is ready. */
  createAssetReport(request: {
    accessToken: Secret;
    /** Our own id of the report. */
    clientReportId: string;
    webhookUrl: string;
  }): Promise<{ reportId: string; token: Secret }>;
  /** The report as JSON. Until it is ready the refusal is PRODUCT_NOT_READY. */
  readAssetReport(token: Secret): Promise<Secret>;
  /** One that is not there any more counts as removed. */
  removeAssetReport(token: Secret): Promise<void>;
  createUser(clientUserId: string): Promise<PlaidUser>;
  describeUser(userId: string, person: Applicant): Promise<void>;
  /** A user who is not there any more counts as removed. */
  removeUser(user: PlaidUser): Promise<void>;
  /** What the person shared. Until they have, the refusal is INCOME_VERIFICATION_NOT_FOUND. */
  readIncome(user: PlaidUser): Promise<IncomeRead>;
  /** Repeating it gives the same recipient. */
  createRecipient(recipient: Recipient): Promise<string>;
  /** Each call makes another payment. */
  createPayment(order: PaymentOrder): Promise<{ paymentId: string }>;
  readPayment(paymentId: string): Promise<Payment>;
  /** All payments of our client, newest first, in pages; `next` is the cursor of the one after. */
  listPayments(cursor: string | null): Promise<{ payments: Payment[]; next: string | null }>;
  /** Sends back money of a payment that has settled. */
  reversePayment(request: ReversalRequest): Promise<Refund>;
  readReversal(refundId: string): Promise<Refund>;
  readWebhookKey(keyId: string): Promise<WebhookKey>;
}

export type WebhookKey = {
  jwk: { kty: string; crv: string; x: string; y: string; kid: string; alg: string };
  expiredAt: Date | null;
};
