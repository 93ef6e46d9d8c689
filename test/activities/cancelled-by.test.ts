import assert from 'node:assert/strict';
import { addToTimeline, readTimeline } from '../../db/case/timeline.ts';
import type { Reason } from '../../domain/case/reasons.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('a cancelled case', () => {
  const database = ownDatabase();
  const close = (onboardingId: string, reason: Reason) =>
    activitiesOn(database.pool, strictPlaid()).closeCase({ onboardingId, step: 1, outcome: 'cancelled', reason });
  const trace = async (onboardingId: string) =>
    (await readTimeline(database.pool, onboardingId, { limit: 9 })).map(({ what, detail }) => [
      what,
      detail.by ?? null,
    ]);

  it('has equal entries on record after a cancellation over HTTP and through Temporal', async () => {
    const [operator, product] = [await storedCase(database.pool), await storedCase(database.pool)];
    await addToTimeline(database.pool, product, 'cancel_requested', { by: 'tenant', reason: null });
    for (const _ of [1, 2]) {
      await close(product, 'cancelled_by_tenant');
      await close(operator, 'cancelled_by_operator');
    }
    const ending = (by: string) => [
      ['starting', null],
      ['cancel_requested', by],
      ['closed', null],
    ];
    assert.deepEqual(await trace(product), ending('tenant'));
    assert.deepEqual(await trace(operator), ending('operator'));
    // The audit tells them apart: the other one stands there by its request.
    const { rows } = await database.pool.query('select actor, action, object from audit');
    assert.deepEqual(rows, [{ actor: 'temporal', action: 'onboardings.cancel', object: operator }]);
  });
});
