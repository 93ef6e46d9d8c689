// These tests use the real server: "asleep" is a start delay, and only the server says what ends it.
import assert from 'node:assert/strict';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { newId } from '../../db/ids.ts';
import { passTime } from '../../dev/time-travel.ts';
import type { Funding } from '../../domain/case/onboarding.ts';
import { type CaseClient, createCaseClient } from '../../temporal/case-client.ts';
import { cancel, caseWorkflowId, linkAbandoned, linked, linkOffered } from '../../workflows/messages.ts';
import { aStart, eventually, fileOf, happy, stageReached } from '../support/cases/workflow-cases.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const minute = 60;
const day = 24 * 60 * minute;
const isoIn = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

const funding: Funding = {
  ...{ rail: 'ach', direction: 'credit', amountCents: 2500, currency: 'USD', network: 'ach', achClass: null },
  description: 'GANGWAY',
};

type Sleeping = {
  env: TestWorkflowEnvironment;
  cases: CaseClient;
  start: ReturnType<typeof aStart>;
  handle: WorkflowHandle;
  calls: string[];
};

/** Starts a case as the API does. */
async function asleep(work: (sleeping: Sleeping) => Promise<void>, change: Partial<Sleeping['start']> = {}) {
  const activities = happy();
  await withWorkerOnRealServer(activities, async (env) => {
    const cases = createCaseClient(env.client);
    const start = { ...aStart(Date.now()), ...change };
    await cases.start(start, funding);
    const handle = env.client.workflow.getHandle(caseWorkflowId(start.onboardingId));
    await work({ env, cases, start, handle, calls: activities.calls });
    // Another worker of this server would go on with the case.
    await handle.terminate().catch(() => {});
  });
}

const finished = () => ({ session: newId('lnk'), mode: 'new' as const });

describe('a case that waits for its applicant to open Link', () => {
  it('takes no workflow task and no timer before the applicant has finished Link, and then goes on at once', async () => {
    await asleep(async ({ env, cases, start, handle }) => {
      assert.equal((await handle.describe()).historyLength, 1);
      assert.equal(await cases.wake(start, funding, linked, finished()), 'signalled');
      await stageReached(env, handle, 'transferring');
      const { events } = await handle.fetchHistory();
      const begin = events?.slice(0, 6).map((event) => Object.keys(event).find((key) => key.endsWith('Attributes')));
      assert.deepEqual(
        begin?.map((name) => name?.replace('EventAttributes', '')),
        ['workflowExecutionStarted', 'workflowExecutionSignaled']
          .concat(['workflowTaskScheduled', 'workflowTaskStarted', 'workflowTaskCompleted'])
          .concat('activityTaskScheduled'),
      );
    });
  });

  it('ends at once when the applicant gives up, the tenant cancels, or an operator cancels in the Temporal UI', async () => {
    const ways: ((sleeping: Sleeping) => Promise<unknown>)[] = [
      ({ cases, start }) => cases.wake(start, funding, linkAbandoned),
      ({ cases, start }) => cases.update(start.onboardingId, cancel, [{ by: 'tenant' }], 'cancel'),
      ({ handle }) => handle.cancel(),
    ];
    const outcomes: unknown[] = [];
    for (const way of ways) {
      await asleep(async (sleeping) => {
        await way(sleeping);
        outcomes.push(await sleeping.handle.result());
        assert.deepEqual(sleeping.calls, ['closeCase']);
      });
    }
    assert.deepEqual(outcomes, ['abandoned', 'cancelled', 'cancelled']);
  });

  it('looks after 25 minutes, and counts its deadline from its start', async () => {
    await asleep(async ({ env, handle, calls }) => {
      const { startTime } = await handle.describe();
      await passTime(env.client, handle.workflowId, 24 * minute);
      assert.deepEqual([calls, (await handle.describe()).historyLength > 3], [[], false]);
      await passTime(env.client, handle.workflowId, 2 * minute);
      await eventually(env, async () => calls.length > 0);
      await stageReached(env, handle, 'awaiting_link');
      const until = Date.parse((await fileOf(env, handle))?.waiting?.until ?? '');
      assert.equal(until, startTime.getTime() + 30 * day * 1000);
      assert.deepEqual([...new Set(calls)], ['findLink']);
    });
  });

  it('keeps a signal that does not wake it, such as a new Link token, until it looks', async () => {
    await asleep(async ({ env, cases, start, handle, calls }) => {
      await cases.signal(start.onboardingId, linkOffered, { expiresAt: isoIn(9 * 60 * minute) });
      assert.equal((await handle.describe()).historyLength, 2);
      await passTime(env.client, handle.workflowId, 8 * 60 * minute);
      const looks = calls.length;
      // The first token expires after four hours. Half an hour later no session can be left that began with it.
      assert.ok(looks > 11, `${looks} looks`);
    });
  });

  // No server that we know lets a signal-with-start wait, so this signal is a plain one, which waits on every server.
  it('takes up at its first look a result of Link that did not wake it, while the public token lives', async () => {
    await asleep(async ({ env, cases, start, handle, calls }) => {
      await cases.signal(start.onboardingId, linked, finished());
      await passTime(env.client, handle.workflowId, 24 * minute);
      assert.deepEqual(calls, []);
      await passTime(env.client, handle.workflowId, 2 * minute);
      await stageReached(env, handle, 'transferring');
      assert.deepEqual(calls, ['readAccount', 'matchOwner', 'moveMoney']);
      const { events } = await handle.fetchHistory();
      const at = ({ seconds }: { seconds?: unknown } = {}) => Number(seconds);
      const read = events?.find((event) => event.activityTaskScheduledEventAttributes);
      const waited = at(read?.eventTime ?? undefined) - at(events?.[0]?.eventTime ?? undefined);
      // A public token lives for half an hour.
      assert.ok(waited < 27 * minute, `${waited} s`);
    });
  });

  it('begins at once if its token has expired before, because no look is due', async () => {
    const expired = { linkTokenExpiresAt: isoIn(-day) };
    await asleep(({ env, handle }) => stageReached(env, handle, 'awaiting_link'), expired);
  });

  it('is not opened again by a late result of Link, and one that Temporal has lost starts', async () => {
    await asleep(async ({ env, cases, start, handle, calls }) => {
      await cases.update(start.onboardingId, cancel, [{ by: 'tenant' }], 'cancel');
      await handle.result();
      assert.equal(await cases.wake(start, funding, linked, finished()), 'over');
      const lost = aStart(Date.now());
      assert.equal(await cases.wake(lost, funding, linked, finished()), 'signalled');
      const other = env.client.workflow.getHandle(caseWorkflowId(lost.onboardingId));
      await stageReached(env, other, 'transferring');
      assert.deepEqual(calls, ['closeCase', 'readAccount', 'matchOwner', 'moveMoney']);
      await other.terminate();
    });
  });
});
