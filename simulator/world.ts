// The whole simulated Plaid as one value, which every endpoint gets.
import type { BankTransferState } from './bank-transfer/state.ts';
import type { FaultState } from './faults/state.ts';
import type { IdentityVerificationState } from './identity-verification/state.ts';
import type { LinkState } from './link/state.ts';
import type { PaymentState } from './payment/state.ts';
import type { ReportsState } from './reports/state.ts';
import type { TransactionsState } from './transactions/state.ts';
import type { TransferState } from './transfer/state.ts';
import type { WebhookState } from './webhooks/state.ts';

/** Each part owns its slice. The journal writes the state to one file, so it must survive JSON. */
export type State = {
  /** The version of the code that wrote it: see stateVersion. */
  version: number;
  /** Milliseconds by which the simulated bank is ahead of real time. */
  clockOffset: number;
  /** The moves of the clock that have an id, in milliseconds. */
  clockMoves: Record<string, number>;
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
  /** The address of the simulator for a browser. It is known once the simulator listens. */
  origin: string;
  /** The simulated now: real time plus the time that was skipped. HTTP and signatures use real time. */
  now(): Date;
  /** Marks the state as changed, so that it is written soon, and before the process ends. */
  changed(): void;
  /** Resolves once every change so far is kept. The simulator answers and sends nothing before. */
  saved(): Promise<void>;
  /** Sends a signed webhook, and adds the environment to Plaid's body. Never throws. */
  send(url: string, body: { webhook_type: string; webhook_code: string } & Record<string, unknown>): void;
};
