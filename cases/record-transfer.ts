import { type CaseRecord, lockCase } from '../db/case/onboardings.ts';
import { moveStage } from '../db/case/stages.ts';
import { addToTimeline } from '../db/case/timeline.ts';
import { addNotification } from '../db/notify/notifications.ts';
import { type Db, type Pool, transaction } from '../db/pool.ts';
import { insertAuthorizationProof } from '../db/transfers/authorization-proofs.ts';
import {
  applyTransferEvents,
  insertTransfer,
  type TransferRecord,
  type TransferState,
} from '../db/transfers/transfers.ts';
import type { Vault } from '../db/vault.ts';
import type { AchFunding } from '../domain/case/onboarding.ts';
import type { Transfer } from '../plaid/gateway.ts';
import type { Alert } from './alert.ts';
import { recordState } from './record-state.ts';

type Place = Pick<TransferRecord, 'transferNumber' | 'reinitiations'> & { step: number };

/** Records a transfer that Plaid has made for the case. A repeat changes nothing. */
export function recordTransfer(
  deps: { db: Pool; vault: Vault; alert: Alert },
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
    const state = await applyTransferEvents(tx, transfer.transferId);
    if (!state) throw new TypeError('a transfer that was just recorded is gone');
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
