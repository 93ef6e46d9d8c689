import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { cancel, linked } from '../../workflows/messages.ts';
import { aVerifiedAccount, failure, fileOf, happy, startCase, troubleShown } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

const bankAway = failure('unavailable', { code: 'INSTITUTION_DOWN' }, 'The bank does not answer.', true);
const plaidAway = failure('unavailable', { code: 'INTERNAL_SERVER_ERROR' }, 'Plaid is in trouble.', true);
const declined = async () => ({ result: 'declined', reason: 'NSF' }) as const;

describe('a case in trouble shows its tenant', () => {
  /** Returns what the case showed, each with the minutes since the first failure. */
  async function shownBy(activities: FakeActivities, ofStep: (fails: number) => Error | null) {
    const shown: string[] = [];
    const spells = new Set<string>();
    const box: { env?: TestWorkflowEnvironment } = {};
    let fails = 0;
    let began = 0;
    const minutes = async () => Math.round((((await box.env?.currentTimeMs()) ?? 0) - began) / 60_000);
    const all = happy({
      moveMoney: declined,
      readAccount: async () => {
        const error = ofStep(fails);
        if (!error) return aVerifiedAccount;
        fails += 1;
        began ||= (await box.env?.currentTimeMs()) ?? 0;
        throw error;
      },
      showDelay: async ({ since, reason, lasts }) => {
        spells.add(since);
        shown.push(`${await minutes()} ${reason}${lasts ? ' lasts' : ''}`);
      },
      endDelay: async ({ since }) => {
        spells.add(since);
        shown.push(`${await minutes()} over`);
      },
      ...activities,
    });
    await withWorker(all, async (env) => {
      box.env = env;
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.equal(await handle.result(), 'declined');
    });
    return { shown, spells: spells.size };
  }

  it('the delay at once, then that it lasts, and that it is over: each once', async () => {
    const { shown, spells } = await shownBy({}, (fails) => (fails < 7 ? bankAway : null));
    // The fourth wait, of eight minutes, makes ten.
    assert.deepEqual(shown, ['0 bank_unavailable', '7 bank_unavailable lasts', '91 over']);
    assert.equal(spells, 1);
  });

  it('nothing, while no step is in trouble', async () => {
    assert.deepEqual((await shownBy({}, () => null)).shown, []);
  });

  it('at once that it lasts, if the failure asks for a long wait', async () => {
    const limit = failure('busy', { code: 'TRANSFER_LIMIT_REACHED', retryAfterSeconds: 3600 }, 'used up', true);
    const { shown } = await shownBy({}, (fails) => (fails < 2 ? limit : null));
    assert.deepEqual(shown, ['0 limit_reached lasts', '120 over']);
  });

  it('another cause, within one spell', async () => {
    const { shown, spells } = await shownBy({}, (fails) => [bankAway, bankAway, plaidAway, bankAway][fails] ?? null);
    assert.deepEqual(shown, [
      ...['0 bank_unavailable', '3 plaid_unavailable'],
      ...['7 bank_unavailable lasts', '15 over'],
    ]);
    assert.equal(spells, 1);
  });

  it('what it can: a record that cannot be written keeps no case from its next try', async () => {
    let tries = 0;
    const { shown } = await shownBy(
      {
        showDelay: async () => {
          tries += 1;
          throw failure('invalid', { code: 'no_such_case' });
        },
      },
      (fails) => (fails < 3 ? bankAway : null),
    );
    assert.deepEqual([tries, shown], [3, []]);
  });

  it('the end of the delay also when the case ends in it', async () => {
    const over: string[] = [];
    const activities = happy({
      readAccount: async () => {
        throw bankAway;
      },
      endDelay: async ({ since }) => void over.push(since),
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await troubleShown(env, handle);
      await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await handle.result(), 'cancelled');
      assert.ok(await fileOf(env, handle));
    });
    assert.equal(over.length, 1);
  });
});
