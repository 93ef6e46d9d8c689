// Reconciles all cases, step by step. A schedule starts it (worker/schedule.ts). Its findings go to the log and to the
// metrics.
import { ActivityFailure, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Reconciled } from '../activities/types.ts';
import { firstPlace, partAfter, type ReconcilePlace, sumDrift } from '../domain/drift.ts';
import { drift } from './activities.ts';

type Under = { place: ReconcilePlace; found: Reconciled };

/** `under`: how far the run before has come. */
export async function reconcile(under?: Under): Promise<Reconciled> {
  let { place, found } = under ?? { place: firstPlace, found: { counts: [], failed: [] } };
  for (let next: ReconcilePlace | null = place; next; ) {
    place = next;
    const step = await taken(place);
    next = step.next;
    found = {
      counts: sumDrift([...found.counts, ...step.found.counts]),
      failed: [...found.failed, ...step.found.failed],
    };
    if (next && workflowInfo().continueAsNewSuggested) return continueAsNew<typeof reconcile>({ place: next, found });
  }
  await drift.recordDrift(found);
  return found;
}

/** A part that fails, because Plaid refuses a list for example, must not hold up the parts after it. */
async function taken(place: ReconcilePlace): Promise<{ next: ReconcilePlace | null; found: Reconciled }> {
  try {
    const { counts, next } = await drift.reconcile(place);
    return { next, found: { counts, failed: [] } };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return { next: partAfter(place), found: { counts: [], failed: [place.part] } };
  }
}
