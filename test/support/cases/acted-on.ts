// Cases that operators act on: asleep in both ways, or in trouble. Both kinds of sleeping case need the real server:
// only that one delays a start, and lets a run continue as new on the right day.
import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createCaseClient } from '../../../temporal/case-client.ts';
import { caseWorkflowId, linked } from '../../../workflows/messages.ts';
import type { FakeActivities } from '../temporal/temporal.ts';
import { signalTransfer } from './returned-money.ts';
import { aStart, failure, fileOf, happy, stageReached, startCase } from './workflow-cases.ts';

const day = 86_400_000;

/** Starts a case as the API does. It sleeps until its applicant has finished Link, or for 25 minutes. */
export async function asleepAtStart(env: TestWorkflowEnvironment): Promise<WorkflowHandle> {
  const start = aStart(Date.now());
  await createCaseClient(env.client).start(start, null);
  const handle = env.client.workflow.getHandle(caseWorkflowId(start.onboardingId));
  if ((await handle.describe()).historyLength !== 1) throw new Error('the case does not sleep');
  return handle;
}

/** Returns a case that sleeps until its return window closes. */
export async function asleepInWindow(env: TestWorkflowEnvironment): Promise<WorkflowHandle> {
  const { workflowId } = await startCase(env);
  const handle = env.client.workflow.getHandle(workflowId);
  await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
  await stageReached(env, handle, 'transferring');
  await signalTransfer(env, handle, 'tr-1', 'funded', {}, new Date(Date.now() + 88 * day));
  await stageReached(env, handle, 'watching_returns');
  return handle;
}

/** Returns the sentence with which the case refuses the update. */
export const refusalOf = (update: Promise<unknown>): Promise<string> =>
  update.then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof WorkflowUpdateFailedError) return error.cause?.message ?? '';
      throw error;
    },
  );

/** Returns what the timeline of the case says. */
export const notesOf = async (env: TestWorkflowEnvironment, handle: WorkflowHandle) =>
  (await fileOf(env, handle))?.timeline.map(({ what }) => what) ?? [];

/** Returns the current details in the Temporal UI. */
export const detailsOf = async (handle: WorkflowHandle) =>
  (await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata')).currentDetails ?? '';

/** The case cannot read the account, and gets the failure at once. */
export const inTrouble = (more: FakeActivities = {}) => {
  const broken = failure('bug', { code: 'INVALID_API_KEYS' }, 'The keys are not valid.', true);
  return happy({
    readAccount: async () => {
      throw broken;
    },
    ...more,
  });
};
