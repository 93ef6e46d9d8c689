import assert from 'node:assert/strict';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { linkAbandoned, linkOffered } from '../../workflows/messages.ts';
import { happy, startCase } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

/** A Link token lives four hours, and a session that it began lasts half an hour longer. */
const looksPerToken = Math.ceil((4.5 * 60) / 25);
/** The look at the deadline. */
const lastLook = 1;
const reminders = defaultPolicy.remindAfterDays.length;

describe('a case whose applicant does not finish Link', () => {
  // A public token lives for half an hour, so a look that finds a finished Link later finds it in vain.
  it('asks Plaid every 25 minutes while Link can be finished, and ends after 30 days', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      assert.equal(await handle.result(), 'abandoned');
      const { startTime, closeTime } = await handle.describe();
      const days = (Number(closeTime) - Number(startTime)) / 86_400_000;
      assert.ok(days >= 30 && days < 30.1, `ended after ${days} days`);
    });
    assert.equal(activities.calls.pop(), 'closeCase');
    assert.deepEqual(activities.calls, [
      ...Array(looksPerToken).fill('findLink'),
      ...Array(reminders).fill('remind'),
      ...Array(lastLook).fill('findLink'),
    ]);
  });

  it('looks again for each new Link token', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env, { policy: { ...defaultPolicy, remindAfterDays: [] } });
      await env.sleep('3 days');
      const expiresAt = new Date((await env.currentTimeMs()) + 4 * 3_600_000).toISOString();
      await handle.signal(linkOffered, { expiresAt });
      assert.equal(await handle.result(), 'abandoned');
    });
    assert.equal(activities.calls.pop(), 'closeCase');
    // It looks once more at once, because the last look is long ago.
    assert.deepEqual(activities.calls, Array(2 * looksPerToken + 1 + lastLook).fill('findLink'));
  });

  it('goes on when Plaid says that Link was finished, without a webhook', async () => {
    const activities = happy({
      findLink: async () => ({ finished: true }),
      moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
    });
    await withWorker(activities, async (env) => {
      assert.equal(await (await startCase(env)).result(), 'declined');
    });
    assert.deepEqual(activities.calls, ['findLink', 'readAccount', 'matchOwner', 'moveMoney']);
  });

  it('ends at once when the applicant left for good', async () => {
    const reasons: (string | null)[] = [];
    const activities = happy({
      closeCase: async ({ outcome, reason }) => {
        reasons.push(reason);
        return { outcome, reason };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linkAbandoned);
      assert.equal(await handle.result(), 'abandoned');
    });
    assert.deepEqual(activities.calls, ['closeCase']);
    assert.deepEqual(reasons, ['left_link']);
  });
});
