import assert from 'node:assert/strict';
import { linked, refresh } from '../../workflows/messages.ts';
import { asleepAtStart, asleepInWindow, inTrouble, refusalOf } from '../support/cases/acted-on.ts';
import { mover } from '../support/cases/returned-money.ts';
import { eventually, fileOf, happy, stageReached, startCase, troubleShown } from '../support/cases/workflow-cases.ts';
import { withWorker, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const day = 86_400_000;

describe('refresh', () => {
  const counted = (activities: { calls: string[] }, name: string) =>
    activities.calls.filter((call) => call === name).length;

  it('lets a case look at Link now, and again the next time', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      for (const looks of [1, 2]) {
        await handle.executeUpdate(refresh);
        await eventually(env, async () => counted(activities, 'findLink') === looks);
        assert.equal((await fileOf(env, handle))?.waiting?.for, 'link');
      }
    });
  });

  it('finds what a lost webhook did not report', async () => {
    const activities = happy({ findLink: async () => ({ finished: true }) });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      await handle.executeUpdate(refresh);
      assert.equal(await handle.result(), 'funded');
    });
  });

  it('wakes a case that sleeps from its start, which then looks at Link', async () => {
    const activities = happy();
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await asleepAtStart(env);
      await handle.executeUpdate(refresh);
      await eventually(env, async () => counted(activities, 'findLink') === 1);
      assert.equal((await fileOf(env, handle))?.waiting?.for, 'link');
      await handle.terminate();
    });
  });

  it('reads the transfer of a case that sleeps in its return window, and lets it sleep on', async () => {
    const until = new Date(Date.now() + 88 * day).toISOString();
    const activities = happy({
      ...mover([]),
      checkTransfer: async () => ({ standing: 'funded', watchUntil: until, closed: false }),
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await asleepInWindow(env);
      for (const reads of [1, 2]) {
        await handle.executeUpdate(refresh);
        await eventually(env, async () => counted(activities, 'checkTransfer') === reads);
        await eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'return_window');
        assert.equal((await fileOf(env, handle))?.waiting?.until, until);
      }
      await handle.terminate();
    });
  });

  it('reads a payment', async () => {
    let reads = 0;
    const activities = happy({
      offerPayment: async () => ({ result: 'under way', paymentId: 'pay-1' }),
      readPayment: async () => {
        reads += 1;
        return reads < 2
          ? { standing: 'moving', status: 'PAYMENT_STATUS_INITIATED', until: '2100-01-01T00:00:00.000Z' }
          : { standing: 'over', status: 'PAYMENT_STATUS_SETTLED', outcome: 'funded', reason: null };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { linkTokenExpiresAt: null }, 'payment-initiation');
      await eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'settlement');
      await handle.executeUpdate(refresh);
      assert.equal(await handle.result(), 'funded');
    });
  });

  it('is refused in a wait for something else, and in trouble', async () => {
    await withWorker(happy({ matchOwner: async () => ({ decision: 'unclear' }) }), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'review');
      const sentence = "The case waits for a reviewer's decision. Plaid has nothing to say about that.";
      for (let twice = 0; twice < 2; twice++) assert.equal(await refusalOf(handle.executeUpdate(refresh)), sentence);
    });
    await withWorker(inTrouble(), async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await troubleShown(env, handle);
      assert.equal(
        await refusalOf(handle.executeUpdate(refresh)),
        'The case waits to try a step again. Send retryStep.',
      );
    });
  });
});
