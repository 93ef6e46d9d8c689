import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { activitiesOn, storedOnAccount } from '../support/cases/activities.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { fakeTemporal } from '../support/temporal/fake-temporal.ts';

describe('F2: transfers on a linked account are asked for', () => {
  const database = ownDatabase();
  let key: string;
  before(async () => {
    key = await storedKey(database.pool, 'default');
  });

  /** Returns our id of a linked account, and the number of transfers asked for on it so far. */
  async function anAccount() {
    const { onboardingId } = await storedOnAccount(database.pool, { tenantId: 'default' });
    const { rows } = await database.pool.query<{ id: string }>(
      'select l.id from linked_accounts l join onboardings o on o.account_id = l.account_id where o.id = $1',
      [onboardingId],
    );
    const id = rows[0]?.id ?? '';
    const askedFor = async () =>
      (
        await database.pool.query<{ id: string }>(
          `select o.id from onboardings o join linked_accounts l on l.account_id = o.account_id
           where l.id = $1 and o.id <> $2`,
          [id, onboardingId],
        )
      ).rows.map((row) => row.id);
    return { id, askedFor };
  }
  const body = { direction: 'credit', amount: '12.50' };

  for (const when of ['before', 'after'] as const) {
    it(`the API dies ${when} each of its statements: the retry completes the one transfer`, async () => {
      let statements = 0;
      for (;;) {
        const { id, askedFor } = await anAccount();
        const temporal = fakeTemporal();
        const send = { idempotencyKey: randomUUID(), body };
        const dying = dyingPool(database.pool, statements + 1, when);
        const doomed = await startApi(dying.pool, { key, temporal });
        await doomed.send('POST', `/v1/accounts/${id}/transfers`, send);
        await doomed.stop();
        if (dying.diedAt === null) break;
        await database.pool.query('update idempotency_keys set locked_until = now()');
        const heir = await startApi(database.pool, { key, temporal });
        const answer = await heir.send('POST', `/v1/accounts/${id}/transfers`, send);
        await heir.stop();
        assert.equal(answer.status, 201, dying.diedAt);
        assert.deepEqual(await askedFor(), [answer.body.id], dying.diedAt);
        assert.deepEqual([...temporal.started.keys()], [caseWorkflowId(answer.body.id)], dying.diedAt);
        statements += 1;
      }
      assert.ok(statements > 10, `only ${statements} statements were tried`);
    });
  }

  it('at once with the removal of the account: its Item stays for those that were accepted', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, askedFor } = await anAccount();
      // The builder's own transfer would keep the Item.
      await database.pool.query(
        `update onboardings o set stage = 'closed', outcome = 'cancelled' from linked_accounts l
         where l.id = $1 and o.account_id = l.account_id`,
        [id],
      );
      const plaid = strictPlaid();
      const api = await startApi(database.pool, { key, plaid: { ...fakePlaid(), gateway: plaid.gateway } });
      const ask = () => api.send('POST', `/v1/accounts/${id}/transfers`, { idempotencyKey: randomUUID(), body });
      const [removed, ...asked] = await Promise.all([api.send('DELETE', `/v1/accounts/${id}`), ask(), ask(), ask()]);
      await api.stop();
      assert.equal(removed.status, 200);
      const accepted = asked.filter(({ status }) => status === 201).map((answer) => answer.body.id);
      assert.deepEqual((await askedFor()).sort(), accepted.sort());
      assert.ok(asked.every(({ status }) => status === 201 || status === 409));
      assert.equal(plaid.removed.size, accepted.length > 0 ? 0 : 1);
      for (const onboardingId of accepted) {
        const { result } = await activitiesOn(database.pool, plaid).moveMoney({ onboardingId, step: 1 });
        assert.equal(result, 'sent');
      }
    }
  });

  it('two at once on one account move the money of each once', async () => {
    const { id } = await anAccount();
    const plaid = strictPlaid();
    const api = await startApi(database.pool, { key, plaid: { ...fakePlaid(), gateway: plaid.gateway } });
    const ask = () => api.send('POST', `/v1/accounts/${id}/transfers`, { idempotencyKey: randomUUID(), body });
    const asked = await Promise.all(Array.from({ length: 8 }, ask));
    await api.stop();
    const { moveMoney } = activitiesOn(database.pool, plaid);
    await Promise.all(
      asked.flatMap(({ body: { id: onboardingId } }) => [
        moveMoney({ onboardingId, step: 1 }),
        moveMoney({ onboardingId, step: 1 }),
      ]),
    );
    for (const { body } of asked) assert.equal(plaid.transfersOf(body.id).length, 1);
    assert.equal(plaid.transfers.length, 8);
  });
});
