import { addCaseAudit } from '../db/audit/entries.ts';
import { type CaseRecord, lockAndLoadCase } from '../db/case/onboardings.ts';
import { addToTimeline, isTerminationNoted } from '../db/case/timeline.ts';
import { type Db, type Pool, transaction } from '../db/pool.ts';
import { mayHaveOpenCall } from '../db/transfers/authorizations.ts';
import { stageRows } from '../domain/case/stages.ts';
import { endCase } from './end-case.ts';

/**
 * Records that somebody has terminated the run of a case in Temporal, and ends the case where no money can have moved.
 * Otherwise the case stays open on record: its next event at Plaid starts its workflow again. False if that is on
 * record already.
 */
export function endTerminated(
  db: Pool,
  {
    onboardingId,
    runId,
    who,
    runsAgain,
  }: { onboardingId: string; runId: string; who: string | null; runsAgain: boolean },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const record = await lockAndLoadCase(tx, onboardingId);
    if (!record || (await isTerminationNoted(tx, onboardingId, runId))) return false;
    await addToTimeline(tx, onboardingId, 'terminated', { by: 'operator', run: runId });
    await addCaseAudit(tx, onboardingId, { actor: 'temporal', who, action: 'onboardings.terminate', outcome: 'done' });
    if (!runsAgain && !(await mayHaveMovedMoney(tx, record))) {
      const ending = { outcome: 'cancelled', reason: 'terminated_by_operator' } as const;
      await endCase(tx, { onboardingId, step: record.step, ...ending });
    }
    return true;
  });
}

export const mayHaveMovedMoney = async (db: Db, { id, stage }: Pick<CaseRecord, 'id' | 'stage'>): Promise<boolean> =>
  stageRows[stage].money !== 'before' || stage === 'authorizing' || (await mayHaveOpenCall(db, id));
