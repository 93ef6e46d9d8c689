import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recordItemChange } from '../../db/bank/item-health.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { authorizationsOfCase } from '../../db/transfers/authorizations.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { activitiesOn, storedOnAccount, storedPayment, untilDone } from '../support/cases/activities.ts';
import { storedConfirmed } from '../support/cases/confirmations.ts';
import { testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';
import { tokensUsed } from '../support/plaid/tokens-used.ts';
import { draw, tally, trials } from '../support/trials.ts';

const races = trials({ local: 12, ci: 60, nightly: 500, release: 5_000 });
const when = fc.constantFrom('before' as const, 'after' as const);
const aCall = fc.constantFrom('authorize' as const, 'createTransfer' as const);
const aRace = fc.record({
  /** Plaid has authorized the transfer before, and the tenant has confirmed it. */
  confirmed: fc.boolean(),
  /** The call at which the webhook comes. */
  revoked: fc.record({ call: aCall, when }),
  /** The fault of this try. */
  fault: fc.constantFrom('none', 'killed', 'answer lost', 'not reached'),
  call: aCall,
  /** The statement at which the worker is killed. */
  at: fc.integer({ min: 1, max: 30 }),
  when,
  /** The transfer of an onboarding, or one on a linked account. */
  onAccount: fc.boolean(),
});
const kinds = ['none', 'killed', 'answer lost', 'not reached', 'sent', 'abandoned'] as const;

describe('C3: an applicant revokes a permission while the money moves', () => {
  const database = ownDatabase();

  it(`C3: at most one transfer, which is on record, and no usable known authorization, in ${races} races`, async () => {
    const happened = tally(kinds);
    for (const [nth, race] of draw(aRace, races).entries()) {
      const { confirmed, revoked, fault, call, at, when, onAccount } = race;
      const plaid = strictPlaid();
      const { gateway, used } = tokensUsed(plaid.gateway);
      const stored = onAccount ? storedOnAccount : storedPayment;
      const step = await (confirmed ? storedConfirmed(database.pool, plaid, { stored }) : stored(database.pool));
      const { onboardingId } = step;
      const moveMoney = (pool: Pool) => activitiesOn(pool, { ...plaid, gateway }).moveMoney(step);

      const { reached, letGo } = plaid.holdNext(revoked.call, revoked.when);
      const lost =
        fault === 'answer lost' || fault === 'not reached'
          ? plaid.failNext(call, fault === 'answer lost' ? 'after' : 'before')
          : null;
      const dying = dyingPool(database.pool, fault === 'killed' ? at : Number.POSITIVE_INFINITY, when);
      const first = moveMoney(dying.pool).catch(() => {});
      // The call may end before it reaches the point at which the webhook waits.
      await Promise.race([reached, first]);
      await revoke(onboardingId);
      letGo();
      await first;
      if (fault === 'none' || dying.diedAt !== null || lost?.fired) happened.count(fault);

      used.clear();
      await untilDecided(() => moveMoney(database.pool));
      assert.deepEqual([...used], [], `${nth}: the token was used after it was taken back`);
      const transfer = await transferOfCase(database.pool, onboardingId);
      const outcome = (await loadCase(database.pool, onboardingId))?.outcome;
      const ids = plaid.transfers.map(({ transferId }) => transferId);
      assert.deepEqual(ids, transfer ? [transfer.transferId] : [], `${nth}: ${ids.length} transfers`);
      assert.equal(outcome, transfer ? null : 'abandoned', `${nth}`);
      assert.deepEqual(await usable(onboardingId, plaid), [], `${nth}: an authorization is left`);
      happened.count(transfer ? 'sent' : 'abandoned');
    }
    assert.deepEqual(happened.below(3), []);
  });

  async function revoke(onboardingId: string): Promise<void> {
    const item = await itemOfCase(database.pool, testVault, onboardingId);
    const change = { itemId: item?.itemId ?? '', change: 'permission_revoked', at: null } as const;
    await transaction(database.pool, (tx) => recordItemChange(tx, change));
  }

  /** Retries with more than two minutes in between, because the case waits for a transfer that may be on its way. */
  const untilDecided = (moveMoney: () => Promise<unknown>) =>
    untilDone(async () => {
      await database.pool.query(
        `update authorizations set asked_at = asked_at - interval '1 minute', used_at = used_at - interval '1 minute'`,
      );
      return moveMoney();
    });

  /**
   * Returns the authorizations that could still make a transfer. One whose answer was lost does not count: Gangway does
   * not know its id, and it expires.
   */
  async function usable(onboardingId: string, { authorizations, cancelled, transfers }: StrictPlaid) {
    const known = (await authorizationsOfCase(database.pool, onboardingId)).map((one) => one.authorizationId);
    const used = transfers.map((one) => one.authorizationId);
    return authorizations
      .filter(({ decision, authorizationId }) => decision === 'approved' && known.includes(authorizationId))
      .map(({ authorizationId }) => authorizationId)
      .filter((id) => !cancelled.has(id) && !used.includes(id));
  }
});
