import { recordTransfer } from '../../cases/record-transfer.ts';
import type { CaseRecord } from '../../db/case/onboardings.ts';
import type { TransferState } from '../../db/transfers/transfers.ts';
import type { AchFunding } from '../../domain/case/onboarding.ts';
import type { Transfer } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import type { MoneyMoved } from '../types.ts';
import type { TransferStep } from './authorizations.ts';

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
