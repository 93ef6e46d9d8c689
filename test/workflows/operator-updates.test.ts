import assert from 'node:assert/strict';
import {
  cancel,
  linked,
  refresh,
  resendNotification,
  retryStep,
  review,
  skipReminder,
} from '../../workflows/messages.ts';
import { asleepAtStart, asleepInWindow, inTrouble, notesOf, refusalOf } from '../support/cases/acted-on.ts';
import { mover } from '../support/cases/returned-money.ts';
import {
  eventually,
  failure,
  fileOf,
  happy,
  stageReached,
  startCase,
  troubleShown,
} from '../support/cases/workflow-cases.ts';
import { gate } from '../support/gate.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';

describe('an update of a waiting case', () => {
  it('is refused while the case is at work, and taken once it waits', async () => {
    const { opened, open } = gate();
    const activities = happy({
      readAccount: async () => {
        await opened;
        throw failure('bug', { code: 'INVALID_API_KEYS' }, 'The keys are not valid.', true);
      },
      resendNotification: async () => ({ type: null, endpoints: 0 }),
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await stageReached(env, handle, 'verifying_account');
      for (const update of [refresh, skipReminder, resendNotification])
        assert.equal(
          await refusalOf(handle.executeUpdate(update)),
          'The case is at work. Send the update again in a moment.',
        );
      open();
      await troubleShown(env, handle);
      await handle.executeUpdate(resendNotification);
      await handle.terminate();
    });
  });

  it('tells operators its name and purpose, also in a case that was asleep', async () => {
    await withWorkerOnRealServer(happy(), async (env) => {
      const handle = await asleepAtStart(env);
      await handle.executeUpdate(refresh);
      type Metadata = { definition?: { updateDefinitions?: { name: string; description?: string }[] } };
      const { definition } = await handle.query<Metadata>('__temporal_workflow_metadata');
      assert.deepEqual(
        definition?.updateDefinitions
          ?.filter(({ description }) => description)
          .map(({ name }) => name)
          .sort(),
        ['cancel', 'refresh', 'resendNotification', 'retryStep', 'review', 'skipReminder'],
      );
      await handle.terminate();
    });
  });
});

describe('resendNotification', () => {
  it('sends again, each time, and says to how many endpoints', async () => {
    const answers = [
      { type: 'onboarding.action_required' as const, endpoints: 1 },
      { type: 'onboarding.action_required' as const, endpoints: 0 },
      { type: null, endpoints: 0 },
    ];
    const activities = happy({ resendNotification: async () => answers.shift() ?? assert.fail('asked too often') });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await asleepAtStart(env);
      for (const said of [
        'sent again: onboarding.action_required, to 1 endpoint',
        'sent again: onboarding.action_required, to 0 endpoints',
        'there is no notification to send again',
      ]) {
        await handle.executeUpdate(resendNotification);
        await eventually(env, async () => (await notesOf(env, handle)).at(-1) === said);
      }
      assert.equal((await fileOf(env, handle))?.waiting?.for, 'link');
      await handle.terminate();
    });
  });

  it('does not keep a sleeping case from its wait if it fails', async () => {
    const activities = happy({
      ...mover([]),
      resendNotification: async () => {
        throw failure('bug', { code: 'internal_error' }, 'our code is wrong', true);
      },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await asleepInWindow(env);
      await handle.executeUpdate(resendNotification);
      const said = 'the last notification was not sent again: our code is wrong';
      await eventually(env, async () => (await notesOf(env, handle)).at(-1) === said);
      assert.equal((await fileOf(env, handle))?.waiting?.for, 'return_window');
      await handle.terminate();
    });
  });
});

describe('the older updates of a sleeping case', () => {
  it('retryStep is refused with a sentence, also as what wakes it', async () => {
    await withWorkerOnRealServer(happy(mover([])), async (env) => {
      for (const asleep of [asleepAtStart, asleepInWindow]) {
        const handle = await asleep(env);
        for (let twice = 0; twice < 2; twice++)
          assert.equal(
            await refusalOf(handle.executeUpdate(retryStep)),
            'No step of this case is waiting for a retry.',
          );
        await handle.terminate();
      }
    });
  });

  it('review is refused with a sentence, also as what wakes it', async () => {
    await withWorkerOnRealServer(happy(mover([])), async (env) => {
      for (const [asleep, stage] of [
        [asleepAtStart, 'awaiting_link'],
        [asleepInWindow, 'watching_returns'],
      ] as const) {
        const handle = await asleep(env);
        const sentence = `The case has no open question to reviewers: it is ${stage}, not waiting for a review.`;
        for (let twice = 0; twice < 2; twice++)
          assert.equal(await refusalOf(handle.executeUpdate(review, { args: [{ review: 'rev_1' }] })), sentence);
        await handle.terminate();
      }
    });
  });

  it('retryStep twice retries twice', async () => {
    let tries = 0;
    const activities = inTrouble({
      readAccount: async () => {
        tries += 1;
        throw failure('bug', { code: 'INVALID_API_KEYS' }, 'The keys are not valid.', true);
      },
    });
    await withWorkerOnRealServer(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await troubleShown(env, handle);
      for (const expected of [2, 3]) {
        await handle.executeUpdate(retryStep);
        await eventually(env, async () => tries === expected && (await fileOf(env, handle))?.waiting?.for === 'retry');
      }
      await handle.terminate();
    });
  });

  it('cancel ends one that sleeps from its start, and is refused after the money call', async () => {
    await withWorkerOnRealServer(happy(mover([])), async (env) => {
      const atStart = await asleepAtStart(env);
      await atStart.executeUpdate(cancel, { args: [{ by: 'operator' }] });
      assert.equal(await atStart.result(), 'cancelled');
      const inWindow = await asleepInWindow(env);
      const sentence = 'The case can no longer be cancelled: money is on its way, or the case is closing.';
      for (let twice = 0; twice < 2; twice++)
        assert.equal(await refusalOf(inWindow.executeUpdate(cancel, { args: [{ by: 'operator' }] })), sentence);
      await inWindow.terminate();
    });
  });
});
