import { insertAuthorizationProof } from '../db/authorization-proofs.ts';
import { addNotification } from '../db/notifications.ts';
import { type CaseRecord, lockCase } from '../db/onboardings.ts';
import { type Db, transaction } from '../db/pool.ts';
import { moveStage } from '../db/stages.ts';
import { addToTimeline } from '../db/timeline.ts';
import { applyTransferEvents, insertTransfer, type TransferRecord, transferOfAttempt } from '../db/transfers.ts';
import { type AchFunding, waits } from '../domain/onboarding.ts';
import type { Transfer } from '../plaid/gateway.ts';
import { recordState } from './alerts.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import type { MoneyMoved } from './types.ts';

type Place = Pick<TransferRecord, 'attempt' | 'retry'> & { step: number };

/** Records a transfer that Plaid has made for the case. Repeating it changes nothing. */
export function recordTransfer(
  gateways: Pick<Gateways, 'pool' | 'vault' | 'alert'>,
  transfer: Transfer,
  theCase: CaseRecord<AchFunding>,
  { step, ...place }: Place,
): Promise<TransferRecord> {
  const onboardingId = theCase.id;
  return transaction(gateways.pool, async (tx) => {
    // Two tries may record the same transfer at once; an upsert arbitrates over one unique index only.
    await lockCase(tx, onboardingId);
    if (await insertTransfer(tx, { ...transfer, onboardingId, ...place })) {
      await tellNetwork(tx, transfer, theCase);
      if (theCase.funding.direction === 'debit')
        await insertAuthorizationProof(tx, gateways.vault, transfer.transferId);
    }
    await moveStage(tx, { onboardingId, step, stage: 'transferring', waitingFor: waits.settlement });
    // The feed may have read events of this transfer before we knew that it is ours.
    const state = await applyTransferEvents(tx, transfer.transferId);
    if (state) await recordState(gateways, tx, state);
    return known('transfer', transferOfAttempt(tx, onboardingId, place.attempt));
  });
}

/**
 * The money may go by another network than the product asked for: after its cut-off Plaid makes a same-day transfer an
 * ordinary one without a word, and where a fast network was declined, a slower one was taken.
 */
async function tellNetwork(
  tx: Db,
  { network }: Transfer,
  { id: onboardingId, funding }: CaseRecord<AchFunding>,
): Promise<void> {
  if (network === funding.network) return;
  await addToTimeline(tx, onboardingId, 'network_changed', { asked: funding.network, network });
  await addNotification(tx, { onboardingId, type: 'onboarding.network_changed', action: null });
}

/** What the case's workflow is told of a transfer that is on its way. */
export const sent = ({ transferId, watchUntil }: TransferRecord, itemId: string): MoneyMoved => ({
  result: 'sent',
  transfer: { transferId, itemId, standing: 'moving', watchUntil: watchUntil.toISOString() },
});
