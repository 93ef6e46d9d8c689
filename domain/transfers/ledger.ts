// Plaid's Ledger: the money of our client there, from which Plaid pays credits and refunds.
import { type Stage, stageRows, stages } from '../case/stages.ts';

/** Both may be below zero. The pending money becomes available within days. */
export type LedgerBalance = { availableCents: number; pendingCents: number };

/**
 * The stages of a case that may ask for its transfer within a day, because its applicant has linked an account. Plaid
 * takes the money of a credit from the available balance as soon as it makes the transfer.
 */
export const stagesBeforeTransfer: readonly Stage[] = stages.filter(
  (stage) => stageRows[stage].money === 'before' && stageRows[stage].needsItem,
);

/** Returns how many cents the Ledger lacks for the money that it has to pay out; 0 if it covers all of it. */
export const lackingCents = ({ availableCents }: LedgerBalance, neededCents: number): number =>
  neededCents > 0 ? Math.max(0, neededCents - availableCents) : 0;
