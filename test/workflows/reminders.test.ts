import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { proofOf } from '../../domain/bank/account.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import {
  caseFile,
  identityVerificationChanged,
  itemChanged,
  linked,
  microDepositsMoved,
} from '../../workflows/messages.ts';
import { decide } from '../support/cases/reviews.ts';
import { eventually, failure, happy, stageReached, startCase } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

const day = 86_400_000;

describe('reminders', () => {
  type Played = {
    /** The day of each reminder, of the case or since `begins`, and its number. */
    days: number[];
    counts: number[];
    begins: () => Promise<void>;
    calls: string[];
  };

  async function play(
    overrides: FakeActivities,
    drive: (env: TestWorkflowEnvironment, one: Played) => Promise<void>,
  ): Promise<Played> {
    let now = async () => 0;
    let began = 0;
    const one: Omit<Played, 'calls'> = {
      days: [],
      counts: [],
      begins: async () => {
        began = await now();
      },
    };
    const activities = happy({
      moveMoney: async () => ({ result: 'declined', reason: 'NSF' }),
      offerLink: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
      offerMicroDepositCode: async () => ({ expiresAt: '2000-01-01T00:00:00.000Z' }),
      remind: async ({ reminder }) => {
        one.days.push(Math.round((10 * ((await now()) - began)) / day) / 10);
        one.counts.push(reminder);
      },
      ...overrides,
    });
    const played = { ...one, calls: activities.calls };
    await withWorker(activities, async (env) => {
      now = () => env.currentTimeMs();
      await one.begins();
      await drive(env, played);
    });
    return played;
  }

  const links = async (env: TestWorkflowEnvironment, change: Parameters<typeof startCase>[1] = {}) => {
    const handle = await startCase(env, change);
    await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
    return handle;
  };

  it('to finish Link come after one, three and seven days, and are counted', async () => {
    const { days, counts } = await play({}, async (env) => {
      assert.equal(await (await startCase(env)).result(), 'abandoned');
    });
    assert.deepEqual(days, [1, 3, 7]);
    assert.deepEqual(counts, [1, 2, 3]);
  });

  it('come when the policy says, and not at all if it names no day', async () => {
    for (const remindAfterDays of [[2, 5], []]) {
      const { days } = await play({}, async (env) => {
        const handle = await startCase(env, { policy: { ...defaultPolicy, remindAfterDays } });
        assert.equal(await handle.result(), 'abandoned');
      });
      assert.deepEqual(days, remindAfterDays);
    }
  });

  it('cost a timer and an activity each', async () => {
    const commands = async (remindAfterDays: number[]) => {
      let events: string[] = [];
      await play({}, async (env) => {
        const handle = await startCase(env, {
          policy: { ...defaultPolicy, remindAfterDays },
          linkTokenExpiresAt: null,
        });
        await handle.result();
        events = ((await handle.fetchHistory()).events ?? []).flatMap((event) => [
          ...(event.timerStartedEventAttributes ? ['timer'] : []),
          ...(event.activityTaskScheduledEventAttributes ? ['activity'] : []),
          ...(event.upsertWorkflowSearchAttributesEventAttributes ? ['attributes'] : []),
        ]);
      });
      return events.sort();
    };
    const without = await commands([]);
    assert.deepEqual(await commands([1, 3]), [...without, 'activity', 'activity', 'timer', 'timer'].sort());
  });

  it('do not go to an applicant who acts at once', async () => {
    const { days } = await play({}, async (env) => {
      assert.equal(await (await links(env)).result(), 'declined');
    });
    assert.deepEqual(days, []);
  });

  it('to repair the login begin with the repair', async () => {
    const { days } = await play(
      {
        matchOwner: async () => {
          throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
        },
      },
      async (env, one) => {
        const handle = await startCase(env);
        await env.sleep('2 days');
        await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
        await stageReached(env, handle, 'repairing_link');
        assert.deepEqual(one.days, [1]);
        await one.begins();
        assert.equal(await handle.result(), 'abandoned');
      },
    );
    assert.deepEqual(days, [1, 1, 3, 7]);
  });

  describe('of reviewers', () => {
    const unclear: FakeActivities = { matchOwner: async () => ({ decision: 'unclear' }) };

    it('come until a reviewer decides', async () => {
      const { days } = await play(unclear, async (env) => {
        const handle = await links(env);
        await stageReached(env, handle, 'in_review');
        await env.sleep('4 days');
        await decide(handle, 'approve');
        assert.equal(await handle.result(), 'declined');
      });
      assert.deepEqual(days, [1, 3]);
    });

    it('go on after the first of two approvals', async () => {
      const { days } = await play(unclear, async (env) => {
        const handle = await links(env, { policy: { ...defaultPolicy, review: { fourEyes: true } } });
        await stageReached(env, handle, 'in_review');
        await env.sleep('2 days');
        await decide(handle, 'approve');
        assert.equal(await handle.result(), 'rejected');
      });
      assert.deepEqual(days, [1, 3, 7]);
    });

    it('do not begin again when the bank has changed the account', async () => {
      const { days } = await play(unclear, async (env) => {
        const handle = await links(env);
        for (const webhook of ['1', '2']) {
          await stageReached(env, handle, 'in_review');
          await env.sleep('2 days');
          await handle.signal(itemChanged, { webhook, itemId: 'item-1', change: 'owner_changed' });
        }
        assert.equal(await handle.result(), 'rejected');
      });
      assert.deepEqual(days, [1, 3, 7]);
    });
  });

  describe('of micro-deposits', () => {
    let current: Played;
    it('come once the case asks for the code, and again for another account', async () => {
      let [status, accountId] = ['pending_manual_verification', 'a'];
      const { days } = await play(
        {
          readAccount: async () => ({ itemId: 'item-1', accountId, proof: proofOf(status), status }),
          offerMicroDepositCode: async () => {
            await current.begins();
            return { expiresAt: '2000-01-01T00:00:00.000Z' };
          },
        },
        async (env, one) => {
          current = one;
          const arrived = async () => ({
            ...{ accountId, moved: 'posted' as const, returnCode: null, eventIds: [] },
            at: new Date((await env.currentTimeMs()) - 10 * day).toISOString(),
          });
          const handle = await links(env);
          await stageReached(env, handle, 'awaiting_micro_deposits');
          await handle.signal(microDepositsMoved, await arrived());
          await env.sleep('8 days');
          status = 'verification_failed';
          await env.sleep('1 day');
          await stageReached(env, handle, 'awaiting_link');
          [status, accountId] = ['pending_manual_verification', 'b'];
          await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
          await stageReached(env, handle, 'awaiting_micro_deposits');
          await handle.signal(microDepositsMoved, await arrived());
          assert.equal(await handle.result(), 'unverified');
        },
      );
      assert.deepEqual(days, [1, 3, 7, 1, 3, 7]);
    });

    it('do not come while the case waits for the bank', async () => {
      const byTheBank: FakeActivities = {
        readAccount: async () => ({
          ...{ itemId: 'item-1', accountId: 'account-1', proof: 'automatic', status: 'pending_automatic_verification' },
        }),
      };
      const { days } = await play(byTheBank, async (env) => {
        assert.equal(await (await links(env)).result(), 'unverified');
      });
      assert.deepEqual(days, []);
    });
  });

  it("to finish Identity Verification count from the applicant's last activity", async () => {
    const { days } = await play(
      { readVerification: async () => ({ result: 'open', status: 'active' }) },
      async (env) => {
        const policy = { ...defaultPolicy, identityVerification: { templateId: 'idvtmp_1' } };
        const handle = await startCase(env, { policy, linkTokenExpiresAt: null });
        await env.sleep('2 days');
        await handle.signal(identityVerificationChanged);
        assert.equal(await handle.result(), 'abandoned');
      },
    );
    assert.deepEqual(days, [1, 3, 5, 9]);
  });

  it('that fail delay nothing, and operators see them', async () => {
    const refuse = () => Promise.reject(failure('invalid', { code: 'no' }, 'the record is away'));
    const { calls } = await play({ remind: refuse }, async (env) => {
      const handle = await startCase(env);
      await env.sleep('25 hours');
      const notGiven = ({ what }: { what: string }) => what.startsWith('a reminder was not sent');
      await eventually(env, async () => (await handle.query(caseFile)).timeline.some(notGiven));
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.ok(calls.includes('remind'));
  });
});
