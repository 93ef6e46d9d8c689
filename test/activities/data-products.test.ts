import assert from 'node:assert/strict';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { transactionSyncOfCase } from '../../db/data/transaction-syncs.ts';
import type { DataProduct } from '../../domain/data/data-product.ts';
import { activitiesOn, finishNewLink, storedPayment, untilDone } from '../support/cases/activities.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('data that the tenant asked for', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let woken: string[];
  beforeEach(() => {
    plaid = strictPlaid();
    woken = [];
  });

  const activities = () => {
    const wakeFeed = async (feed: string) => void woken.push(feed);
    return activitiesOn(database.pool, plaid, { cases: { wakeFeed } });
  };
  async function paid(products: DataProduct[]) {
    const at = await storedPayment(database.pool, { products });
    await activities().moveMoney(at);
    const account = await accountOfCase(database.pool, at.onboardingId);
    return { ...at, itemId: account?.itemId };
  }

  it('begins once the owner of the account is known: the transactions of its Item', async () => {
    const { onboardingId, itemId } = await paid(['transactions']);
    assert.deepEqual(woken, [`transactions/${itemId}`]);
    assert.equal((await transactionSyncOfCase(database.pool, onboardingId))?.itemId, itemId);
  });

  it('begins once the owner of the account is known: a report on its Item', async () => {
    const { onboardingId, itemId } = await paid(['assets']);
    const { rows } = await database.pool.query('select id, kind, item_id from reports where onboarding_id = $1', [
      onboardingId,
    ]);
    const id = rows[0]?.id;
    assert.deepEqual(rows, [{ id, kind: 'assets', item_id: itemId }]);
    assert.deepEqual(woken, [`report/${id}`]);
  });

  it('does not begin before', async () => {
    const onboardingId = await storedCase(database.pool, { products: ['transactions', 'assets', 'income'] });
    await finishNewLink(database.pool, onboardingId, plaid.publicToken());
    const at = { onboardingId, step: 1 };
    await activities().readAccount(at);
    plaid.scores = { ...plaid.scores, legal_name: 60 };
    assert.equal((await activities().matchOwner({ ...at, step: 2 })).decision, 'unclear');
    assert.deepEqual(woken, []);
  });

  it('does not begin where the tenant did not ask', async () => {
    const { onboardingId } = await paid([]);
    assert.deepEqual(woken, []);
    assert.equal(await transactionSyncOfCase(database.pool, onboardingId), null);
  });

  it('begins once, however often the step is tried', async () => {
    const at = await storedPayment(database.pool, { products: ['transactions', 'assets'] });
    plaid.failNext('authorize', 'after');
    plaid.failNext('createTransfer', 'after');
    await untilDone(() => activities().moveMoney(at));
    assert.ok(woken.length > 2);
    assert.equal(new Set(woken).size, 2);
  });
});
