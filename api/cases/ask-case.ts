import type { UpdateDefinition } from '@temporalio/common';
import { loadCase } from '../../db/onboardings.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps } from '../context.ts';

/** Sends an update to a case. A case whose workflow has not been started yet is not mistaken for one that has ended. */
export async function askCase<A>(
  { db, cases }: Pick<Deps, 'db' | 'cases'>,
  onboardingId: string,
  update: UpdateDefinition<void, [A]>,
  arg: A,
  updateId: string,
): Promise<void> {
  const record = await loadCase(db, onboardingId);
  if (record && !record.workflowStartedAt) {
    const detail = 'The case is still being started. Send the same request again in a moment.';
    throw new Failure('unavailable', detail, { code: 'case_starting', retryAfterSeconds: 5 });
  }
  await cases.ask(onboardingId, update, arg, updateId);
}
