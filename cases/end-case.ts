import { keepAccount } from '../db/bank/linked-accounts.ts';
import { loadCase } from '../db/case/onboardings.ts';
import { closeStage } from '../db/case/stages.ts';
import { addToTimeline } from '../db/case/timeline.ts';
import { atomically, type Db } from '../db/pool.ts';
import { transferOfCase } from '../db/transfers/transfers.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import { type Ending, type Reason, returnReason } from '../domain/case/reasons.ts';

/**
 * Ends a case for a reason other than its money, notes it on the timeline and notifies the tenant. Returns the ending
 * on record, because an earlier one stands. A case whose money came back ends as returned, whatever prevents another
 * transfer, because a tenant that has credited the money has to take the credit back.
 */
export function endCase(
  db: Db,
  {
    onboardingId,
    step,
    outcome,
    reason,
  }: { onboardingId: string; step: number; outcome: Outcome; reason: Reason | null },
): Promise<Ending> {
  return atomically(db, async (tx) => {
    const last = await transferOfCase(tx, onboardingId);
    const cameBack = last?.followUp ? returnReason(last.failure?.code ?? null) : null;
    const ending: Ending = cameBack === null ? { outcome, reason } : { outcome: 'returned', reason: cameBack };
    const ended = await closeStage(tx, { onboardingId, step, ...ending });
    if (ended && ending.outcome === 'verified') await keepAccount(tx, onboardingId);
    if (ended && cameBack !== null) {
      await addToTimeline(tx, onboardingId, 'not_moved_again', { because: reason ?? outcome });
    }
    return (await endingOnRecord(tx, onboardingId)) ?? ending;
  });
}

/** Null while the case has no outcome. */
export async function endingOnRecord(db: Db, onboardingId: string): Promise<Ending | null> {
  const record = await loadCase(db, onboardingId);
  return record?.outcome ? { outcome: record.outcome, reason: record.reason } : null;
}
