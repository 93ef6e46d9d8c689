// Operators see how a case ended, or until when it sleeps: in the list by search attributes, on its page in its
// details.
import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { passTime } from '../../dev/time-travel.ts';
import type { AchFunding } from '../../domain/case/onboarding.ts';
import { createCaseClient } from '../../temporal/case-client.ts';
import { cancel, caseWorkflowId, linked } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { type Asked, mover, second, signalTransfer } from '../support/cases/returned-money.ts';
import { decide } from '../support/cases/reviews.ts';
import { aStart, eventually, fileOf, happy, stageReached } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const day = 86_400_000;
const funding: AchFunding = {
  ...{ rail: 'ach', direction: 'debit', amountCents: 2500, currency: 'USD' },
  ...{ network: 'ach', achClass: 'web', description: 'GANGWAY' },
};

describe('operators see', () => {
  it('a case that reviewers have rejected: outcome, reason, amount and who decided', async () => {
    const activities = happy({ matchOwner: async () => ({ decision: 'unclear' }) });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await linkedCase(env);
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'reject', 'ops-7');
      assert.equal(await handle.result(), 'rejected');
      const shown = { stage: 'closed', outcome: 'rejected', reason: 'review_rejected', amount: '25.00 USD' };
      assert.deepEqual(await rowOf(handle), { ...shown, asleepUntil: null });
      const expected = ['**Outcome:** rejected (review_rejected)', '**Decided by** ops-7', '**Amount:** 25.00 USD'];
      assertShows(await detailsOf(handle), [...expected, '**Reviews:** ops-7: reject']);
    });
  });

  it('a case that an operator has cancelled', async () => {
    await withWorkerOnRealServer(happy(), async (env) => {
      const { handle } = await newCase(env);
      await handle.executeUpdate(cancel, { args: [{ by: 'operator' }] });
      assert.equal(await handle.result(), 'cancelled');
      const { outcome, reason } = await rowOf(handle);
      assert.deepEqual([outcome, reason], ['cancelled', 'cancelled_by_operator']);
      assertShows(await detailsOf(handle), ['**Decided by** an operator']);
    });
  });

  it("a case whose account is not the applicant's", async () => {
    const matchOwner: FakeActivities['matchOwner'] = async () => ({
      ...{ decision: 'conflict', ended: { outcome: 'rejected', reason: 'identity_conflict' } },
    });
    await withWorkerOnRealServer(happy({ matchOwner }), async (env) => {
      const handle = await linkedCase(env);
      assert.equal(await handle.result(), 'rejected');
      const { outcome, reason } = await rowOf(handle);
      assert.deepEqual([outcome, reason], ['rejected', 'identity_conflict']);
    });
  });

  it('a case that sleeps: the amount, the standing of its transfer and the end of the wait; and its ending', async () => {
    await withWorkerOnRealServer(happy(), async (env) => {
      const { handle, until } = await asleep(env);
      const row = { stage: 'watching_returns', outcome: 'funded', reason: null, amount: '25.00 USD' };
      assert.deepEqual(await rowOf(handle), { ...row, asleepUntil: until.toISOString() });
      const sleeps = `**Waiting for** the return window to close until ${until.toISOString()}`;
      assertShows(await detailsOf(handle), ['**Amount:** 25.00 USD', '**Transfer** tr-1: funded', sleeps]);
      await passTime(env.client, handle.workflowId, 90 * (day / 1000));
      assert.equal(await handle.result(), 'funded');
      // The attributes are those with which it fell asleep: writing them again would cost an Action.
      assert.deepEqual(await rowOf(handle), { ...row, asleepUntil: until.toISOString() });
      assertShows(await detailsOf(handle), ['**Outcome:** funded', '**Decided by** the bank']);
    });
  });

  it("a case whose money came back: the bank's code", async () => {
    await withWorkerOnRealServer(happy(), async (env) => {
      const { handle } = await asleep(env);
      await signalTransfer(env, handle, 'tr-1', 'returned');
      assert.equal(await handle.result(), 'returned');
      const row = { stage: 'closed', outcome: 'returned', reason: 'R01', amount: '25.00 USD', asleepUntil: null };
      assert.deepEqual(await rowOf(handle), row);
      assertShows(await detailsOf(handle), ['**Outcome:** returned (R01)', '**Decided by** the bank']);
    });
  });

  it('a case that will send its transfer again: no outcome, and the day', async () => {
    const asked: Asked[] = [];
    const at = new Date(Date.now() + 7 * day).toISOString();
    const followReturn = async () => ({ next: 'reinitiate', reason: 'R01', at, ...second }) as const;
    await withWorkerOnRealServer(happy({ ...mover(asked), followReturn }), async (env) => {
      const { handle } = await asleep(env);
      await signalTransfer(env, handle, 'tr-1', 'returned');
      await eventually(env, async () => (await fileOf(env, handle))?.stage === 'transferring');
      const row = { stage: 'transferring', outcome: null, reason: null, amount: '25.00 USD', asleepUntil: at };
      assert.deepEqual(await rowOf(handle), row);
      assertShows(await detailsOf(handle), ['**Transfer** tr-1: returned', `again until ${at}`]);
      await passTime(env.client, handle.workflowId, 7 * (day / 1000));
      await eventually(env, async () => asked.length === 2);
      await signalTransfer(env, handle, 'tr-2', 'failed');
      assert.equal(await handle.result(), 'failed');
      const { outcome, reason, asleepUntil } = await rowOf(handle);
      assert.deepEqual([outcome, reason, asleepUntil], ['failed', 'R01', null]);
    });
  });
});

async function newCase(env: TestWorkflowEnvironment) {
  const start = aStart(Date.now());
  const cases = createCaseClient(env.client);
  await cases.start(start, funding);
  const handle = env.client.workflow.getHandle(caseWorkflowId(start.onboardingId));
  return { handle, finishLink: () => cases.wake(start, funding, linked, { session: 'lnk_1', mode: 'new' }) };
}

async function linkedCase(env: TestWorkflowEnvironment) {
  const { handle, finishLink } = await newCase(env);
  await finishLink();
  return handle;
}

async function asleep(env: TestWorkflowEnvironment) {
  const handle = await linkedCase(env);
  await stageReached(env, handle, 'transferring');
  const until = new Date(Date.now() + 90 * day);
  await signalTransfer(env, handle, 'tr-1', 'funded', {}, until);
  await stageReached(env, handle, 'watching_returns');
  return { handle, until };
}

/** Reads the newest run. */
async function rowOf(handle: WorkflowHandle) {
  const { typedSearchAttributes: found } = await handle.describe();
  const text = (key: 'stage' | 'outcome' | 'reason' | 'amount') => found.get<'KEYWORD' | 'TEXT'>(searchAttributes[key]);
  return {
    stage: text('stage') ?? null,
    outcome: text('outcome') ?? null,
    reason: text('reason') ?? null,
    amount: text('amount') ?? null,
    asleepUntil: found.get(searchAttributes.asleepUntil)?.toISOString() ?? null,
  };
}

async function detailsOf(handle: WorkflowHandle): Promise<string> {
  const { currentDetails } = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return currentDetails ?? '';
}

function assertShows(details: string, expected: string[]): void {
  for (const text of expected) assert.ok(details.includes(text), `${text} is missing in:\n${details}`);
}
