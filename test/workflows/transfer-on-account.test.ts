import assert from 'node:assert/strict';
import { linked, transferMoved } from '../../workflows/messages.ts';
import { failure, fileOf, happy, stageReached, startTransfer } from '../support/cases/workflow-cases.ts';
import { withWorker } from '../support/temporal/temporal.ts';

describe('a transfer on a linked account', () => {
  it('moves the money at once, without Link, and ends funded', async () => {
    const activities = happy();
    await withWorker(activities, async (env) => {
      const handle = await startTransfer(env);
      assert.equal(await handle.result(), 'funded');
    });
    assert.deepEqual(activities.calls, ['moveMoney', 'checkTransfer']);
  });

  it('parks until the login is repaired, wherever the person repairs it', async () => {
    let tries = 0;
    const activities = happy({
      moveMoney: async () => {
        tries += 1;
        if (tries === 1) throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
        return { result: 'declined', reason: 'NSF' };
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startTransfer(env);
      await stageReached(env, handle, 'repairing_link');
      await handle.signal('itemChanged', { webhook: 'lnk_other', itemId: 'item-1', change: 'repaired' });
      assert.equal(await handle.result(), 'declined');
    });
    assert.deepEqual(activities.calls, ['moveMoney', 'offerRepair', 'moveMoney']);
  });

  it('ends abandoned if nobody repairs it', async () => {
    const activities = happy({
      moveMoney: async () => {
        throw failure('needs-user', { code: 'ITEM_LOGIN_REQUIRED', repair: { mode: 'update' } });
      },
    });
    await withWorker(activities, async (env) => {
      const handle = await startTransfer(env);
      assert.equal(await handle.result(), 'abandoned');
    });
  });

  for (const accepted of [true, false]) {
    it(`reads the account again after the bank changed it, and ${accepted ? 'goes on' : 'ends rejected'}`, async () => {
      let tries = 0;
      const activities = happy({
        moveMoney: async () => {
          tries += 1;
          if (tries === 1) throw failure('conflict', { code: 'account_changed', repair: { mode: 'reread' } });
          return { result: 'declined', reason: 'NSF' };
        },
        rereadAccount: async () =>
          accepted
            ? { accepted: true }
            : { accepted: false, ended: { outcome: 'rejected', reason: 'identity_conflict' } },
      });
      await withWorker(activities, async (env) => {
        const handle = await startTransfer(env);
        assert.equal(await handle.result(), accepted ? 'declined' : 'rejected');
      });
      const after = accepted ? ['moveMoney'] : [];
      assert.deepEqual(activities.calls, ['moveMoney', 'rereadAccount', ...after]);
    });
  }

  it('never asks for another account, and is not moved by a Link that another case finished', async () => {
    const activities = happy({
      checkTransfer: async () => ({ standing: 'moving', watchUntil: '2100-01-01T00:00:00.000Z', closed: false }),
    });
    await withWorker(activities, async (env) => {
      const handle = await startTransfer(env);
      await stageReached(env, handle, 'transferring');
      await handle.signal(linked, { session: 'lnk_other', mode: 'update' });
      assert.equal((await fileOf(env, handle))?.stage, 'transferring');
      const returned = { transferId: 'tr-1', standing: 'returned', watchUntil: '2100-01-01T00:00:00.000Z' } as const;
      await handle.signal(transferMoved, { ...returned, eventIds: ['7'], code: 'R03' });
      assert.equal(await handle.result(), 'returned');
    });
    assert.ok(!activities.calls.includes('offerLink'));
  });
});
