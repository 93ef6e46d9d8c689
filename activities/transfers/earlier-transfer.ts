// Finds the transfer that an earlier try of the step made, so that no try makes a second one.
import type { Pool } from '../../db/pool.ts';
import { endOldUses } from '../../db/transfers/authorizations.ts';
import { callSeconds, type Deps } from '../deps.ts';
import type { MoneyMoved } from '../types.ts';
import type { TransferStep } from './authorizations.ts';
import { isLeftBehind, madeTransfer } from './made-transfer.ts';
import type { Recorded } from './read-record.ts';
import { recordSent, sent } from './record-sent.ts';

/** Records a transfer whose answer was lost. Null when no earlier try made one. */
export async function earlierTransfer(
  deps: Pick<Deps, 'db' | 'vault' | 'plaid' | 'alert'>,
  recorded: Recorded,
  at: TransferStep,
): Promise<MoneyMoved | null> {
  const { itemId, asked, done, accessToken, accountId } = recorded;
  if (done) return sent(done, itemId);
  const made = await madeTransfer(deps.plaid, asked, accessToken && accountId);
  if (made) return recordSent(deps, made, recorded, at);
  await endLeftBehind(deps.db, recorded);
  return null;
}

/** Ends the uses of left authorizations. Plaid has just confirmed that none made a transfer (made-transfer.ts). */
async function endLeftBehind(db: Pool, { asked, accessToken, accountId }: Recorded): Promise<void> {
  const left = asked.filter((one) => one.usedAgo !== null && isLeftBehind(one, accessToken && accountId));
  const keys = left.map(({ key }) => key);
  if (keys.length > 0) await endOldUses(db, keys, callSeconds);
}
