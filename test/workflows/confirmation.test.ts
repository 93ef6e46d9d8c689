import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { cancel, caseFile, linked, tenantAnswered } from '../../workflows/messages.ts';
import { eventually, failure, fileOf, happy, startCase, troubleShown } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

type Moved = Awaited<ReturnType<NonNullable<FakeActivities['moveMoney']>>>;
const day = 86_400_000;

/** Activities whose record has this answer of the tenant. Keeps the requests to moveMoney. */
function asking(until = new Date(Date.now() + 2 * day).toISOString()) {
  const asked: { unanswered: boolean }[] = [];
  const record: { answer: 'confirmed' | 'refused' | null } = { answer: null };
  const activities = happy({
    moveMoney: async ({ unanswered = false }): Promise<Moved> => {
      asked.push({ unanswered });
      if (record.answer === 'confirmed') return { result: 'declined', reason: 'NSF' };
      if (record.answer === 'refused') return { result: 'cancelled', reason: 'refused_by_tenant' };
      return unanswered ? { result: 'cancelled', reason: 'not_confirmed' } : { result: 'confirm', until };
    },
  });
  return { activities, asked, record };
}

async function waits(env: TestWorkflowEnvironment): Promise<WorkflowHandle> {
  const handle = await startCase(env);
  await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
  await isAsked(env, handle);
  return handle;
}
const isAsked = (env: TestWorkflowEnvironment, handle: WorkflowHandle) =>
  eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'confirmation');

describe('a transfer that the tenant has to confirm', () => {
  for (const [answer, outcome] of [
    ['confirmed', 'declined'],
    ['refused', 'cancelled'],
  ] as const) {
    it(`goes on as the record says once the tenant has answered: ${answer}`, async () => {
      const { activities, asked, record } = asking();
      await withWorker(activities, async (env) => {
        const handle = await waits(env);
        record.answer = answer;
        await handle.signal(tenantAnswered);
        assert.equal(await handle.result(), outcome);
      });
      assert.equal(asked.length, 2);
      assert.ok(!activities.calls.includes('closeCase'));
    });
  }

  it('shows operators what it waits for, until when, and who ended it', async () => {
    const until = new Date(Date.now() + day).toISOString();
    const { activities, record } = asking(until);
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await waits(env);
      assert.deepEqual((await handle.query(caseFile)).waiting, { for: 'confirmation', until });
      const query = `GangwayStage = 'authorizing' AND ExecutionStatus = 'Running'`;
      await eventually(env, async () => (await env.client.workflow.count(query)).count === 1);
      record.answer = 'refused';
      await handle.signal(tenantAnswered);
      assert.equal(await handle.result(), 'cancelled');
      const ended = `GangwayStage = 'closed' AND GangwayReason = 'refused_by_tenant'`;
      await eventually(env, async () => (await env.client.workflow.count(ended)).count === 1);
    });
  });

  it('ends at the deadline, after reminders', async () => {
    const { activities, asked } = asking();
    await withWorker(activities, async (env) => {
      const began = await env.currentTimeMs();
      const handle = await waits(env);
      assert.equal(await handle.result(), 'cancelled');
      assert.ok((await env.currentTimeMs()) - began >= 2 * day - 60_000);
    });
    assert.deepEqual(asked, [{ unanswered: false }, { unanswered: true }]);
    assert.equal(activities.calls.filter((call) => call === 'remind').length, 1);
  });

  it('does not miss a signal that comes while the money call still asks', async () => {
    const { activities, asked, record } = asking();
    const { moveMoney } = activities;
    let handle: WorkflowHandle | undefined;
    const signalled: FakeActivities = {
      ...activities,
      moveMoney: async (at) => {
        const moved = await moveMoney?.(at);
        record.answer = 'confirmed';
        if (asked.length === 1) await handle?.signal(tenantAnswered);
        return moved as Moved;
      },
    };
    await withWorker(signalled, async (env) => {
      handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.equal(asked.length, 2);
    assert.ok(!activities.calls.includes('remind'));
  });

  it('only looks again at a signal without an answer', async () => {
    const { activities, asked, record } = asking();
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await handle.signal(tenantAnswered);
      await eventually(env, async () => asked.length === 2);
      await isAsked(env, handle);
      record.answer = 'confirmed';
      await handle.signal(tenantAnswered);
      assert.equal(await handle.result(), 'declined');
    });
    assert.equal(asked.length, 3);
  });

  it('can be cancelled while it waits, and cannot while a call may move the money', async () => {
    const { activities, record } = asking();
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await handle.result(), 'cancelled');
    });
    assert.ok(activities.calls.includes('closeCase'));
    const unsure = happy({
      moveMoney: async () => {
        if (record.answer === null) return { result: 'confirm', until: new Date(Date.now() + day).toISOString() };
        throw failure('uncertain', { code: 'timeout' }, 'no answer', true);
      },
    });
    await withWorker(unsure, async (env) => {
      const handle = await waits(env);
      record.answer = 'confirmed';
      await handle.signal(tenantAnswered);
      await troubleShown(env, handle);
      await assert.rejects(handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] }));
      assert.equal((await handle.query(caseFile)).stage, 'authorizing');
      await handle.terminate();
    });
  });

  it('begins again with another account, and asks the tenant again', async () => {
    const { activities, asked, record } = asking();
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await handle.signal(linked, { session: 'lnk_2', mode: 'accounts' });
      await eventually(env, async () => asked.length === 2);
      await isAsked(env, handle);
      record.answer = 'confirmed';
      await handle.signal(tenantAnswered);
      assert.equal(await handle.result(), 'declined');
    });
    assert.equal(activities.calls.filter((call) => call === 'readAccount').length, 2);
  });
});
