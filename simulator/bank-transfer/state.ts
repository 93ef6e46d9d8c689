// What the simulated Plaid knows about micro-deposits: the bank transfers that it makes by itself.
import type { BankTransferEvent, BankTransferEventType } from 'plaid';
import type { Wire } from '../endpoint.ts';

export type Event = Wire<BankTransferEvent>;
export type Status = `${BankTransferEventType}`;
export type Failure = NonNullable<Event['failure_reason']>;

/**
 * Where the client reads of it: customers of Transfer are told to look in the transfer feed
 * (https://plaid.com/docs/auth/coverage/microdeposit-events/).
 */
export type FeedOfDeposits = 'bank-transfer' | 'transfer';

export type SimBankTransfer = {
  id: string;
  account_id: string;
  type: Event['bank_transfer_type'];
  amount: string;
  status: Status;
  feed: FeedOfDeposits;
};

export type BankTransferState = {
  transfers: Record<string, SimBankTransfer>;
  /** By rising event id, which the transfer feed counts for itself. */
  events: Event[];
  lastEventId: number;
};

export const initialBankTransferState = (): BankTransferState => ({ transfers: {}, events: [], lastEventId: 0 });
