// Cancelling a transfer that is on its way. The API asks Plaid itself, and not the case: an update to a sleeping case would
// wake it, for two Actions and an answer that only Plaid has; and Plaid's own event comes to it in any case. So that this
// event and the answer agree, what the product wants is on record before Plaid is asked.
import { accountOfCase } from '../../db/accounts.ts';
import { loadCase, lockCase } from '../../db/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { moveStage, recordStanding } from '../../db/stages.ts';
import {
  requestCancellation,
  type TransferRecord,
  transferOfCase,
  updateTransfer,
  withdrawCancellation,
} from '../../db/transfers.ts';
import { Failure } from '../../domain/failure.ts';
import type { Transfer } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';

/** Safe to repeat: a result that was not heard is read by the next try. */
export async function cancelTransfer(
  { db, plaid, cases }: Pick<Deps, 'db' | 'plaid' | 'cases'>,
  onboardingId: string,
): Promise<void> {
  const transfer = await transferOfCase(db, onboardingId);
  if (!transfer) throw new TypeError('a case that follows a transfer has none');
  const { transferId } = transfer;
  if (transfer.followUp) return callOff({ db, cases }, transfer);

  async function read(): Promise<Transfer> {
    const found = await plaid.findTransfer({ transferId });
    if (!found) throw new Failure('bug', 'Plaid does not know the transfer.', { code: 'transfer_unknown' });
    return found;
  }
  async function cancelled(): Promise<Transfer> {
    const before = await read();
    if (before.cancellable) {
      try {
        await plaid.cancelTransfer(transferId);
        return { ...before, status: 'cancelled' };
      } catch (error) {
        if (!(error instanceof Failure && error.detail.code === 'TRANSFER_NOT_CANCELLABLE')) throw error;
      }
    }
    // Another request may have cancelled it, or this one before.
    const now = before.cancellable ? await read() : before;
    if (now.status === 'cancelled') return now;
    await withdrawCancellation(db, transferId);
    throw new Failure('conflict', 'The transfer has been handed to the bank: it can no longer be cancelled.', {
      code: 'not_cancellable',
    });
  }

  if (!(await requestCancellation(db, transferId))) {
    throw new Failure('conflict', 'The case has ended a moment ago.', { code: 'case_closed' });
  }
  const result = await cancelled();
  await transaction(db, async (tx) => recordStanding(tx, await updateTransfer(tx, result)));
  // Plaid's event is there: the case need not sleep until its webhook comes.
  await cases.wakeFeed('transfer').catch(() => {});
}

/** The money came back, and is not to be presented again: so its case need not sleep on. */
async function callOff({ db, cases }: Pick<Deps, 'db' | 'cases'>, transfer: TransferRecord): Promise<void> {
  const { transferId, onboardingId, watchUntil, followUp } = transfer;
  const theCase = await transaction(db, async (tx) => {
    await lockCase(tx, onboardingId);
    const record = await loadCase(tx, onboardingId);
    if (record?.stage !== 'transferring' || followUp !== 'represent') throw atWork();
    const ending = { outcome: 'cancelled', reason: 'cancelled_by_product' } as const;
    await moveStage(tx, { onboardingId, step: record.step, stage: 'closed', ...ending });
    return record;
  });
  const account = await accountOfCase(db, onboardingId);
  if (!account) throw new TypeError('a case whose money came back has no account');
  const { tenantId, userId, policy } = theCase;
  const about = { onboardingId, tenantId, userId, policy };
  // Where Temporal is away, the workflow finds it closed when it wakes.
  await cases
    .tellOfTransfer({ ...about, itemId: account.itemId, transferId, standing: 'returned', watchUntil, eventIds: [] })
    .catch(() => {});
}

const atWork = () =>
  new Failure('conflict', 'The case is at work after a return: look where it stands in a moment, and try again.', {
    code: 'stage_conflict',
  });
