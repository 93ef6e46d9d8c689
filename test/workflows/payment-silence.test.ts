// A payment without any webhook: when the case reads it, and what that costs.
import assert from 'node:assert/strict';
import { aPayment } from '../support/cases/payment-process.ts';
import { aStart, failure, stageReached } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('a payment without webhooks', () => {
  /** Minutes between the reads, and before the first one. */
  const pauses = (from: number, reads: number[]) =>
    reads.map((at, n) => Math.round((at - (reads[n - 1] ?? from)) / minute));

  it('is read while Link can be finished, and once more after 30 days', async () => {
    const payment = aPayment();
    await withWorker(payment.activities, async (env) => {
      const from = await env.currentTimeMs();
      assert.equal(await (await payment.start(env)).result(), 'abandoned');
      const [last = 0, ...rest] = pauses(from, payment.reads).toReversed();
      assert.deepEqual(rest.toReversed(), [25, 25, 10]);
      assert.equal(Math.round(last / 60 / 24), 30);
    });
    assert.deepEqual(payment.activities.calls.slice(-1), ['closeCase']);
  });

  it('that cannot be read may have been made: the case asks for it for as long as that takes', async () => {
    let first = 0;
    const payment = aPayment({
      readPayment: async ({ now }) => {
        first ||= Date.parse(now);
        // Longer than `trouble_within_days`, and longer than the time to finish Link.
        if (Date.parse(now) - first < 2 * 24 * hour) {
          throw failure('unavailable', { code: 'INTERNAL_SERVER_ERROR' }, 'Plaid is away.', true);
        }
        return { standing: 'over', status: 'SETTLED', outcome: 'funded', reason: null };
      },
    });
    await withWorker(payment.activities, async (env) => {
      const policy = { ...aStart(0).policy, linkWithin: '1 days', troubleWithin: '1 days' } as const;
      assert.equal(await (await payment.start(env, { policy })).result(), 'funded');
    });
  });

  it('that the applicant has made is found by a read', async () => {
    const payment = aPayment();
    payment.says = 'over/funded';
    await withWorker(payment.activities, async (env) => {
      const from = await env.currentTimeMs();
      assert.equal(await (await payment.start(env)).result(), 'funded');
      assert.deepEqual(pauses(from, payment.reads), [25]);
    });
  });

  it('on its way, is read at growing intervals, as long as the policy says', async () => {
    const payment = aPayment();
    payment.says = 'moving/AUTHORISING';
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      await payment.finishLink(env, handle);
      assert.equal(await handle.result(), 'unverified');
      const [, ...later] = payment.reads;
      const hours = pauses(payment.reads[0] ?? 0, later).map((minutes) => minutes / 60);
      assert.deepEqual(hours.slice(0, 4), [0.25, 1, 4, 16]);
      assert.ok(hours.slice(4, -1).every((pause) => pause === 24));
      const days = ((payment.reads.at(-1) ?? 0) - (payment.reads[0] ?? 0)) / (24 * hour);
      assert.ok(Math.abs(days - 7) < 0.01, `${days} days`);
      assert.equal(payment.reads.length, 12);
    });
  });

  it('is read sooner again once its status has changed', async () => {
    const payment = aPayment();
    const statuses = ['AUTHORISING', 'AUTHORISING', 'AUTHORISING', 'INITIATED', 'INITIATED'];
    const { readPayment } = payment.activities;
    const activities = {
      ...payment.activities,
      readPayment: async (asked: Parameters<NonNullable<typeof readPayment>>[0]) => {
        payment.says = `moving/${statuses.shift() ?? 'INITIATED'}`;
        return readPayment?.(asked);
      },
    };
    await withWorker(activities as typeof payment.activities, async (env) => {
      const handle = await payment.start(env);
      await payment.finishLink(env, handle);
      assert.equal(await handle.result(), 'unverified');
      const [first = 0, ...later] = payment.reads;
      assert.deepEqual(pauses(first, later).slice(0, 5), [15, 60, 240, 15, 60]);
    });
  });

  it('that is done is read once, when the bank can no longer reject it', async () => {
    const payment = aPayment();
    payment.says = 'funded/INITIATED';
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      await payment.finishLink(env, handle);
      await stageReached(env, handle, 'watching_returns');
      assert.equal(await handle.result(), 'funded');
      const [first = 0, ...later] = payment.reads;
      assert.deepEqual(pauses(first, later), [7 * 24 * 60]);
    });
  });
});
