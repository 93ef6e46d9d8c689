// Records the consequence of a transfer's state for its case. A feed, a step of the case and a request to cancel each
// read such states.
import { holdAccount } from '../db/bank/account-holds.ts';
import { keepAccount } from '../db/bank/linked-accounts.ts';
import { loadCase } from '../db/case/onboardings.ts';
import { recordMoney } from '../db/case/stages.ts';
import type { Db } from '../db/pool.ts';
import { firstInitiatedAt, recordReturn, returnFacts } from '../db/transfers/returns.ts';
import { type TransferRecord, type TransferState, transferOfCase } from '../db/transfers/transfers.ts';
import type { AchFunding } from '../domain/case/onboarding.ts';
import type { Wait } from '../domain/case/stages.ts';
import { consequences } from '../domain/transfers/ach-codes.ts';
import { endingOfTransfer } from '../domain/transfers/ending-of-transfer.ts';
import { type FollowUp, followUpOf, type ReturnAlert, ruleOnReturn } from '../domain/transfers/returns.ts';
import type { Alert } from './alert.ts';
import { alertIfPaidTwice } from './paid-twice.ts';

/** With `now`, a funded case closes once no return can follow. Alerts operators where they have to act. */
export async function recordState(alert: Alert, tx: Db, state: TransferState, now?: Date): Promise<void> {
  const { onboardingId, transferId } = state;
  const why = await recordStanding(tx, { ...state, ...(now && { now }) });
  if (why) {
    alert(
      { onboarding_id: onboardingId, transfer: transferId, why },
      'a return needs an operator: read why, and ask Plaid',
    );
  }
  if (state.status === 'returned') await alertIfPaidTwice(alert, tx, transferId);
}

/**
 * Records the consequence of the newest transfer for its case. Order and repetition do not matter. A return changes
 * even a case that closed as funded, and its follow-up is decided here, once. Returns why an operator should look at a
 * return, or null.
 */
export async function recordStanding(
  db: Db,
  input: Pick<TransferState, 'transferId' | 'onboardingId' | 'standing' | 'watchUntil'> & { now?: Date },
): Promise<ReturnAlert | null> {
  const { transferId, onboardingId, standing, watchUntil, now } = input;
  if (standing === 'moving') return null;
  const transfer = await transferOfCase(db, onboardingId);
  if (transfer?.transferId !== transferId) return null;
  const decided = standing === 'returned' ? await decideReturn(db, transfer, now ?? new Date()) : null;
  const alert = decided?.alert ?? null;
  const code = transfer.failure?.code ?? null;
  if (decided?.followUp) await recordFollowUp(db, onboardingId, decided.followUp, code);
  // The follow-up was decided before, and the case may be on its way to the next transfer.
  if (decided?.followUp || transfer.followUp) return alert;
  const closes = standing !== 'funded' || (now !== undefined && now >= watchUntil);
  await recordMoney(db, {
    ...{ onboardingId, stage: closes ? 'closed' : 'watching_returns', ...endingOfTransfer(standing, code) },
    ...(!closes && { waitingFor: 'return_window', waitingUntil: watchUntil }),
    turns: standing === 'returned' ? ['funded', 'failed'] : [],
  });
  if (standing === 'funded') await keepAccount(db, onboardingId);
  return alert;
}

const waitBefore: Record<FollowUp['do'], Wait> = { reinitiate: 'reinitiation', relink: 'another_account' };

/** Records that the money came back and the case goes on, which undoes its outcome. */
async function recordFollowUp(db: Db, onboardingId: string, followUp: FollowUp, reason: string | null): Promise<void> {
  await recordMoney(db, {
    ...{ onboardingId, stage: 'transferring', outcome: null, reason, turns: ['funded', 'failed'] },
    waitingFor: waitBefore[followUp.do],
    ...('at' in followUp && { waitingUntil: followUp.at }),
  });
}

type DecidedReturn = { followUp: FollowUp | null; alert: ReturnAlert | null };

/**
 * Decides the step after a return, once, in the transaction that first records the return. Null if it was decided
 * before. `now` counts if the bank has not said when the transfer came back.
 */
async function decideReturn(db: Db, transfer: TransferRecord, now: Date): Promise<DecidedReturn | null> {
  const { transferId, onboardingId, failure, reinitiations } = transfer;
  const theCase = await loadCase(db, onboardingId);
  if (!theCase) throw new TypeError('a transfer of no case');
  const { direction, achClass } = theCase.funding as AchFunding;
  const code = failure?.code ?? null;
  const { action, alert } = ruleOnReturn({ code, direction, achClass });
  const { saidAt, ...facts } = await returnFacts(db, transferId);
  const returnedAt = saidAt ?? now;
  const initiated = { firstCreatedAt: await firstInitiatedAt(db, transfer), reinitiations };
  const followUp = followUpOf(action, { ...facts, onboardingId, policy: theCase.policy, returnedAt, initiated });
  if (!(await recordReturn(db, { transferId, returnedAt, followUp }))) return null;
  const { holds } = consequences[action];
  if (holds) await holdAccount(db, { transferId, holds, code });
  return { followUp, alert };
}
