// Changes that stop the money: the bank has changed the account, or the applicant has revoked access to it.
import assert from 'node:assert/strict';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import type { ItemChange } from '../../domain/bank/item.ts';
import { activitiesOn, storedPayment, untilDone } from '../support/cases/activities.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('moveMoney after a change at the bank', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let at: { onboardingId: string; step: number };
  beforeEach(async () => {
    plaid = strictPlaid();
    at = await storedPayment(database.pool);
  });

  const moveMoney = () => activitiesOn(database.pool, plaid).moveMoney(at);
  async function changed(change: ItemChange): Promise<void> {
    const { rows } = await database.pool.query('select id from items where onboarding_id = $1', [at.onboardingId]);
    await recordItemChange(database.pool, { itemId: rows[0]?.id, change, at: null });
  }
  /** An approval whose transfer Plaid has not made, or whose answer was lost. */
  async function interrupted(when: 'before' | 'after'): Promise<void> {
    plaid.failNext('createTransfer', when);
    await assert.rejects(moveMoney(), { kind: 'uncertain' });
  }

  for (const change of ['numbers_changed', 'owner_changed'] as const) {
    it(`${change}: requests no authorization, and asks the case to read the account again`, async () => {
      await changed(change);
      await assert.rejects(moveMoney(), {
        kind: 'conflict',
        detail: { code: 'account_changed', repair: { mode: 'reread' } },
      });
      assert.ok(!plaid.calls.includes('authorize'));
      assert.equal(plaid.transfers.length, 0);
    });

    it(`${change} after an approval: goes on with it, because its transfer may be in flight`, async () => {
      await interrupted('after');
      await changed(change);
      assert.equal((await moveMoney()).result, 'sent');
      assert.equal(plaid.transfers.length, 1);
    });
  }

  for (const change of ['permission_revoked', 'account_revoked'] as const) {
    it(`${change}: ends the case without a call about money`, async () => {
      await changed(change);
      assert.deepEqual(await moveMoney(), { result: 'abandoned', reason: 'permission_revoked' });
      assert.deepEqual(await moveMoney(), { result: 'abandoned', reason: 'permission_revoked' });
      assert.ok(!plaid.calls.includes('authorize') && !plaid.calls.includes('createTransfer'));
      const record = await loadCase(database.pool, at.onboardingId);
      assert.deepEqual([record?.stage, record?.outcome, record?.reason], ['closed', 'abandoned', 'permission_revoked']);
    });

    it(`${change} after the transfer was made: records the transfer`, async () => {
      await interrupted('after');
      await changed(change);
      assert.equal((await moveMoney()).result, 'sent');
    });

    it(`${change} while a transfer may be in flight: waits, and stops once none can be`, async () => {
      await interrupted('before');
      await changed(change);
      await assert.rejects(moveMoney(), { kind: 'uncertain', detail: { code: 'permission_revoked' } });
      // The age of the approval does not matter, only the time of the last create with it.
      await database.pool.query(`update authorizations set asked_at = now() - interval '30 minutes'`);
      await assert.rejects(moveMoney(), { kind: 'uncertain', detail: { code: 'permission_revoked' } });
      await database.pool.query(`update authorizations set used_at = now() - interval '3 minutes'`);
      assert.equal((await untilDone(moveMoney)).result, 'abandoned');
      assert.equal(plaid.transfers.length, 0);
    });
  }
});
