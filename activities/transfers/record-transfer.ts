import { recordState } from '../../cases/record-state.ts';
import { type CaseRecord, lockCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { insertAuthorizationProof } from '../../db/transfers/authorization-proofs.ts';
import {
  applyTransferEvents,
  insertTransfer,
  type TransferRecord,
  type TransferState,
} from '../../db/transfers/transfers.ts';
import type { AchFunding } from '../../domain/case/onboarding.ts';
import type { Transfer } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { MoneyMoved } from '../types.ts';
import type { TransferStep } from './authorizations.ts';

type Place = Pick<TransferRecord, 'transferNumber' | 'reinitiations'> & { step: number };

/** Records a transfer that Plaid has made for the case. A repeat changes nothing. */
function recordTransfer(
  deps: Pick<Deps, 'db' | 'vault' | 'alert'>,
  transfer: Transfer,
  theCase: CaseRecord<AchFunding>,
  { step, ...place }: Place,
): Promise<TransferState> {
  const onboardingId = theCase.id;
  return transaction(deps.db, async (tx) => {
    // Two tries may record one transfer at once, and an upsert arbitrates over one unique index only.
    await lockCase(tx, onboardingId);
    if (await insertTransfer(tx, { ...transfer, onboardingId, ...place })) {
      await notifyOfNetwork(tx, transfer, theCase);
      if (theCase.funding.direction === 'debit') await insertAuthorizationProof(tx, deps.vault, transfer.transferId);
    }
    await moveStage(tx, { onboardingId, step, stage: 'transferring', waitingFor: 'settlement' });
    // The feed may have stored events of this transfer before the record had the transfer.
    const state = await known('transfer', applyTransferEvents(tx, transfer.transferId));
    await recordState(deps.alert, tx, state);
    return state;
  });
}

/**
 * Notifies the tenant if the money goes by another network than they asked for. After its cut-off Plaid turns a
 * same-day transfer into an ordinary one and reports nothing; and where Plaid declined a fast network, the case took a
 * slower one.
 */
async function notifyOfNetwork(
  tx: Db,
  { network }: Transfer,
  { id: onboardingId, funding }: CaseRecord<AchFunding>,
): Promise<void> {
  if (network === funding.network) return;
  await addToTimeline(tx, onboardingId, 'network_changed', { asked: funding.network, network });
  await addNotification(tx, { onboardingId, type: 'onboarding.network_changed', action: null });
}

/** Records a transfer that Plaid has made, and returns the result that the workflow receives. */
export async function recordSent(
  deps: Pick<Deps, 'db' | 'vault' | 'alert'>,
  transfer: Transfer,
  { theCase, itemId, reinitiations }: { theCase: CaseRecord<AchFunding>; itemId: string; reinitiations: number },
  { step, transferNumber }: TransferStep,
): Promise<MoneyMoved> {
  return sent(await recordTransfer(deps, transfer, theCase, { step, transferNumber, reinitiations }), itemId);
}

/** Returns the result that the workflow receives for a transfer in flight. */
export const sent = (
  { transferId, watchUntil }: Pick<TransferState, 'transferId' | 'watchUntil'>,
  itemId: string,
): MoneyMoved => ({
  result: 'sent',
  transfer: { transferId, itemId, standing: 'moving', watchUntil: watchUntil.toISOString() },
});
