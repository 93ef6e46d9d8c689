// The micro-deposits of the simulated Plaid: the bank transfers that Plaid makes by itself.
import type { BankTransferEvent, BankTransferEventType } from 'plaid';
import type { Wire } from '../wire.ts';

export type Event = Wire<BankTransferEvent>;
export type Status = `${BankTransferEventType}`;
export type Failure = NonNullable<Event['failure_reason']>;

/**
 * The feed in which the caller finds the events. Customers of Transfer read the transfer feed
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
  /** By rising event id. The transfer feed has ids of its own. */
  events: Event[];
  lastEventId: number;
};

export const initialBankTransferState = (): BankTransferState => ({ transfers: {}, events: [], lastEventId: 0 });
