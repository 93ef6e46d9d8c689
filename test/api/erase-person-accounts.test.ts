import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { recordStanding } from '../../cases/record-state.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { defaultAuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { verifyCase } from '../support/cases/funded-case.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
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

  it('calls off a transfer that waits to be sent again, and cancels one that waits for the tenant', async () => {
    const userId = `user-${randomUUID()}`;
    const policy = { money: { ...defaultAuthorizationPolicy, reinitiate: 2 as const } };
    const back = await storedCase(database.pool, { tenantId: 'default', userId, policy });
    const transferId = await storedTransfer(database.pool, back);
    await database.pool.query(`update transfers set failure_code = 'R01', created_at = now() where id = $1`, [
      transferId,
    ]);
    await recordStanding(database.pool, {
      onboardingId: back,
      transferId,
      standing: 'returned',
      watchUntil: new Date(),
    });
    assert.equal((await loadCase(database.pool, back))?.waitingFor, 'reinitiation');
    const { account } = await verifyCase(parts(), { user_id: userId });
    const { id } = (await ask(account, { ...credit, policy: { confirm: {} } })).body;
    const { result } = await activities().moveMoney({ onboardingId: id, step: 1 });
    assert.equal(result, 'confirm');

    const { body } = await door.send('DELETE', `/v1/users/${userId}`);
    assert.equal(body.problem, null);
    const { stage, outcome, reason } = (await loadCase(database.pool, back)) ?? {};
    assert.deepEqual([stage, outcome, reason], ['closed', 'returned', 'R01']);
    assert.deepEqual(
      door.temporal.updates.map(({ name, workflowId }) => [name, workflowId]),
      [['cancel', caseWorkflowId(id)]],
    );
  });
});
