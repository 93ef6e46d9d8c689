import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Repair } from '../../../domain/failure.ts';
import { linked } from '../../../workflows/messages.ts';
import { withWorker } from '../temporal/temporal.ts';
import { failure, happy, stageReached, startCase } from './workflow-cases.ts';

type Handle = Awaited<ReturnType<typeof startCase>>;

/**
 * A case that can match the owner only after a repair, and whose transfer is declined. Returns its activities in
 * order.
 */
export async function parked(repair: Repair, test: (handle: Handle, env: TestWorkflowEnvironment) => Promise<unknown>) {
  let broken = true;
  const activities = happy({
    moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
    matchOwner: async () => {
      if (broken) throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair });
      return { decision: 'match' };
    },
  });
  await withWorker(activities, async (env) => {
    const handle = await startCase(env);
    await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
    await stageReached(env, handle, 'repairing_link');
    broken = false;
    await test(handle, env);
  });
  return activities.calls;
}
