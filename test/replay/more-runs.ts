// Runs that no story of the demo has, played by the workflows on the real server with fake activities.
import assert from 'node:assert/strict';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { newId } from '../../db/ids.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import type { TransferChange } from '../../domain/transfers/transfer-change.ts';
import {
  cancel,
  linkAbandoned,
  paymentChanged,
  processOf,
  refresh,
  resendNotification,
  retryStep,
  skipReminder,
  tenantAnswered,
  transferNews,
} from '../../workflows/messages.ts';
import { aPayment } from '../support/cases/payment-process.ts';
import { type Asked, mover, second } from '../support/cases/returned-money.ts';
import { decide } from '../support/cases/reviews.ts';
import {
  eventually,
  failure,
  fileOf,
  happy,
  stageReached,
  startTransfer,
  troubleShown,
} from '../support/cases/workflow-cases.ts';
import { type FakeActivities, withWorkerOnRealServer } from '../support/temporal/temporal.ts';

type Handle = Awaited<ReturnType<typeof startTransfer>>;
type Env = TestWorkflowEnvironment;

const far = '2100-01-01T00:00:00.000Z';

/** Plays them one after the other. Returns the names of the runs by their workflow ids. */
export async function playMore(): Promise<{ names: Map<string, string>; env: Env }> {
  const names = new Map<string, string>();
  const on = (activities: FakeActivities, drive: (env: Env) => Promise<unknown>) =>
    withWorkerOnRealServer(activities, async (env) => {
      used = env;
      await drive(env);
    });
  let used: Env | undefined;

  for (const [name, id] of [
    ['a return opens a closed case', newId('onb')],
    ['a return opens a closed transfer', newId('trf')],
  ] as const) {
    await on(happy(), async (env) => {
      const news = transferNews(change(id, 'returned'));
      names.set(news.workflowId, name);
      const opened = await env.client.workflow.signalWithStart(processOf(id, 'ach'), news);
      assert.equal(await opened.result(), 'returned');
    });
  }

  async function ofTransfer(
    name: string,
    activities: FakeActivities,
    ends: string,
    drive: (env: Env, handle: Handle) => Promise<unknown> = async () => {},
  ): Promise<void> {
    await on(happy(activities), async (env) => {
      const handle = await startTransfer(env);
      names.set(handle.workflowId, name);
      await drive(env, handle);
      assert.equal(await env.client.workflow.getHandle(handle.workflowId).result(), ends);
    });
  }
  const moves = (handle: Handle, standing: TransferChange['standing']) =>
    handle.signal('transferMoved', { transferId: 'tr-1', standing, watchUntil: far, eventIds: ['1'], code: 'R01' });

  const confirmed = inTurn(['confirm', 'sent']);
  await ofTransfer('a transfer that the tenant confirms, and that fails', confirmed, 'failed', async (env, handle) => {
    await stageReached(env, handle, 'authorizing');
    await handle.signal(tenantAnswered);
    await stageReached(env, handle, 'transferring');
    await moves(handle, 'failed');
  });
  const reviewed = inTurn(['review']);
  await ofTransfer('a transfer cancelled in review', reviewed, 'cancelled', async (env, handle) => {
    await stageReached(env, handle, 'in_review');
    await handle.executeUpdate(cancel, { args: [{ by: 'tenant' }] });
  });
  const broken = inTurn([failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } })]);
  await ofTransfer('a transfer whose login is not repaired', broken, 'abandoned', async (env, handle) => {
    await stageReached(env, handle, 'repairing_link');
    await handle.signal(linkAbandoned);
  });
  const brokenToo = inTurn([failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } })]);
  await ofTransfer('a transfer that an operator acts on', brokenToo, 'abandoned', async (env, handle) => {
    await stageReached(env, handle, 'repairing_link');
    for (const update of [skipReminder, resendNotification, refresh]) await handle.executeUpdate(update);
    await eventually(env, async () => (await fileOf(env, handle))?.waiting?.for === 'repair');
    await handle.signal(linkAbandoned);
  });
  const changed = inTurn([failure('conflict', { code: 'account_changed', repair: { mode: 'reread' } })]);
  const rejects: FakeActivities = {
    rereadAccount: async () => ({ accepted: false, ended: { outcome: 'rejected', reason: 'identity_conflict' } }),
  };
  await ofTransfer('a transfer on an account that changed', { ...changed, ...rejects }, 'rejected');
  const asked: Asked[] = [];
  const payDay = { at: '' };
  const again: FakeActivities = {
    ...mover(asked),
    followReturn: async () => ({ next: 'reinitiate', reason: 'R01', ...payDay, ...second }),
  };
  await ofTransfer('a transfer returned and made again', again, 'failed', async (env, handle) => {
    await stageReached(env, handle, 'transferring');
    payDay.at = new Date(Date.now() + 2000).toISOString();
    await moves(handle, 'returned');
    await eventually(env, async () => asked.length === 2);
    const later = env.client.workflow.getHandle(handle.workflowId);
    await later.signal('transferMoved', { transferId: 'tr-2', standing: 'failed', watchUntil: far, eventIds: ['2'] });
  });

  async function ofPayment(
    name: string,
    payment: ReturnType<typeof aPayment>,
    start: Parameters<typeof payment.start>[1],
    ends: string,
    drive: (env: Env, handle: Handle) => Promise<unknown>,
  ): Promise<void> {
    await on(payment.activities, async (env) => {
      const handle = await payment.start(env, start);
      names.set(handle.workflowId, name);
      await drive(env, handle);
      assert.equal(await handle.result(), ends);
    });
  }

  const late = aPayment();
  late.says = 'moving';
  const closed = { payment: { paymentId: 'payment-1', outcome: 'unverified' } } as const;
  await ofPayment('a payment opens a closed case', late, closed, 'failed', async (env, handle) => {
    await stageReached(env, handle, 'transferring');
    late.says = 'over/failed';
    await handle.signal(paymentChanged);
  });
  const unverified = aPayment({ readVerification: async () => ({ result: 'failed', status: 'failed' }) });
  const verifies = { policy: { ...defaultPolicy, identityVerification: { templateId: 'idvtmp_1' } } };
  await ofPayment('a payer whom a reviewer rejects', unverified, verifies, 'rejected', async (env, handle) => {
    await handle.signal('identityVerificationChanged');
    await stageReached(env, handle, 'in_review');
    await decide(handle, 'reject');
  });
  let tries = 0;
  const unknown = aPayment({
    offerPayment: async () => {
      if (++tries === 1)
        throw failure('uncertain', { code: 'payment_unknown', retryAfterSeconds: 120 }, 'unknown', true);
      return { result: 'over', outcome: 'declined', reason: 'FAILED' };
    },
  });
  await ofPayment('a payment in trouble, retried by an operator', unknown, {}, 'declined', async (env, handle) => {
    await troubleShown(env, handle);
    await handle.executeUpdate(retryStep);
  });
  if (!used) throw new Error('nothing ran');
  return { names, env: used };
}

/** Returns the money call with these results, one after the other. */
function inTurn(results: ('sent' | 'confirm' | 'review' | Error)[]): FakeActivities {
  const left = [...results];
  return {
    moveMoney: async () => {
      const result = left.shift();
      if (result === 'confirm') return { result, until: far };
      if (result === 'review') return { result };
      if (result !== 'sent') throw result;
      return { result, transfer: { transferId: 'tr-1', itemId: 'item-1', standing: 'moving', watchUntil: far } };
    },
  };
}

const change = (onboardingId: string, standing: TransferChange['standing']): TransferChange => ({
  ...{ onboardingId, tenantId: 'ten_1', userId: 'user-1', policy: { ...defaultPolicy, removeItem: 'never' } },
  ...{ itemId: 'item-1', transferId: 'tr-1', standing, watchUntil: new Date(far) },
  ...{ eventIds: ['1'], code: 'R10', amount: '25.00 USD' },
});
