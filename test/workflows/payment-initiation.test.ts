import assert from 'node:assert/strict';
import { defaultPolicy } from '../../domain/policy.ts';
import {
  cancel,
  caseFile,
  identityVerificationChanged,
  linkAbandoned,
  linked,
  paymentChanged,
} from '../../workflows/messages.ts';
import { eventually, failure, stageReached, troubleShown } from '../support/cases.ts';
import { aPayment } from '../support/payment-process.ts';
import { type FakeActivities, withWorker } from '../support/temporal.ts';

const finished = { session: 'lnk_1', mode: 'payment' } as const;
const count = (calls: string[], call: string) => calls.filter((one) => one === call).length;

describe('a case whose person pays from their own bank', () => {
  it('is funded, and over with the last word', async () => {
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

  it('is read once for all that is heard meanwhile, and for nothing else', async () => {
    const payment = aPayment();
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      payment.says = 'moving';
      await handle.signal(linked, finished);
      await stageReached(env, handle, 'transferring');
      await Promise.all(Array.from({ length: 6 }, () => handle.signal(paymentChanged)));
      // What is heard while a read is under way may be newer than its answer: that makes one more.
      await eventually(env, async () => payment.reads.length > 1);
      assert.ok(payment.reads.length <= 3, `${payment.reads.length} reads for six webhooks`);
      await handle.terminate();
    });
  });

  for (const [says, outcome] of [
    ['over/failed', 'failed'],
    ['over/declined', 'declined'],
    ['over/abandoned', 'abandoned'],
    ['over/unproven', 'unproven'],
  ] as const) {
    it(`ends ${outcome} where the payment does, heard by its webhook alone`, async () => {
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

  it('ends as Plaid makes it end where it makes no payment at all', async () => {
    const payment = aPayment({ offerPayment: async () => ({ result: 'over', outcome: 'declined' }) });
    await withWorker(payment.activities, async (env) => {
      assert.equal(await (await payment.start(env)).result(), 'declined');
    });
    assert.deepEqual(payment.activities.calls, ['offerPayment']);
  });

  it('offers another payment after one that came to nothing', async () => {
    const payment = aPayment();
    const { calls } = payment.activities;
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      payment.says = 'moving';
      await handle.signal(linked, finished);
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

  it('goes back to the person where Link was left without an agreement', async () => {
    const payment = aPayment();
    const { calls } = payment.activities;
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      await handle.signal(linked, finished);
      await eventually(env, async () => count(calls, 'offerPayment') === 2);
      assert.equal((await handle.query(caseFile)).stage, 'awaiting_link');
      await handle.terminate();
    });
  });

  it('goes on with a payment that was agreed to before it knew of it', async () => {
    const payment = aPayment({ offerPayment: async () => ({ result: 'under way', paymentId: 'payment-1' }) });
    payment.says = 'over/funded';
    await withWorker(payment.activities, async (env) => {
      assert.equal(await (await payment.start(env)).result(), 'funded');
    });
    assert.deepEqual(payment.activities.calls, ['offerPayment', 'readPayment']);
  });

  it('shows an unknown answer as trouble, and goes on when it is found out', async () => {
    let tries = 0;
    const payment = aPayment({
      offerPayment: async () => {
        if (++tries === 1)
          throw failure('uncertain', { code: 'payment_unknown', retryAfterSeconds: 120 }, 'unknown', true);
        return { result: 'over', outcome: 'declined' };
      },
    });
    await withWorker(payment.activities, async (env) => {
      const handle = await payment.start(env);
      assert.equal((await troubleShown(env, handle))?.code, 'payment_unknown');
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('waits for Plaid to verify the person first, where the product asks for it', async () => {
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

  describe('that is opened again by news of its payment', () => {
    const news = { payment: { paymentId: 'payment-1', outcome: 'unproven' } } as const;

    it('reads it, and ends as it does', async () => {
      const payment = aPayment();
      payment.says = 'over/funded';
      await withWorker(payment.activities, async (env) => {
        assert.equal(await (await payment.start(env, news)).result(), 'funded');
      });
      assert.deepEqual(payment.activities.calls, ['readPayment']);
    });

    it('follows it where it is on its way after all, and can be cancelled no more', async () => {
      const payment = aPayment();
      payment.says = 'moving';
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env, news);
        await stageReached(env, handle, 'transferring');
        await eventually(env, async () => payment.reads.length > 0);
        await assert.rejects(handle.executeUpdate(cancel, { args: [{ by: 'product' }] }));
        payment.says = 'over/failed';
        await handle.signal(paymentChanged);
        assert.equal(await handle.result(), 'failed');
      });
    });

    it('stays what it was where there is nothing new', async () => {
      const payment = aPayment();
      await withWorker(payment.activities, async (env) => {
        assert.equal(await (await payment.start(env, news)).result(), 'unproven');
      });
      assert.deepEqual(payment.activities.calls, ['readPayment']);
    });
  });

  describe('that is cancelled or left', () => {
    it('ends, and looks once more when the last Link token has run out', async () => {
      const payment = aPayment();
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env);
        await stageReached(env, handle, 'awaiting_link');
        await handle.executeUpdate(cancel, { args: [{ by: 'product' }] });
        assert.equal(await handle.result(), 'cancelled');
        const { startTime, closeTime } = await handle.describe();
        const minutes = (Number(closeTime) - Number(startTime)) / 60_000;
        assert.ok(minutes > 59 && minutes < 62, `closed after ${minutes} minutes`);
      });
      assert.deepEqual(payment.activities.calls, ['offerPayment', 'closeCase', 'readPayment']);
    });

    it('looks once more also where it was cancelled while the payment was made', async () => {
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
        box.cancel = () => handle.executeUpdate(cancel, { args: [{ by: 'product' }] });
        assert.equal(await handle.result(), 'cancelled');
      });
      assert.equal(payment.reads.length, 1);
    });

    it('is funded all the same by a person who pays after that', async () => {
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

    it('can be cancelled until the person has agreed, and not any more then', async () => {
      const payment = aPayment();
      await withWorker(payment.activities, async (env) => {
        const handle = await payment.start(env);
        payment.says = 'moving';
        await handle.signal(linked, finished);
        await stageReached(env, handle, 'transferring');
        await assert.rejects(handle.executeUpdate(cancel, { args: [{ by: 'product' }] }));
        await handle.terminate();
      });
    });
  });
});
