import assert from 'node:assert/strict';
import { recordStanding } from '../../cases/record-state.ts';
import { findDuplicates } from '../../db/bank/duplicates.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { closeStage } from '../../db/case/stages.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { recordReportFailed, wantReport } from '../../db/data/reports.ts';
import type { Removal } from '../../domain/case/item-removal.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import { Failure } from '../../domain/failure.ts';
import { activitiesOn, untilDone } from '../support/cases/activities.ts';
import { storedAccount, storedCase, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

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
    if (outcome) await closeStage(database.pool, { onboardingId, step: 5, outcome });
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

  it('removes the Item of a case that ended without success, deletes its token and numbers, and notes it', async () => {
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

  it('still recognises the account when another case has it', async () => {
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

  it('removes the Items that the applicant has replaced, and keeps the one that moved the money', async () => {
    const { onboardingId, itemIds } = await ended('funded', 'on_failure', 3);
    await cleanUp(onboardingId);
    assert.deepEqual(await usable(onboardingId), [itemIds.at(-1)]);
    assert.deepEqual(await noted(onboardingId), itemIds.slice(0, -1));
  });

  it('removes nothing of a case that is open on record, whatever its workflow believes', async () => {
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

  it('C3: after a lost answer, or with the Item already gone, its token is deleted once', async () => {
    for (const when of ['before', 'after'] as const) {
      const { onboardingId } = await ended('unverified');
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
