import assert from 'node:assert/strict';
import { findDuplicates } from '../../db/duplicates.ts';
import { itemOfCase } from '../../db/items.ts';
import { recordReportFailed, wantReport } from '../../db/reports.ts';
import { moveStage, recordStanding } from '../../db/stages.ts';
import { readTimeline } from '../../db/timeline.ts';
import { Failure } from '../../domain/failure.ts';
import type { Outcome } from '../../domain/onboarding.ts';
import type { Removal } from '../../domain/remains.ts';
import { activitiesOn, untilDone } from '../support/activities.ts';
import { ownDatabase } from '../support/database.ts';
import { dyingPool } from '../support/dying-pool.ts';
import { storedAccount, storedCase, storedTransfer, testVault } from '../support/stored-case.ts';
import { type StrictPlaid, strictPlaid } from '../support/strict-plaid.ts';

describe('cleanUp', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const cleanUp = (onboardingId: string) => activitiesOn(database.pool, plaid).cleanUp({ onboardingId });
  async function ended(outcome: Outcome | null, removeItem: Removal = 'on_failure', items = 1) {
    const onboardingId = await storedCase(database.pool, { policy: { removeItem } });
    const itemIds: string[] = [];
    for (let nth = 0; nth < items; nth++) itemIds.push((await storedAccount(database.pool, onboardingId)).itemId);
    if (outcome) await moveStage(database.pool, { onboardingId, step: 5, stage: 'closed', outcome });
    return { onboardingId, itemIds };
  }
  const usable = async (onboardingId: string) => {
    const text =
      'select id from items where onboarding_id = $1 and access_token_sealed is not null order by created_at';
    return (await database.pool.query<{ id: string }>(text, [onboardingId])).rows.map(({ id }) => id);
  };
  const noted = async (onboardingId: string) =>
    (await readTimeline(database.pool, onboardingId, { limit: 50 }))
      .filter(({ what }) => what === 'item_removed')
      .map(({ detail }) => detail.item);

  it('removes the Item of a case that came to nothing, forgets its token and numbers, and notes it', async () => {
    const { onboardingId, itemIds } = await ended('rejected');
    const token = (await itemOfCase(database.pool, testVault, onboardingId))?.accessToken?.reveal();
    await cleanUp(onboardingId);
    assert.deepEqual([...plaid.removed], [token]);
    assert.deepEqual(await usable(onboardingId), []);
    assert.deepEqual(await noted(onboardingId), itemIds);
    const { rows } = await database.pool.query('select numbers_sealed from accounts where onboarding_id = $1', [
      onboardingId,
    ]);
    assert.deepEqual(rows, [{ numbers_sealed: null }]);
  });

  it('keeps knowing the account, so that it is recognised when it comes again', async () => {
    const { onboardingId } = await ended('declined');
    await cleanUp(onboardingId);
    const { accountId } = await storedAccount(database.pool, await storedCase(database.pool));
    const { duplicates } = await findDuplicates(database.pool, accountId);
    assert.ok(duplicates.some((one) => one.onboardingId === onboardingId));
  });

  for (const [removeItem, outcome, left] of [
    ['never', 'rejected', 1],
    ['on_failure', 'funded', 1],
    ['on_failure', 'returned', 1],
    ['always', 'funded', 0],
    ['always', 'returned', 0],
  ] as const) {
    it(`${removeItem}: ${left === 0 ? 'removes' : 'keeps'} the Item of a case that is ${outcome}`, async () => {
      const { onboardingId } = await ended(outcome, removeItem);
      await cleanUp(onboardingId);
      assert.equal((await usable(onboardingId)).length, left);
    });
  }

  it('removes what the person has replaced, and keeps what the money went through', async () => {
    const { onboardingId, itemIds } = await ended('funded', 'on_failure', 3);
    await cleanUp(onboardingId);
    assert.deepEqual(await usable(onboardingId), [itemIds.at(-1)]);
    assert.deepEqual(await noted(onboardingId), itemIds.slice(0, -1));
  });

  it('takes nothing from a case that goes on, whatever its workflow believes', async () => {
    const { onboardingId } = await ended(null, 'always');
    await cleanUp(onboardingId);
    const transferId = await storedTransfer(database.pool, onboardingId);
    const watchUntil = new Date('2026-06-01');
    await recordStanding(database.pool, { onboardingId, transferId, standing: 'funded', watchUntil });
    await cleanUp(onboardingId);
    assert.equal(plaid.removed.size, 0);
  });

  it('waits for a report that Plaid is making of the Item', async () => {
    const { onboardingId, itemIds } = await ended('declined');
    const report = await wantReport(database.pool, { onboardingId, kind: 'assets', itemId: itemIds[0] ?? '' });
    await assert.rejects(cleanUp(onboardingId), {
      kind: 'busy',
      detail: { code: 'report_under_way', retryAfterSeconds: 600 },
    });
    assert.equal(plaid.removed.size, 0);
    await recordReportFailed(database.pool, report, 'ASSET_REPORT_ERROR');
    await cleanUp(onboardingId);
    assert.equal(plaid.removed.size, 1);
  });

  it('C3: an answer that was lost, or the Item gone already: it is removed once and forgotten', async () => {
    for (const when of ['before', 'after'] as const) {
      const { onboardingId } = await ended('unproven');
      plaid.failNext('removeItem', when, new Failure('unavailable', 'Plaid is away.', { code: 'timeout' }));
      await assert.rejects(cleanUp(onboardingId), { kind: 'unavailable' });
      assert.equal((await usable(onboardingId)).length, 1, 'forgotten although it may be there still');
      await cleanUp(onboardingId);
      assert.deepEqual(await usable(onboardingId), []);
    }
    assert.equal(plaid.removed.size, 2);
  });

  for (const when of ['before', 'after'] as const) {
    it(`F1: killed ${when} each of its statements, nothing stays behind`, async () => {
      let statements = 0;
      for (;;) {
        const { onboardingId, itemIds } = await ended('abandoned', 'on_failure', 2);
        const dying = dyingPool(database.pool, statements + 1, when);
        await activitiesOn(dying.pool, plaid)
          .cleanUp({ onboardingId })
          .catch(() => {});
        if (dying.diedAt === null) break;
        await untilDone(() => cleanUp(onboardingId));
        assert.deepEqual(await usable(onboardingId), [], dying.diedAt);
        assert.deepEqual(await noted(onboardingId), itemIds, dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 10, `only ${statements} statements were tried`);
    });
  }
});
