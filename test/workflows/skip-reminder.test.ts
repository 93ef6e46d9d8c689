import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { linked, skipReminder } from '../../workflows/messages.ts';
import { asleepAtStart, asleepInWindow, detailsOf, inTrouble, notesOf, refusalOf } from '../support/cases/acted-on.ts';
import { mover } from '../support/cases/returned-money.ts';
import {
  aStart,
  eventually,
  fileOf,
  happy,
  stageReached,
  startCase,
  troubleShown,
} from '../support/cases/workflow-cases.ts';
import { withWorker, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

const day = 86_400_000;

describe('skipReminder', () => {
  it('skips the next reminder, and the one after it the next time', async () => {
    const days: number[] = [];
    const box: { now?: () => Promise<number> } = {};
    let began = 0;
    const activities = happy({
      remind: async () => void days.push(Math.round(((await box.now?.()) ?? 0) - began) / day),
    });
    await withWorker(activities, async (env) => {
      box.now = () => env.currentTimeMs();
      const handle = await startCase(env);
      await stageReached(env, handle, 'awaiting_link');
      const details = await detailsOf(handle);
      began = Date.parse(/Next reminder:\*\* (\S+), if the case still waits/.exec(details)?.[1] ?? '') - day;
      await handle.executeUpdate(skipReminder);
      assert.match(
        await detailsOf(handle),
        new RegExp(`Next reminder:\\*\\* ${new Date(began + 3 * day).toISOString()}`),
      );
      await handle.executeUpdate(skipReminder);
      assert.deepEqual((await notesOf(env, handle)).slice(-2), [
        `skips the reminder of ${new Date(began + day).toISOString()}`,
        `skips the reminder of ${new Date(began + 3 * day).toISOString()}`,
      ]);
      assert.equal(await handle.result(), 'abandoned');
    });
    assert.deepEqual(days.map(Math.round), [7]);
  });

  it('is refused once no reminder is left, and where nobody is reminded', async () => {
    const none = 'No reminder is to come in this wait, so there is none to skip.';
    await withWorkerOnRealServer(happy(mover([])), async (env) => {
      const atStart = await asleepAtStart(env);
      for (let skipped = 0; skipped < 3; skipped++) await atStart.executeUpdate(skipReminder);
      assert.equal(await refusalOf(atStart.executeUpdate(skipReminder)), none);
      assert.doesNotMatch(await detailsOf(atStart), /Next reminder/);
      await atStart.terminate();
      const inWindow = await asleepInWindow(env);
      assert.equal(await refusalOf(inWindow.executeUpdate(skipReminder)), none);
      await inWindow.terminate();
    });
  });

  it('skips the alert about a step in trouble', async () => {
    const reminded: unknown[] = [];
    await withWorker(inTrouble({ remind: async (about) => void reminded.push(about) }), async (env) => {
      const handle = await startCase(env, { policy: { ...aStart(0).policy, troubleWithin: '4 days' } });
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await troubleShown(env, handle);
      await handle.executeUpdate(skipReminder);
      assert.equal(await handle.result(), 'failed');
    });
    // The reminders would come after one day and three.
    assert.equal(reminded.length, 1);
  });

  it('still counts for a wait that goes on after the account has changed', async () => {
    const handleOf = async (env: TestWorkflowEnvironment) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'review');
      return handle;
    };
    await withWorker(happy({ matchOwner: async () => ({ decision: 'unclear' }) }), async (env) => {
      const handle = await handleOf(env);
      const before = await detailsOf(handle);
      await handle.executeUpdate(skipReminder);
      const after = await detailsOf(handle);
      await handle.signal('itemChanged', { webhook: 'wh_1', itemId: 'item-1', change: 'owner_changed' });
      await eventually(
        env,
        async () => (await notesOf(env, handle)).filter((what) => what === 'in_review').length === 2,
      );
      await eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'review');
      const nextIn = (details: string) => /Next reminder:\*\* (\S+),/.exec(details)?.[1];
      assert.notEqual(nextIn(after), nextIn(before));
      assert.equal(nextIn(await detailsOf(handle)), nextIn(after));
    });
  });
});
