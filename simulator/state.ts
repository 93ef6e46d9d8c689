// Keeps the bank in one file, so that it survives a restart and a kill.
import { initialBankTransferState } from './bank-transfer/state.ts';
import { initialFaultState } from './faults/state.ts';
import { initialIdentityVerificationState } from './identity-verification/state.ts';
import { initialLinkState } from './link/state.ts';
import { initialPaymentState } from './payment/state.ts';
import { initialReportsState } from './reports/state.ts';
import { openJournal, readJournal } from './store/journal.ts';
import { type Path, track } from './store/tracked.ts';
import { initialTransactionsState } from './transactions/state.ts';
import { initialTransferState } from './transfer/state.ts';
import { createSender } from './webhooks/sender.ts';
import { initialWebhookState } from './webhooks/state.ts';
import type { State, World } from './world.ts';

export type KeptWorld = World & { close(): Promise<void> };

/** `file` null keeps nothing. Throws when the file is not a state. */
export function createWorld(file: string | null): KeptWorld {
  const kept = file === null ? initialState() : readState(file);
  const journal = file === null ? null : openJournal(file, kept);
  const unwritten = new Map<string, Path>();
  let planned = false;

  function write(): void {
    if (unwritten.size > 0) journal?.write(kept, unwritten.values());
    unwritten.clear();
  }

  const saved = async () => write();

  // An endpoint does all of its work before it waits, so a line never holds half of that work.
  function changed(): void {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      // The simulator tries a failed write again before the next answer, which then fails.
      saved().catch(() => undefined);
    });
  }

  const state = track(kept, (entry) => unwritten.set(JSON.stringify(entry), entry));
  const sender = createSender({ state, changed, saved });
  return {
    state,
    origin: '',
    now: () => new Date(Date.now() + state.clockOffset),
    changed,
    saved,
    send: sender.send,
    async close() {
      await sender.stop();
      write();
      journal?.close();
    },
  };
}

/** Raise it with every change that makes the code misread an older file. */
const stateVersion = 6;

export const initialState = (): State => ({
  version: stateVersion,
  clockOffset: 0,
  clockMoves: {},
  faults: initialFaultState(),
  link: initialLinkState(),
  transfer: initialTransferState(),
  bankTransfer: initialBankTransferState(),
  identityVerification: initialIdentityVerificationState(),
  payment: initialPaymentState(),
  transactions: initialTransactionsState(),
  reports: initialReportsState(),
  webhooks: initialWebhookState(),
});

/** Returns the bank that the file holds, or a new one when there is no file. */
export function readState(file: string): State {
  const useless = (what: string, cause?: unknown) =>
    new Error(`${file} is ${what}. Delete it to start with an empty bank.`, { cause });
  let kept: Partial<State> | null;
  try {
    kept = readJournal(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw useless('not a state of the simulator', error);
    throw new Error(`The simulator cannot read its state in ${file}`, { cause: error });
  }
  if (kept === null) return initialState();
  if (kept.version !== stateVersion) throw useless('a state of another version of the simulator');
  return { ...initialState(), ...kept };
}
