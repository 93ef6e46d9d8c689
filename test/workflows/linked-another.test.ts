import assert from 'node:assert/strict';
import { cancel, caseFile, linked } from '../../workflows/messages.ts';
import { eventually, happy, sleepOver, stageReached } from '../support/cases.ts';
import {
  type Asked,
  follows,
  inDays,
  linksAnother,
  moved,
  mover,
  second,
  tell,
  watchUntil,
} from '../support/returned-money.ts';
import { withWorkerOnRealServer } from '../support/temporal.ts';

describe('a case whose money came back, and whose account is of no use', () => {
  for (const funded of [false, true]) {
    it(`asks for another account where the first is of no use${funded ? ', also once it was funded' : ''}, and proves it`, async () => {
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
      await withWorkerOnRealServer(activities, async (env) => {
        const handle = await moved(env);
        if (funded) {
          await tell(env, handle, 'tr-1', 'funded');
          await stageReached(env, handle, 'watching_returns');
        }
        await linksAnother(env, handle);
        await follows(env, handle, 2, asked);
        await tell(env, handle, 'tr-2', 'failed');
        assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'failed');
      });
      assert.deepEqual(offered, ['R03']);
      const work = ['readAccount', 'matchOwner', 'moveMoney'];
      assert.deepEqual(
        activities.calls.filter((call) => work.includes(call)),
        [...work, ...work],
      );
      assert.deepEqual(
        asked.map(({ attempt }) => attempt),
        [1, 2],
      );
    });
  }

  it('hears a person who has linked another account before it knows of its own offer', async () => {
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
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      const now = env.client.workflow.getHandle(handle.workflowId);
      box.link = () => now.signal(linked, { session: 'lnk_2', mode: 'new' });
      await tell(env, handle, 'tr-1', 'returned');
      await follows(env, handle, 2, asked);
      await tell(env, handle, 'tr-2', 'failed');
      assert.equal(await now.result(), 'failed');
    });
  });

  it("ends as returned where the other account is somebody else's", async () => {
    const asked: Asked[] = [];
    let matched = 0;
    const activities = happy({
      ...mover(asked),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(1) }),
      matchOwner: async () => ({ decision: ++matched === 1 ? 'match' : 'conflict', fields: [] }),
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      const now = await linksAnother(env, handle);
      assert.equal(await now.result(), 'returned');
    });
    assert.equal(asked.length, 1);
  });

  it('gives up a person who links no other account', async () => {
    const endings: string[] = [];
    const activities = happy({
      ...mover([]),
      checkTransfer: async () => ({ standing: 'funded', watchUntil, closed: true }),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(0) }),
      closeCase: async ({ outcome, reason }) => {
        endings.push(`${outcome} ${reason}`);
        return 'returned';
      },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await sleepOver(env, handle);
      assert.equal(await handle.result(), 'funded');
      await tell(env, handle, 'tr-1', 'returned', { linkWithin: '0 days' });
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), 'returned');
    });
    assert.deepEqual(endings, ['abandoned link_expired']);
  });

  it('can be cancelled while it waits for another account: the money is with nobody', async () => {
    const endings: string[] = [];
    const activities = happy({
      ...mover([]),
      followReturn: async () => ({ next: 'relink', reason: 'R03', ...second }),
      offerLink: async () => ({ expiresAt: inDays(1) }),
      closeCase: async ({ outcome, reason }) => {
        endings.push(`${outcome} ${reason}`);
        return outcome;
      },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await moved(env);
      await tell(env, handle, 'tr-1', 'returned');
      const now = env.client.workflow.getHandle(handle.workflowId);
      await eventually(env, async () => (await now.query(caseFile).catch(() => null))?.stage === 'awaiting_link');
      await now.executeUpdate(cancel, { args: [{ by: 'product' }] });
      assert.equal(await now.result(), 'cancelled');
    });
    assert.deepEqual(endings, ['cancelled cancelled_by_product']);
  });
});
