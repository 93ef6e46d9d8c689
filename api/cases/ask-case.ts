import type { UpdateDefinition } from '@temporalio/common';
import { loadCase } from '../../db/case/onboardings.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps } from '../context.ts';

/**
 * Sends an update to a case. Throws `case_starting` where its workflow has not started yet, so that callers can retry.
 */
export async function askCase<A extends unknown[]>(
  { db, cases }: Pick<Deps, 'db' | 'cases'>,
  onboardingId: string,
  update: UpdateDefinition<void, A>,
  args: A,
  updateId: string,
): Promise<void> {
  const record = await loadCase(db, onboardingId);
  if (record && !record.workflowStartedAt) {
    const detail = 'The API is still starting this case. Send the same request again in a moment.';
    throw new Failure('unavailable', detail, { code: 'case_starting', retryAfterSeconds: 5 });
  }
  await cases.update(onboardingId, update, args, updateId);
}
