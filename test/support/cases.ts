// Builders for workflow tests: a start, activities that take the happy path, and the client's side of a case.
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { newId } from '../../db/ids.ts';
import { type FailureDetail, type FailureKind, failures } from '../../domain/failure.ts';
import type { Rail, Stage } from '../../domain/onboarding.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import {
  caseFile,
  type OnboardingStart,
  onboardingWorkflowId,
  processTypes,
  taskQueue,
} from '../../workflows/messages.ts';
import type { onboarding } from '../../workflows/onboarding.ts';
import type { FakeActivities } from './temporal.ts';

const hour = 3_600_000;

export function aStart(now: number): OnboardingStart {
  return {
    onboardingId: newId('onb'),
    tenantId: 'ten_1',
    userId: 'user-1',
    // What is left at Plaid has tests of its own (clean-up.test.ts).
    policy: { ...defaultPolicy, removeItem: 'never' },
    linkTokenExpiresAt: new Date(now + 4 * hour).toISOString(),
  };
}

export const aProvenAccount = { itemId: 'item-1', accountId: 'account-1', proof: 'proven', status: null } as const;

/** Activities that succeed, with a record of the calls in order. */
export function happy(overrides: FakeActivities = {}): FakeActivities & { calls: string[] } {
  const calls: string[] = [];
  const base: FakeActivities = {
    readAccount: async () => aProvenAccount,
    matchOwner: async () => ({ decision: 'match', fields: [] }),
    moveMoney: async () => ({
      result: 'sent',
      transfer: { transferId: 'tr-1', itemId: 'item-1', standing: 'moving', watchUntil: inDays(90) },
    }),
    checkTransfer: async () => ({ standing: 'funded', watchUntil: inDays(0), closed: true }),
    followReturn: async () => ({ next: 'end', outcome: 'returned' }),
    findLink: async () => ({ finished: false }),
    // Long dead, so that the case looks for an untold repair at its deadline only.
    offerRepair: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
    remind: async () => {},
    closeCase: async ({ outcome }) => outcome,
    cleanUp: async () => {},
    ...overrides,
  };
  const recorded = Object.entries(base).map(([name, activity]) => [
    name,
    (...args: unknown[]) => {
      calls.push(name);
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
  return env.client.workflow.start<typeof onboarding>(processTypes[rail], {
    workflowId: onboardingWorkflowId(start.onboardingId),
    taskQueue,
    args: [start],
  });
}

/** An activity failure as the worker's interceptor makes it; `atOnce` where it hands it to the case without a retry. */
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

/** Waits until the case stands at `stage`: by its query, or, once it sleeps in a delayed run, by its memo. */
export async function stageReached(env: TestWorkflowEnvironment, handle: Handle, stage: Stage): Promise<void> {
  await eventually(env, async () => {
    const { memo } = await handleOf(env, handle).describe();
    if (memo?.stage) return memo.stage === stage;
    // A case that has just fallen asleep answers no query: its memo will.
    const file = await handle.query(caseFile).catch(() => null);
    return file?.stage === stage;
  });
}

/** Waits until the case shows trouble to operators. */
export async function troubleShown(env: TestWorkflowEnvironment, handle: Handle) {
  await eventually(env, async () => (await handle.query(caseFile)).trouble !== null);
  return (await handle.query(caseFile)).trouble;
}

/** The newest run of the case: a handle from `start` stays with the first. */
const handleOf = (env: TestWorkflowEnvironment, handle: Handle) => env.client.workflow.getHandle(handle.workflowId);

export async function eventually(env: TestWorkflowEnvironment, check: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await check()) return;
    // Virtual time on the test server: activities that retry get their turn. Real time on the real one.
    await env.sleep(env.supportsTimeSkipping ? '1 second' : '25 ms');
  }
  throw new Error('the case never got there');
}

/** Lets time pass for a sleeping case on the real server (as dev/time-travel.ts does) until it has had its next look. */
export async function sleepOver(env: TestWorkflowEnvironment, handle: Handle): Promise<void> {
  const { raw, runId } = await handleOf(env, handle).describe();
  const wakes = Number(raw.workflowExecutionInfo?.executionTime?.seconds);
  const now = Number(raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime?.seconds ?? Math.floor(Date.now() / 1000));
  await env.connection.workflowService.updateWorkflowExecutionOptions({
    namespace: env.namespace ?? 'default',
    workflowExecution: { workflowId: handle.workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id: newId('key'), duration: { seconds: (wakes - now + 1) as never } },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  await eventually(env, async () => {
    const now = await handleOf(env, handle).describe();
    return now.runId !== runId || now.status.name !== 'RUNNING';
  });
}
