import assert from 'node:assert/strict';
import { defaultPolicy } from '../../domain/case/policy.ts';
import {
  cancel,
  caseFile,
  identityVerificationChanged,
  linkAbandoned,
  linked,
  paymentChanged,
} from '../../workflows/messages.ts';
import { aPayment } from '../support/cases/payment-process.ts';
import { eventually, failure, stageReached, troubleShown } from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorker } from '../support/temporal/temporal.ts';

const finished = { session: 'lnk_1', mode: 'payment' } as const;
const count = (calls: string[], call: string) => calls.filter((one) => one === call).length;

describe('a case whose applicant pays from their own bank', () => {
  it('is funded, and ends with the last status', async () => {
    const payment = aPayment();
    const { calls } = payment.activities;
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      await stageReached(env, handle, 'awaiting_link');
      await eventually(env, async () => calls.length === 1);
      payment.says = 'moving/AUTHORISING';
      await handle.signal(linked, finished);
      await stageReached(env, handle, 'transferring');
      payment.says = 'funded/INITIATED';
      await handle.signal(paymentChanged);
      await stageReached(env, handle, 'watching_returns');
      payment.says = 'over/funded';
      await handle.signal(paymentChanged);
      assert.equal(await handle.result(), 'funded');
    });
    assert.deepEqual(calls, ['offerPayment', 'readPayment', 'readPayment', 'readPayment']);
  });

  it('reads the payment once for all signals that came meanwhile', async () => {
    const payment = aPayment();
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      payment.says = 'moving';
      await payment.finishLink(env, handle);
      await stageReached(env, handle, 'transferring');
      await Promise.all(Array.from({ length: 6 }, () => handle.signal(paymentChanged)));
      // A signal during a read may be newer than its answer, so it makes one more read.
      await eventually(env, async () => payment.reads.length > 1);
      assert.ok(payment.reads.length <= 3, `${payment.reads.length} reads for six webhooks`);
      await handle.terminate();
    });
  });

  for (const [says, outcome] of [
    ['over/failed', 'failed'],
    ['over/declined', 'declined'],
    ['over/abandoned', 'abandoned'],
    ['over/unverified', 'unverified'],
  ] as const) {
    it(`ends ${outcome} when the payment does, by its webhook alone`, async () => {
      const payment = aPayment();
      payment.says = says;
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env);
        await handle.signal(paymentChanged);
        assert.equal(await handle.result(), outcome);
      });
      assert.deepEqual(payment.activities.calls, ['offerPayment', 'readPayment']);
    });
  }

  it('ends as the offer says when Plaid creates no payment', async () => {
    const payment = aPayment({ offerPayment: async () => ({ result: 'over', outcome: 'declined', reason: 'FAILED' }) });
    await withWorker(payment.activities, async (env) => {
      assert.equal(await (await payment.start(env)).result(), 'declined');
    });
    assert.deepEqual(payment.activities.calls, ['offerPayment']);
  });

  it('offers another payment after one that failed', async () => {
    const payment = aPayment();
    const { calls } = payment.activities;
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      payment.says = 'moving';
      await payment.finishLink(env, handle);
      await stageReached(env, handle, 'transferring');
      payment.says = 'again/FAILED';
      await handle.signal(paymentChanged);
      await eventually(env, async () => count(calls, 'offerPayment') === 2);
      await stageReached(env, handle, 'awaiting_link');
      payment.says = 'over/funded';
      await handle.signal(paymentChanged);
      assert.equal(await handle.result(), 'funded');
    });
  });

  it('goes back to the applicant when they left Link without an agreement', async () => {
    const payment = aPayment();
    const { calls } = payment.activities;
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      await payment.finishLink(env, handle);
      await eventually(env, async () => count(calls, 'offerPayment') === 2);
      assert.equal((await handle.query(caseFile)).stage, 'awaiting_link');
      await handle.terminate();
    });
  });

  it('goes on with a payment to which the applicant agreed before the case knew of it', async () => {
    const payment = aPayment({ offerPayment: async () => ({ result: 'under way', paymentId: 'payment-1' }) });
    payment.says = 'over/funded';
    await withWorker(payment.activities, async (env) => {
      assert.equal(await (await payment.start(env)).result(), 'funded');
    });
    assert.deepEqual(payment.activities.calls, ['offerPayment', 'readPayment']);
  });

  it('shows an unknown answer as trouble, and goes on when Gangway has found it out', async () => {
    let tries = 0;
    const payment = aPayment({
      offerPayment: async () => {
        if (++tries === 1)
          throw failure('uncertain', { code: 'payment_unknown', retryAfterSeconds: 120 }, 'unknown', true);
        return { result: 'over', outcome: 'declined', reason: 'FAILED' };
      },
    });
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      assert.equal((await troubleShown(env, handle))?.code, 'payment_unknown');
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('waits for Plaid to verify the applicant first, if the policy asks for it', async () => {
    const payment = aPayment({ readVerification: async () => ({ result: 'passed', status: 'success' }) });
    payment.says = 'over/funded';
    const policy = { ...defaultPolicy, identityVerification: { templateId: 'idvtmp_1' } };
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env, { policy });
      await handle.signal(identityVerificationChanged);
      await stageReached(env, handle, 'awaiting_link');
      await handle.signal(paymentChanged);
      assert.equal(await handle.result(), 'funded');
    });
    assert.deepEqual(payment.activities.calls, ['readVerification', 'offerPayment', 'readPayment']);
  });

  describe('that a change of its payment opens again', () => {
    const turned = { payment: { paymentId: 'payment-1', outcome: 'unverified' } } as const;

    it('reads it, and ends as it does', async () => {
      const payment = aPayment();
      payment.says = 'over/funded';
      await withWorker(payment.activities, async (env) => {
        assert.equal(await (await payment.start(env, turned)).result(), 'funded');
      });
      assert.deepEqual(payment.activities.calls, ['readPayment']);
    });

    it('follows a payment that is on its way after all, and can no longer be cancelled', async () => {
      const payment = aPayment();
      payment.says = 'moving';
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env, turned);
        await stageReached(env, handle, 'transferring');
        await eventually(env, async () => payment.reads.length > 0);
        await assert.rejects(handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] }));
        payment.says = 'over/failed';
        await handle.signal(paymentChanged);
        assert.equal(await handle.result(), 'failed');
      });
    });

    it('keeps its outcome when the payment has not changed', async () => {
      const payment = aPayment();
      await withWorker(payment.activities, async (env) => {
        assert.equal(await (await payment.start(env, turned)).result(), 'unverified');
      });
      assert.deepEqual(payment.activities.calls, ['readPayment']);
    });
  });

  describe('that is cancelled or left', () => {
    it('ends, and looks once more when the last Link token has expired', async () => {
      const payment = aPayment();
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env);
        await stageReached(env, handle, 'awaiting_link');
        await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
        assert.equal(await handle.result(), 'cancelled');
        const { startTime, closeTime } = await handle.describe();
        const minutes = (Number(closeTime) - Number(startTime)) / 60_000;
        assert.ok(minutes > 59 && minutes < 62, `closed after ${minutes} minutes`);
      });
      assert.deepEqual(payment.activities.calls, ['offerPayment', 'closeCase', 'readPayment']);
    });

    it('looks once more, also if it was cancelled while Plaid created the payment', async () => {
      const box: { cancel?: () => Promise<unknown> } = {};
      const payment = aPayment();
      const { offerPayment } = payment.activities;
      const activities: FakeActivities = {
        ...payment.activities,
        offerPayment: async (at) => {
          await box.cancel?.();
          return offerPayment?.(at) ?? assert.fail();
        },
      };
      await withWorker(activities, async (env) => {
        const handle = await payment.start(env);
        box.cancel = () => handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
        assert.equal(await handle.result(), 'cancelled');
      });
      assert.equal(payment.reads.length, 1);
    });

    it('is funded if the applicant pays after that', async () => {
      const payment = aPayment();
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env);
        await stageReached(env, handle, 'awaiting_link');
        await handle.signal(linkAbandoned);
        await stageReached(env, handle, 'closed');
        payment.says = 'over/funded';
        await handle.signal(paymentChanged);
        assert.equal(await handle.result(), 'funded');
      });
    });

    it('can be cancelled only until the applicant has agreed', async () => {
      const payment = aPayment();
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env);
        payment.says = 'moving';
        await payment.finishLink(env, handle);
        await stageReached(env, handle, 'transferring');
        await assert.rejects(handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] }));
        await handle.terminate();
      });
    });
  });
});
