// Cancels a transfer in flight. The API asks Plaid directly and not through the case: an update would cost two Actions
// for an answer that only Plaid has, and the case receives Plaid's event anyway. The record notes the tenant's wish
// before the call to Plaid, so that this event and the answer agree.
import type { Alert } from '../../cases/alert.ts';
import { endCase } from '../../cases/end-case.ts';
import { recordState } from '../../cases/record-state.ts';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { lockAndLoadCase } from '../../db/case/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import {
  requestCancellation,
  type TransferRecord,
  transferOfCase,
  updateTransfer,
  withdrawCancellation,
} from '../../db/transfers/transfers.ts';
import { reasonOfCancel } from '../../domain/case/payloads.ts';
import { Failure } from '../../domain/failure.ts';
import { amountOf } from '../../domain/money.ts';
import type { Transfer } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';

/** Safe to repeat: if an answer of Plaid's was lost, the next try reads the result. */
export async function cancelTransfer(
  { db, plaid, cases, log }: Pick<Deps, 'db' | 'plaid' | 'cases' | 'log'>,
  onboardingId: string,
): Promise<void> {
  const transfer = await transferOfCase(db, onboardingId);
  if (!transfer) throw new TypeError('a case that follows a transfer has none');
  const { transferId } = transfer;
  if (transfer.followUp) return callOff({ db, cases }, transfer);

  async function read(): Promise<Transfer> {
    const found = await plaid.findTransfer({ transferId });
    if (!found)
      throw new Failure('bug', 'Plaid does not know the transfer that the record of this case names.', {
        code: 'transfer_unknown',
      });
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
    // Another request, or an earlier try of this one, may have cancelled it.
    const now = before.cancellable ? await read() : before;
    if (now.status === 'cancelled') return now;
    await withdrawCancellation(db, transferId);
    throw new Failure('conflict', 'Plaid has handed the transfer to the bank, so it can no longer be cancelled.', {
      code: 'not_cancellable',
    });
  }

  if (!(await requestCancellation(db, transferId))) {
    throw new Failure('conflict', 'The case ended a moment ago, so it cannot be cancelled. Read its outcome.', {
      code: 'case_closed',
    });
  }
  const result = await cancelled();
  const alert: Alert = (about, what) => log.error(about, what);
  await transaction(db, async (tx) => recordState(alert, tx, await updateTransfer(tx, result)));
  // Plaid has the event now, so wake the feed instead of waiting for the webhook.
  await cases.wakeFeed('transfer').catch(() => {});
}

/** Calls off the reinitiation of a returned transfer, and ends the case that waits for it. */
async function callOff({ db, cases }: Pick<Deps, 'db' | 'cases'>, transfer: TransferRecord): Promise<void> {
  const { transferId, onboardingId, watchUntil, followUp, failure } = transfer;
  const theCase = await transaction(db, async (tx) => {
    const record = await lockAndLoadCase(tx, onboardingId);
    if (record?.stage !== 'transferring' || followUp !== 'reinitiate') throw atWork();
    const ending = { outcome: 'cancelled', reason: reasonOfCancel('tenant') } as const;
    await endCase(tx, { onboardingId, step: record.step, ...ending });
    return record;
  });
  const account = await accountOfCase(db, onboardingId);
  if (!account) throw new TypeError('a case whose money came back has no account');
  const { tenantId, userId, policy, funding } = theCase;
  const about = {
    onboardingId,
    tenantId,
    userId,
    policy,
    amount: funding && amountOf(funding),
    code: failure?.code ?? null,
  };
  // If Temporal is away, the workflow finds the record closed when it wakes.
  await cases
    .transferMoved({ ...about, itemId: account.itemId, transferId, standing: 'returned', watchUntil, eventIds: [] })
    .catch(() => {});
}

const atWork = () =>
  new Failure('conflict', 'A return is being processed. Read the case again in a moment and retry.', {
    code: 'stage_conflict',
  });
