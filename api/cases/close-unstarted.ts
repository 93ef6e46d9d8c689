import { endCase } from '../../cases/end-case.ts';
import { lockAndLoadCase } from '../../db/case/onboardings.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { reasonOfCancel } from '../../domain/case/payloads.ts';
import type { Ending } from '../../domain/case/reasons.ts';

/**
 * Ends a case that has no workflow, because Plaid refused its first Link or the applicant's verification. Such a case
 * exists only on record. False when the case has a workflow; then the caller asks the workflow.
 */
export function closeUnstarted(
  db: Pool,
  onboardingId: string,
  ending: Ending = { outcome: 'cancelled', reason: reasonOfCancel('tenant') },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const record = await lockAndLoadCase(tx, onboardingId);
    if (record?.stage !== 'starting' || record.workflowStartedAt) return false;
    await endCase(tx, { onboardingId, step: record.step, ...ending });
    return true;
  });
}
