import assert from 'node:assert/strict';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { cancel, linked } from '../../workflows/messages.ts';
import { happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

describe('a case that is cancelled', () => {
  it('ends while it waits for the applicant', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await handle.result(), 'cancelled');
    });
    assert.deepEqual(activities.calls, ['closeCase']);
  });

  it('ends when an operator requests cancellation in the Temporal UI', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      await handle.cancel();
      assert.equal(await handle.result(), 'cancelled');
    });
    assert.deepEqual(activities.calls, ['closeCase']);
  });

  it('ends after the step that is running, before any money moves', async () => {
    const box: { cancel?: () => Promise<unknown> } = {};
    const activities = happy({
      matchOwner: async () => {
        await box.cancel?.();
        return { decision: 'match' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      box.cancel = () => handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'cancelled');
    });
    assert.deepEqual(activities.calls, ['readAccount', 'matchOwner', 'closeCase']);
  });

  it('refuses tenants and operators from the money call on', async () => {
    const refusals: string[] = [];
    const box: { cancel?: () => Promise<unknown>; request?: () => Promise<unknown> } = {};
    const activities = happy({
      moveMoney: async () => {
        await box.request?.();
        await box.cancel?.().catch((error: WorkflowUpdateFailedError) => refusals.push(String(error.cause?.message)));
        return { result: 'declined', reason: 'NSF' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      box.cancel = () => handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      box.request = () => handle.cancel();
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.equal(refusals.length, 1);
    assert.match(refusals[0] ?? '', /can no longer be cancelled/);
  });
});
