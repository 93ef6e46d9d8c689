// Signals a case about its transfer: a feed that has read new events, and a reconciliation that found the case behind.
import { accountOfCase } from '../db/bank/accounts.ts';
import { loadCase } from '../db/case/onboardings.ts';
import { type Db, together } from '../db/pool.ts';
import { type TransferState, transferOfCase } from '../db/transfers/transfers.ts';
import { Failure } from '../domain/failure.ts';
import { amountOf } from '../domain/money.ts';
import type { TransferChange } from '../domain/transfers/transfer-change.ts';

type Signals = { db: Db; cases: { transferMoved: (moved: TransferChange) => Promise<void> } };

/**
 * Signals the case, and starts its workflow again if none runs. False if another transfer has replaced this one: the
 * case has nothing to do then, and Temporal bills every signal.
 */
export async function signalTransfer(
  { db, cases }: Signals,
  state: TransferState,
  eventIds: string[],
): Promise<boolean> {
  const change = await changeOfTransfer(db, state, eventIds);
  if (change) await cases.transferMoved(change);
  return change !== null;
}

/** Null if another transfer has replaced this one. */
export async function changeOfTransfer(
  db: Db,
  { onboardingId, transferId, standing, watchUntil, code }: TransferState,
  eventIds: string[],
): Promise<TransferChange | null> {
  const [newest, record, account] = await together(db, (one) =>
    Promise.all([
      transferOfCase(one, onboardingId),
      loadCase(one, onboardingId),
      // Not read from the Item, whose token would have to be decrypted: a return can come after the applicant was
      // erased.
      accountOfCase(one, onboardingId),
    ]),
  );
  if (newest && newest.transferId !== transferId) return null;
  if (!newest || !record || !account) {
    const missing = 'The record of the case lacks what the signal about its transfer needs.';
    throw new Failure('bug', missing, { code: 'record_missing' });
  }
  const { tenantId, userId, policy, funding } = record;
  const { itemId } = account;
  return {
    ...{ onboardingId, tenantId, userId, policy, itemId, transferId, standing, watchUntil, eventIds },
    ...{ code, amount: funding && amountOf(funding) },
  };
}
