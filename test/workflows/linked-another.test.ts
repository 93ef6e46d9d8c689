import assert from 'node:assert/strict';
import { cancel, caseFile, linked } from '../../workflows/messages.ts';
import {
  type Asked,
  follows,
  inDays,
  linksAnother,
  moved,
  mover,
  second,
  signalTransfer,
  watchUntil,
} from '../support/cases/returned-money.ts';
import { eventually, happy, stageReached } from '../support/cases/workflow-cases.ts';
import { withWorker, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

describe('a case whose money came back, and which cannot use its account', () => {
  for (const funded of [false, true]) {
    it(`asks for another account when it cannot use the first${funded ? ', also once it was funded' : ''}, and verifies it`, async () => {
      const asked: Asked[] = [];
      const offered: string[] = [];
      const activities = happy({
        ...mover(asked),
        followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
        offerLink: async ({ reason }) => {
          offered.push(reason ?? '');
          return { expiresAt: inDays(1) };
        },
      });
      // The funded case has continued as new.
      await (funded ? withWorkerOnRealServer : withWorker)(activities, async (env) => {
        const handle = await moved(env);
        if (funded) {
          await signalTransfer(env, handle, 'tr-1', 'funded');
          await stageReached(env, handle, 'watching_returns');
        }
        await linksAnother(env, handle);
        await follows(env, handle, 2, asked);
        await signalTransfer(env, handle, 'tr-2', 'failed');
        assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'failed');
      });
      assert.deepEqual(offered, ['R03']);
      const work = ['readAccount', 'matchOwner', 'moveMoney'];
      assert.deepEqual(
        activities.calls.filter((call) => work.includes(call)),
        [...work, ...work],
      );
      assert.deepEqual(
        asked.map(({ transferNumber }) => transferNumber),
        [1, 2],
      );
    });
  }

  it('handles the signal of another account that comes before the result of its own offer', async () => {
    const asked: Asked[] = [];
    const box: { link?: () => Promise<void> } = {};
    const activities = happy({
      ...mover(asked),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => {
        await box.link?.();
        return { expiresAt: inDays(1) };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await moved(env);
      const now = env.client.workflow.getHandle(handle.workflowId);
      box.link = () => now.signal(linked, { session: 'lnk_2', mode: 'new' });
      await signalTransfer(env, handle, 'tr-1', 'returned');
      await follows(env, handle, 2, asked);
      await signalTransfer(env, handle, 'tr-2', 'failed');
      assert.equal(await now.result(), 'failed');
    });
  });

  it('ends as returned when the other account belongs to another person', async () => {
    const asked: Asked[] = [];
    let matched = 0;
    const activities = happy({
      ...mover(asked),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(1) }),
      matchOwner: async () =>
        ++matched === 1
          ? { decision: 'match' }
          : { decision: 'conflict', ended: { outcome: 'returned', reason: 'R03' } },
    });
    await withWorker(activities, async (env) => {
      const handle = await moved(env);
      const now = await linksAnother(env, handle);
      assert.equal(await now.result(), 'returned');
    });
    assert.equal(asked.length, 1);
  });

  it('ends when the applicant links no other account', async () => {
    const endings: string[] = [];
    const activities = happy({
      ...mover([]),
      checkTransfer: async () => ({ standing: 'funded', watchUntil, closed: true }),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(0) }),
      closeCase: async ({ outcome, reason }) => {
        endings.push(`${outcome} ${reason}`);
        return { outcome: 'returned', reason: 'R03' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await moved(env);
      assert.equal(await handle.result(), 'funded');
      await signalTransfer(env, handle, 'tr-1', 'returned', { linkWithin: '0 days' });
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
    assert.deepEqual(endings, ['abandoned link_expired']);
  });

  it('can be cancelled while it waits for another account, because no money is on its way', async () => {
    const endings: string[] = [];
    const activities = happy({
      ...mover([]),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(1) }),
      closeCase: async ({ outcome, reason }) => {
        endings.push(`${outcome} ${reason}`);
        return { outcome, reason };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await moved(env);
      await signalTransfer(env, handle, 'tr-1', 'returned');
      const now = env.client.workflow.getHandle(handle.workflowId);
      await eventually(env, async () => (await now.query(caseFile).catch(() => null))?.stage === 'awaiting_link');
      await now.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await now.result(), 'cancelled');
    });
    assert.deepEqual(endings, ['cancelled cancelled_by_tenant']);
  });
});
