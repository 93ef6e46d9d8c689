// A case whose money comes back: its activities, its feed and its applicant.
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { defaultPolicy, type Policy } from '../../../domain/case/policy.ts';
import type { Standing } from '../../../domain/transfers/transfer.ts';
import { caseFile, linked, processTypes, transferNews } from '../../../workflows/messages.ts';
import type { FakeActivities } from '../temporal/temporal.ts';
import { eventually, fileOf, stageReached, startCase } from './workflow-cases.ts';

type Handle = Pick<WorkflowHandle, 'workflowId' | 'query'>;
export type Followed = Awaited<ReturnType<NonNullable<FakeActivities['followReturn']>>>;

export type Asked = { transferNumber: number; step: number };

const day = 86_400_000;
export const watchUntil = '2100-01-01T00:00:00.000Z';
/** The counts on record, from which a run goes on that has counted nothing itself. */
export const second = { transferNumber: 2, counted: { steps: 40, reminders: 0 } };
export const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

/** The requests for each transferNumber, and its transfer. `tr-1` is the first. */
export function mover(asked: Asked[]): FakeActivities {
  return {
    moveMoney: async ({ transferNumber = 1, step }) => {
      asked.push({ transferNumber, step });
      return {
        result: 'sent',
        transfer: { transferId: `tr-${transferNumber}`, itemId: 'item-1', standing: 'moving', watchUntil },
      };
    },
    checkTransfer: async () => ({ standing: 'moving', watchUntil, closed: false }),
  };
}

/** The bank returns the money, and the applicant links another account. */
export async function linksAnother(env: TestWorkflowEnvironment, handle: Handle): Promise<WorkflowHandle> {
  await signalTransfer(env, handle, 'tr-1', 'returned');
  const now = env.client.workflow.getHandle(handle.workflowId);
  await eventually(env, async () => (await now.query(caseFile).catch(() => null))?.stage === 'awaiting_link');
  await now.signal(linked, { session: 'lnk_2', mode: 'new' });
  return now;
}

/** Signals the case as the feed does. */
export async function signalTransfer(
  env: TestWorkflowEnvironment,
  handle: Handle,
  transferId: string,
  standing: Exclude<Standing, 'moving'>,
  policy: Partial<Policy> = {},
  until = new Date(watchUntil),
) {
  const about = { onboardingId: handle.workflowId.split('/')[1] ?? '', tenantId: 'ten_1', userId: 'user-1' };
  const moved = {
    policy: { ...defaultPolicy, ...policy },
    itemId: 'item-1',
    transferId,
    standing,
    watchUntil: until,
    eventIds: ['7'],
    code: standing === 'failed' || standing === 'returned' ? 'R01' : null,
    amount: '25.00 USD',
  };
  await env.client.workflow.signalWithStart(processTypes.ach, transferNews({ ...about, ...moved }));
}
export async function moved(env: TestWorkflowEnvironment) {
  const handle = await startCase(env);
  await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
  await stageReached(env, handle, 'transferring');
  return handle;
}
/** Waits until the case waits for the day on which it sends the transfer again. */
export const reinitiates = (env: TestWorkflowEnvironment, handle: Handle) =>
  eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'reinitiation');
/** Waits until the case waits for the bank to move the money of this transferNumber. */
export const follows = (
  env: TestWorkflowEnvironment,
  handle: Handle,
  transferNumber: number,
  asked: { transferNumber: number }[],
) =>
  eventually(env, async () => {
    const file = await fileOf(env, handle);
    return asked.at(-1)?.transferNumber === transferNumber && file?.waiting?.for === 'settlement';
  });
