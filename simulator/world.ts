// Everything the simulated Plaid holds, as one value that every endpoint gets.
import type { BankTransferState } from './bank-transfer/state.ts';
import type { FaultState } from './faults.ts';
import type { IdentityVerificationState } from './identity-verification/state.ts';
import type { LinkState } from './link/state.ts';
import type { PaymentState } from './payment/state.ts';
import type { ReportsState } from './reports/state.ts';
import type { TransactionsState } from './transactions/state.ts';
import type { TransferState } from './transfer/state.ts';
import type { WebhookState } from './webhooks/state.ts';

/** Each part owns its slice; the whole is written to one file, so it must survive JSON. */
export type State = {
  /** Which code wrote it: see stateVersion. */
  version: number;
  /** Milliseconds by which the simulated bank is ahead of real time. */
  clockOffset: number;
  faults: FaultState;
  link: LinkState;
  transfer: TransferState;
  bankTransfer: BankTransferState;
  identityVerification: IdentityVerificationState;
  payment: PaymentState;
  transactions: TransactionsState;
  reports: ReportsState;
  webhooks: WebhookState;
};

export type World = {
  state: State;
  /** Where a browser finds the simulator; known once it listens. */
  origin: string;
  /** The simulated now: real time plus what has been skipped. HTTP and signatures use real time instead. */
  now(): Date;
  /** Marks the state as changed; it is written soon after and before the process ends. */
  changed(): void;
  /** Resolves once every change so far is kept: nothing is answered or sent before. */
  saved(): Promise<void>;
  /** Sends a signed webhook; the body is Plaid's, without the environment, which is added. Never throws. */
  send(url: string, body: { webhook_type: string; webhook_code: string } & Record<string, unknown>): void;
};
