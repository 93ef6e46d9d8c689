import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { moveStage } from '../../db/case/stages.ts';
import { verifyCase } from '../support/cases/funded-case.ts';
import { startApi } from '../support/http/api.ts';
import { credit, transfersOnAccounts } from '../support/http/transfers-on-accounts.ts';

describe('the erasure of a person with a linked account', () => {
  const { database, door, parts, paid, ask, activities } = transfersOnAccounts();

  it('takes no further transfer, waits for the one under way, and erases both cases with one key', async () => {
    const userId = `user-${randomUUID()}`;
    const { account } = await verifyCase(parts(), { user_id: userId });
    const { id } = await paid(account);
    const { status, body } = await door.send('DELETE', `/v1/users/${userId}`);
    assert.equal(status, 202);
    assert.deepEqual(
      body.waiting_for.map((one: { id: string; stage: string }) => [one.id, one.stage]),
      [[id, 'transferring']],
    );
    assert.equal((await ask(account, credit)).status, 409);
    await moveStage(database.pool, { onboardingId: id, step: 9, stage: 'transferring' });
    await activities().closeCase({ onboardingId: id, step: 10, outcome: 'failed', reason: null });
    await database.pool.query('update erasures set next_try_at = now()');
    const relaying = await startApi(database.pool, { key: door.key, plaid: door.plaid });
    await relaying.relay.turn();
    await relaying.stop();
    const { body: receipt } = await door.send('GET', `/v1/users/${userId}/erasure`);
    assert.deepEqual([receipt.status, receipt.done.cases_erased, receipt.problem], ['done', 2, null]);
    const { rowCount } = await database.pool.query(
      `select from applicants p join onboardings o on o.id = p.onboarding_id
       where o.user_id = $1 and data_key_id is not null`,
      [userId],
    );
    assert.equal(rowCount, 0);
  });
});
