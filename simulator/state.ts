// Keeps the bank in one file, so that it survives a restart and a kill.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { initialBankTransferState } from './bank-transfer/state.ts';
import { initialFaultState } from './faults.ts';
import { initialIdentityVerificationState } from './identity-verification/state.ts';
import { initialLinkState } from './link/state.ts';
import { initialPaymentState } from './payment/state.ts';
import { initialReportsState } from './reports/state.ts';
import { initialTransactionsState } from './transactions/state.ts';
import { initialTransferState } from './transfer/state.ts';
import { createSender } from './webhooks/sender.ts';
import { initialWebhookState } from './webhooks/state.ts';
import type { State, World } from './world.ts';

export type KeptWorld = World & { close(): Promise<void> };

/** `file` null keeps nothing. Throws when the file cannot be read as a state. */
export function createWorld(file: string | null): KeptWorld {
  const state = file === null ? initialState() : load(file);
  let dirty = false;
  let saving: Promise<void> | null = null;
  let lastMs = 0;

  function save() {
    if (!dirty) return;
    dirty = false;
    if (file === null) return;
    // Renaming is atomic, so a kill leaves the old file or the new one. It holds tokens: for the owner only.
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  // The whole file is written each time, so one write serves all requests that come in the time a write takes:
  // a bank of a thousand Items still answers while many ask at once.
  function saved(): Promise<void> {
    if (!dirty) return Promise.resolve();
    saving ??= new Promise<void>((resolve) => setTimeout(resolve, lastMs)).then(() => {
      saving = null;
      const began = performance.now();
      save();
      lastMs = performance.now() - began;
    });
    return saving;
  }

  const changed = () => {
    dirty = true;
    void saved();
  };
  const sender = createSender({ state, changed, saved });
  if (file !== null) mkdirSync(dirname(file), { recursive: true });
  return {
    state,
    origin: '',
    now: () => new Date(Date.now() + state.clockOffset),
    changed,
    saved,
    send: sender.send,
    async close() {
      await sender.stop();
      save();
    },
  };
}

/** To be raised with every change after which an older file is no longer read rightly. */
const stateVersion = 3;

export const initialState = (): State => ({
  version: stateVersion,
  clockOffset: 0,
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

function load(file: string): State {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return initialState();
    throw new Error(`The simulator cannot read its state in ${file}`, { cause: error });
  }
  const useless = (what: string, cause?: unknown) =>
    new Error(`${file} is ${what}. Delete it to start with an empty bank.`, { cause });
  let kept: State;
  try {
    kept = JSON.parse(text);
  } catch (error) {
    throw useless('not a state of the simulator', error);
  }
  if (kept.version !== stateVersion) throw useless('a state of another version of the simulator');
  return { ...initialState(), ...kept };
}
