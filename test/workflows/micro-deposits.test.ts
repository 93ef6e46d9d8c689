import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { MicroDeposits } from '../../domain/bank/micro-deposits.ts';
import type { MicroDepositSignal } from '../../temporal/case-client.ts';
import { createCaseClient } from '../../temporal/case-client.ts';
import { cancel, caseFile, linked } from '../../workflows/messages.ts';
import { happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

const noon = '2026-03-05T12:00:00.000Z';

describe('a case whose micro-deposits move', () => {
  type Handle = Awaited<ReturnType<typeof startCase>>;

  async function inReview(env: TestWorkflowEnvironment): Promise<Handle> {
    const handle = await startCase(env);
    await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
    await stageReached(env, handle, 'in_review');
    return handle;
  }
  function signalDeposits(
    env: TestWorkflowEnvironment,
    handle: Handle,
    change: Partial<MicroDeposits & { accountId: string }>,
  ) {
    const onboardingId = handle.workflowId.slice('onboarding/'.length);
    const moved: MicroDepositSignal = {
      ...{ onboardingId, accountId: 'account-1', moved: 'posted', at: noon, returnCode: null },
      eventIds: ['bank-transfer/7'],
      ...change,
    };
    return createCaseClient(env.client).microDepositsMoved(moved);
  }
  const noted = async (handle: Handle) =>
    (await handle.query(caseFile)).timeline.map(({ what }) => what).filter((what) => what.startsWith('micro-deposits'));
  const unclear = () => happy({ matchOwner: async () => ({ decision: 'unclear' }) });

  it('notes each change once, although signals come twice or late', async () => {
    await withWorker(unclear(), async (env) => {
      const handle = await inReview(env);
      for (const change of [
        {},
        {},
        { moved: 'reversed', returnCode: 'R03' },
        { at: '2026-03-06T12:00:00.000Z' },
        { moved: 'reversed', returnCode: 'R03' },
        { accountId: 'account-2' },
      ] as const) {
        assert.equal(await signalDeposits(env, handle, change), 'signalled');
      }
      assert.deepEqual(await noted(handle), [
        'micro-deposits posted',
        'micro-deposits reversed (R03)',
        'micro-deposits posted',
      ]);
      await handle.executeUpdate(cancel, { args: [{ by: 'operator' }] });
      await handle.result();
    });
  });

  it('stays closed', async () => {
    await withWorker(unclear(), async (env) => {
      const handle = await inReview(env);
      await handle.executeUpdate(cancel, { args: [{ by: 'operator' }] });
      assert.equal(await handle.result(), 'cancelled');
      assert.equal(await signalDeposits(env, handle, { moved: 'reversed' }), 'over');
      assert.equal((await env.client.workflow.getHandle(handle.workflowId).describe()).status.name, 'COMPLETED');
    });
  });
});
