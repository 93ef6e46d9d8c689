// When the case asks the applicant to confirm a micro-deposit, if no event says that the bank posted it.
import assert from 'node:assert/strict';
import { depositArrival } from '../../domain/bank/micro-deposits.ts';
import { caseFile, itemChanged, linked } from '../../workflows/messages.ts';
import { account, asked, moved, untilMoney, waits } from '../support/cases/verifying.ts';
import { eventually, failure, stageReached } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

describe('a micro-deposit that the reads find sent', () => {
  it('manual: without an event of posting, asks the applicant when it can have arrived by the calendar', async () => {
    const { at, read } = account('pending_manual_verification');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      const arrives = depositArrival(new Date(await env.currentTimeMs())).getTime();
      const until = async () => (await handle.query(caseFile)).waiting?.until;
      await eventually(env, async () => (await until()) !== undefined);
      assert.ok(Math.abs(Date.parse((await until()) ?? '') - arrives) < 60_000);
      await env.sleep(arrives - (await env.currentTimeMs()) - 60_000);
      assert.equal(asked(activities.calls), 0);
      await env.sleep('2 minutes');
      await eventually(env, async () => asked(activities.calls) === 1);
      at.status = 'manually_verified';
      await handle.signal(linked, { session: 'lnk_2', mode: 'update' });
      assert.equal(await handle.result(), 'declined');
      assert.equal(asked(activities.calls), 1);
    });
  });

  it('manual: asks once, although an event says afterwards that the bank posted it', async () => {
    const activities = untilMoney({ readAccount: account('pending_manual_verification').read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await env.sleep('6 days');
      await eventually(env, async () => asked(activities.calls) === 1);
      await moved(handle, {}, await env.currentTimeMs());
      assert.equal(await handle.result(), 'unverified');
      assert.equal(asked(activities.calls), 1);
      const looks = activities.calls.filter((call) => call === 'readAccount').length;
      assert.ok(looks >= 14 && looks <= 18, `${looks} looks in 14 days`);
    });
  });

  it('manual: counts from the first read that found it sent, also when the case begins again', async () => {
    const activities = untilMoney({ readAccount: account('pending_manual_verification').read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      const arrives = depositArrival(new Date(await env.currentTimeMs())).getTime();
      await env.sleep(arrives - (await env.currentTimeMs()) - 3_600_000);
      const changed = { webhook: '1', itemId: 'item-1', change: 'owner_changed' } as const;
      await handle.signal(itemChanged, changed);
      await env.sleep('2 hours');
      await eventually(env, async () => asked(activities.calls) === 1);
      await handle.cancel();
      assert.equal(await handle.result(), 'cancelled');
    });
  });

  it('a login that breaks meanwhile: the case asks for the repair at once, and then for the code again', async () => {
    const { at, read } = account('pending_manual_verification');
    let broken = false;
    const activities = untilMoney({
      checkItem: async () => {},
      readAccount: async () => {
        if (broken) throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
        return read();
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await env.sleep('6 days');
      await eventually(env, async () => asked(activities.calls) === 1);
      broken = true;
      await handle.signal(itemChanged, { webhook: '1', itemId: 'item-1', change: 'broken' });
      await stageReached(env, handle, 'repairing_link');
      broken = false;
      await handle.signal(linked, { session: 'lnk_2', mode: 'update' });
      await eventually(env, async () => asked(activities.calls) === 2);
      at.status = 'manually_verified';
      await handle.signal(linked, { session: 'lnk_3', mode: 'update' });
      assert.equal(await handle.result(), 'declined');
    });
  });

  it('unsent: does not ask the applicant until a read says that it was sent', async () => {
    const { at, read } = account('unsent');
    const activities = untilMoney({ readAccount: read });
    await withWorker(activities, async (env) => {
      const handle = await waits(env);
      await env.sleep('7 days');
      assert.equal(asked(activities.calls), 0);
      at.status = 'pending_manual_verification';
      await env.sleep('6 days');
      await eventually(env, async () => asked(activities.calls) === 1);
      await handle.cancel();
      assert.equal(await handle.result(), 'cancelled');
    });
  });
});
