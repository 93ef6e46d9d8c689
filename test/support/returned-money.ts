// A case whose money comes back: what its activities and the feed do, and its person.
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import type { Standing } from '../../domain/transfer.ts';
import { caseFile, linked, processTypes, transferNews } from '../../workflows/messages.ts';
import { eventually, stageReached, startCase } from './cases.ts';
import type { FakeActivities } from './temporal.ts';

type Handle = Awaited<ReturnType<typeof startCase>>;
export type Followed = Awaited<ReturnType<NonNullable<FakeActivities['followReturn']>>>;

export type Asked = { attempt: number; step: number };

const day = 86_400_000;
export const watchUntil = '2100-01-01T00:00:00.000Z';
/** A run that has counted none itself goes on from what the record has. */
export const second = { attempt: 2, counted: { steps: 40, reminders: 0 } };
export const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

/** What each attempt was asked for, and its transfer: `tr-1` is the first. */
export function mover(asked: Asked[]): FakeActivities {
  return {
    moveMoney: async ({ attempt = 1, step }) => {
      asked.push({ attempt, step });
      return {
        result: 'sent',
        transfer: { transferId: `tr-${attempt}`, itemId: 'item-1', standing: 'moving', watchUntil },
      };
    },
    checkTransfer: async () => ({ standing: 'moving', watchUntil, closed: false }),
  };
}

/** The money comes back, and the person links another account. */
export async function linksAnother(env: TestWorkflowEnvironment, handle: Handle): Promise<WorkflowHandle> {
  await tell(env, handle, 'tr-1', 'returned');
  const now = env.client.workflow.getHandle(handle.workflowId);
  await eventually(env, async () => (await now.query(caseFile).catch(() => null))?.stage === 'awaiting_link');
  await now.signal(linked, { session: 'lnk_2', mode: 'new' });
  return now;
}

/** What the feed does. */
export async function tell(
  env: TestWorkflowEnvironment,
  handle: Handle,
  transferId: string,
  standing: Exclude<Standing, 'moving'>,
  policy: Partial<Policy> = {},
) {
  const about = { onboardingId: handle.workflowId.split('/')[1] ?? '', tenantId: 'ten_1', userId: 'user-1' };
  const news = {
    policy: { ...defaultPolicy, ...policy },
    itemId: 'item-1',
    transferId,
    standing,
    watchUntil: new Date(watchUntil),
    eventIds: ['7'],
  };
  await env.client.workflow.signalWithStart(processTypes.ach, transferNews({ ...about, ...news }));
}
export async function moved(env: TestWorkflowEnvironment): Promise<Handle> {
  const handle = await startCase(env);
  await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
  await stageReached(env, handle, 'transferring');
  return handle;
}
export const memoOf = async (env: TestWorkflowEnvironment, handle: Handle) =>
  (await env.client.workflow.getHandle(handle.workflowId).describe()).memo;
export const represents = (env: TestWorkflowEnvironment, handle: Handle) =>
  eventually(
    env,
    async () => (await memoOf(env, handle))?.waiting_for === 'the day on which the transfer is made again',
  );
export const follows = (env: TestWorkflowEnvironment, handle: Handle, attempt: number, asked: { attempt: number }[]) =>
  eventually(env, async () => {
    const memo = await memoOf(env, handle);
    return asked.at(-1)?.attempt === attempt && memo?.waiting_for === 'the bank to move the money';
  });
