import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { cancel, ledgerFilled, linked, retryStep } from '../../workflows/messages.ts';
import { decide } from '../support/cases/reviews.ts';
import { failure, happy, stageReached, startCase, troubleShown } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

type Moved = Awaited<ReturnType<NonNullable<FakeActivities['moveMoney']>>>;

/** Plaid has not checked the risk. Keeps the requests to moveMoney, and the recorded endings. */
function unchecked(accepted: Moved) {
  const asked: boolean[] = [];
  const endings: string[] = [];
  const activities = happy({
    moveMoney: async ({ riskAccepted = false }) => {
      asked.push(riskAccepted);
      return riskAccepted ? accepted : { result: 'review' };
    },
    closeCase: async ({ outcome, reason }) => {
      endings.push(`${outcome} ${reason}`);
      return { outcome, reason };
    },
  });
  return { activities, asked, endings };
}

async function inReview(env: TestWorkflowEnvironment) {
  const handle = await startCase(env);
  await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
  await stageReached(env, handle, 'in_review');
  return handle;
}

describe('a transfer whose risk Plaid has not checked', () => {
  const declined: Moved = { result: 'declined', reason: 'NSF' };

  it('goes on once a reviewer accepts the risk', async () => {
    const { activities, asked, endings } = unchecked(declined);
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await decide(handle, 'approve');
      assert.equal(await handle.result(), 'declined');
    });
    assert.deepEqual([asked, endings], [[false, true], []]);
  });

  it('ends declined when a reviewer rejects it, or no reviewer decides', async () => {
    for (const [decision, reason] of [
      ['reject', 'review_rejected'],
      [null, 'review_expired'],
    ] as const) {
      const { activities, endings } = unchecked(declined);
      await withWorker(activities, async (env) => {
        const handle = await inReview(env);
        if (decision) await decide(handle, decision);
        assert.equal(await handle.result(), 'declined');
      });
      assert.deepEqual(endings, [`declined ${reason}`]);
    }
  });

  it('can be cancelled while it is in review', async () => {
    const { activities, endings } = unchecked(declined);
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await handle.result(), 'cancelled');
    });
    assert.deepEqual(endings, ['cancelled cancelled_by_tenant']);
  });

  it('is reviewed again for another account, whatever the decision on the first', async () => {
    let gone = true;
    const asked: boolean[] = [];
    const activities = happy({
      moveMoney: async ({ riskAccepted = false }) => {
        asked.push(riskAccepted);
        if (!riskAccepted) return { result: 'review' };
        if (gone) throw failure('needs-user', { code: 'ITEM_NOT_FOUND', repair: { mode: 'new' } });
        return declined;
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await inReview(env);
      await decide(handle, 'approve');
      await stageReached(env, handle, 'repairing_link');
      gone = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'new' });
      await stageReached(env, handle, 'in_review');
      await decide(handle, 'approve');
      assert.equal(await handle.result(), 'declined');
    });
    assert.deepEqual(asked, [false, true, false, true]);
  });
});

describe('a transfer that waits for our limit at Plaid', () => {
  const limited = () =>
    failure('busy', { code: 'TRANSFER_LIMIT_REACHED', retryAfterSeconds: 40_000, refused: true }, 'used up', true);

  it('is retried when the limit resets, or when an operator has raised it', async () => {
    let tries = 0;
    const activities = happy({
      moveMoney: async () => {
        if (++tries < 3) throw limited();
        return { result: 'declined', reason: 'NSF' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      assert.deepEqual((await troubleShown(env, handle))?.code, 'TRANSFER_LIMIT_REACHED');
      const before = await env.currentTimeMs();
      await handle.executeUpdate(retryStep);
      assert.equal(await handle.result(), 'declined');
      assert.ok((await env.currentTimeMs()) - before >= 40_000_000, 'the second wait was cut short');
    });
    assert.equal(tries, 3);
  });

  it('or for our Ledger to be filled: a hint that it was lets the step try at once', async () => {
    const triedAt: number[] = [];
    let time = async () => 0;
    const short = { code: 'ledger_balance', retryAfterSeconds: 14_400, refused: true } as const;
    const activities = happy({
      moveMoney: async () => {
        triedAt.push(await time());
        if (triedAt.length === 1) throw failure('busy', short, 'too low', true);
        return { result: 'declined', reason: 'ledger_balance' };
      },
    });
    await withWorker(activities, async (env) => {
      time = () => env.currentTimeMs();
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await troubleShown(env, handle);
      await handle.signal(ledgerFilled);
      assert.equal(await handle.result(), 'declined');
    });
    const [first = 0, second = 0, ...more] = triedAt;
    assert.ok(more.length === 0 && second - first < 14_400_000, `tried at ${triedAt}`);
  });

  it('can be cancelled meanwhile: Plaid has refused, so no money is on its way', async () => {
    const activities = happy({
      moveMoney: async () => {
        throw limited();
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startCase(env);
      await handle.signal(linked, { session: 'lnk_1', mode: 'new' });
      await troubleShown(env, handle);
      await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
      assert.equal(await handle.result(), 'cancelled');
    });
  });
});
