import { type Pool, transaction } from '../db/pool.ts';
import type { TransferState } from '../db/transfers/transfers.ts';
import type { TransferChange } from '../domain/transfers/transfer-change.ts';
import type { Alert } from './alert.ts';
import { recordState } from './record-state.ts';
import { signalTransfer } from './signal-transfer.ts';

/**
 * Records the consequence of a transfer's state, and signals its case, as the feed does after an event. A repeat
 * changes nothing. A case that runs needs no signal about a transfer that only moves.
 */
export async function takeUpTransfer(
  { db, cases, alert }: { db: Pool; cases: { transferMoved: (moved: TransferChange) => Promise<void> }; alert: Alert },
  state: TransferState,
): Promise<void> {
  await transaction(db, (tx) => recordState(alert, tx, state));
  await signalTransfer({ db, cases }, state, []);
}
