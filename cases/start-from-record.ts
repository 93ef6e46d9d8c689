import { accountOfCase } from '../db/bank/accounts.ts';
import { loadCase } from '../db/case/onboardings.ts';
import { countFromBeginning } from '../db/drift/compared-cases.ts';
import { newestLink } from '../db/link/link-signals.ts';
import { transaction } from '../db/pool.ts';
import { applyTransferEvents, transferOfCase } from '../db/transfers/transfers.ts';
import type { DriftDeps } from './drift-deps.ts';
import { changeOfTransfer } from './signal-transfer.ts';

/**
 * Starts a run that goes on from the record, in place of the one that Temporal has, if any: it follows the newest
 * transfer on record, or else goes through the steps from the beginning, each of which reads the record first. Only
 * stops the run of a closed case. False if an operator has to look.
 */
export async function startFromRecord(
  { db, cases, restoredTo }: Pick<DriftDeps, 'db' | 'cases' | 'restoredTo'>,
  onboardingId: string,
): Promise<boolean> {
  const record = await loadCase(db, onboardingId);
  if (!record) return false;
  if (record.stage === 'closed') {
    await cases.stop(onboardingId);
    return true;
  }
  // A payment may be at Plaid under a reference that a restore has lost, and the applicant would pay twice.
  if (restoredTo && record.funding?.rail === 'payment-initiation') return false;
  const transfer = await transferOfCase(db, onboardingId);
  if (transfer) {
    const state = await transaction(db, (tx) => applyTransferEvents(tx, transfer.transferId));
    const change = state && (await changeOfTransfer(db, state, []));
    if (change) await cases.followInPlace(change);
    return change !== null;
  }
  await transaction(db, (tx) => countFromBeginning(tx, onboardingId));
  const { tenantId, userId, policy, funding, accountId } = record;
  const itemId = accountId && (await accountOfCase(db, onboardingId))?.itemId;
  const linkTokenExpiresAt = (await newestLink(db, onboardingId))?.expiresAt.toISOString() ?? null;
  const start = { onboardingId, tenantId, userId, policy, linkTokenExpiresAt, ...(itemId && { itemId }) };
  await cases.startInPlace(start, funding);
  return true;
}
