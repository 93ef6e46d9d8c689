import assert from 'node:assert/strict';
import { linkAbandoned, linkOffered } from '../../workflows/messages.ts';
import { happy, startCase } from '../support/cases.ts';
import { withWorker } from '../support/temporal.ts';

describe('a case that nobody links', () => {
  it('asks Plaid once when the token has died and ends after 30 days', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      assert.equal(await handle.result(), 'abandoned');
      const { startTime, closeTime } = await handle.describe();
      const days = (Number(closeTime) - Number(startTime)) / 86_400_000;
      assert.ok(days >= 30 && days < 30.1, `ended after ${days} days`);
    });
    assert.deepEqual(activities.calls, ['findLink', 'findLink', 'closeCase']);
  });

  it('looks again for each fresh token that was handed out', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      const expiresAt = new Date((await env.currentTimeMs()) + 3 * 86_400_000).toISOString();
      await handle.signal(linkOffered, { expiresAt });
      assert.equal(await handle.result(), 'abandoned');
    });
    assert.deepEqual(activities.calls, ['findLink', 'findLink', 'findLink', 'closeCase']);
  });

  it('goes on when Plaid says that Link was finished and nobody has told us', async () => {
    const activities = happy({
      findLink: async () => ({ finished: true }),
      moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
    });
    await withWorker(activities, async (env) => {
      assert.equal(await (await startCase(env)).result(), 'declined');
    });
    assert.deepEqual(activities.calls, ['findLink', 'readAccount', 'matchOwner', 'moveMoney']);
  });

  it('ends at once when the person left for good', async () => {
    const reasons: string[] = [];
    const activities = happy({
      closeCase: async ({ outcome, reason }) => {
        reasons.push(reason);
        return outcome;
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
