// Builders for workflow tests: a start, activities on the happy path, and the client's side of a case.
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { newId } from '../../../db/ids.ts';
import type { Rail } from '../../../domain/case/onboarding.ts';
import { defaultPolicy } from '../../../domain/case/policy.ts';
import type { Stage } from '../../../domain/case/stages.ts';
import { type FailureDetail, type FailureKind, failures } from '../../../domain/failure.ts';
import {
  type CaseFile,
  caseFile,
  caseWorkflowId,
  type OnboardingStart,
  processTypes,
  taskQueue,
} from '../../../workflows/messages.ts';
import type { onboarding } from '../../../workflows/onboarding.ts';
import type { transfer } from '../../../workflows/transfer.ts';
import type { FakeActivities } from '../temporal/temporal.ts';
import { until } from '../until.ts';
import { closeFakeQuestion, fakeReadReviews, wantsFourEyes } from './reviews.ts';

const hour = 3_600_000;

export function aStart(now: number): OnboardingStart {
  return {
    onboardingId: newId('onb'),
    tenantId: 'ten_1',
    userId: 'user-1',
    // clean-up.test.ts tests the removal of Items.
    policy: { ...defaultPolicy, removeItem: 'never' },
    linkTokenExpiresAt: new Date(now + 4 * hour).toISOString(),
  };
}

export const aVerifiedAccount = { itemId: 'item-1', accountId: 'account-1', proof: 'verified', status: null } as const;

/** These are no steps of the process. */
const besideSteps = ['readReviews', 'showDelay', 'endDelay'];

/** Returns activities that succeed. `calls` holds their names in order. */
export function happy(overrides: FakeActivities = {}): FakeActivities & { calls: string[] } {
  const calls: string[] = [];
  const base: FakeActivities = {
    readAccount: async () => aVerifiedAccount,
    matchOwner: async () => ({ decision: 'match' }),
    moveMoney: async () => ({
      result: 'sent',
      transfer: { transferId: 'tr-1', itemId: 'item-1', standing: 'moving', watchUntil: inDays(90) },
    }),
    checkTransfer: async () => ({ standing: 'funded', watchUntil: inDays(0), closed: true }),
    followReturn: async () => ({ next: 'end', outcome: 'returned', reason: 'R01' }),
    findLink: async () => ({ finished: false }),
    readReviews: fakeReadReviews,
    // Expired long ago, so that the case looks for an unreported repair only at its deadline.
    offerRepair: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
    remind: async () => {},
    resendNotification: async () => ({ type: 'onboarding.action_required', endpoints: 1 }),
    showDelay: async () => {},
    endDelay: async () => {},
    closeCase: async ({ outcome, reason }) => ({ outcome, reason }),
    cleanUp: async () => {},
    ...overrides,
  };
  const recorded = Object.entries(base).map(([name, activity]) => [
    name,
    (...args: unknown[]) => {
      if (!besideSteps.includes(name)) calls.push(name);
      if (name === 'readAccount') closeFakeQuestion((args[0] as { onboardingId: string }).onboardingId);
      return (activity as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return { ...Object.fromEntries(recorded), calls };
}

const inDays = (days: number): string => new Date(Date.now() + days * 24 * hour).toISOString();

export async function startCase(
  env: TestWorkflowEnvironment,
  change: Partial<OnboardingStart> = {},
  rail: Rail = 'ach',
) {
  const start = { ...aStart(await env.currentTimeMs()), ...change };
  if (start.policy.review?.fourEyes) wantsFourEyes(start.onboardingId);
  return env.client.workflow.start<typeof onboarding>(processTypes[rail], {
    workflowId: caseWorkflowId(start.onboardingId),
    taskQueue,
    args: [start],
  });
}

/** Starts a transfer on a linked account. */
export async function startTransfer(env: TestWorkflowEnvironment) {
  const onboardingId = newId('trf');
  const start = { ...aStart(await env.currentTimeMs()), onboardingId, itemId: 'item-1', linkTokenExpiresAt: null };
  return env.client.workflow.start<typeof transfer>(processTypes.transfer, {
    workflowId: caseWorkflowId(onboardingId),
    taskQueue,
    args: [{ ...start, policy: { ...start.policy, linkAgain: 0 } }],
  });
}

/** Returns a failure as the worker's interceptor makes it. `atOnce`: the case gets it without a retry. */
export function failure(
  kind: FailureKind,
  detail: FailureDetail,
  message = `a ${kind} failure`,
  atOnce = failures[kind].retry === 'never',
): ApplicationFailure {
  return ApplicationFailure.create({
    type: kind,
    message,
    details: [detail],
    nonRetryable: atOnce,
  });
}

type Handle = Pick<WorkflowHandle, 'workflowId' | 'query'>;

/** Waits until the case is in `stage`. */
export async function stageReached(env: TestWorkflowEnvironment, handle: Handle, stage: Stage): Promise<void> {
  await eventually(env, async () => (await fileOf(env, handle))?.stage === stage);
}

/** Returns the case as its workflow sees it. Null when its newest run has not begun yet. */
export const fileOf = ({ client }: TestWorkflowEnvironment, { workflowId }: Handle): Promise<CaseFile | null> =>
  client.workflow
    .getHandle(workflowId)
    .query(caseFile)
    .catch(() => null);

/** Waits until the case shows trouble to operators. */
export async function troubleShown(env: TestWorkflowEnvironment, handle: Handle) {
  await eventually(env, async () => (await handle.query(caseFile)).trouble !== null);
  return (await handle.query(caseFile)).trouble;
}

/**
 * Waits until `check` returns true. On the test server a second of virtual time passes before each call, for retries.
 */
export async function eventually(env: TestWorkflowEnvironment, check: () => Promise<boolean>): Promise<void> {
  const virtual = env.supportsTimeSkipping;
  const happened = await until(
    async () => {
      if (await check()) return true;
      if (virtual) await env.sleep('1 second');
      return false;
    },
    { everyMs: virtual ? 0 : 25 },
  );
  if (!happened) throw new Error('the case never got there');
}
