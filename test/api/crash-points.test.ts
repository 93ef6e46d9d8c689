import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type DyingPool, dyingPool } from '../support/database/dying-pool.ts';
import { aRequest, startApi, storedKey } from '../support/http/api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { fakeTemporal, unavailable } from '../support/temporal/fake-temporal.ts';

describe('F2: the API dies while it creates an onboarding', () => {
  const database = ownDatabase();
  let key: string;
  before(async () => {
    key = await storedKey(database.pool, 'default');
  });

  const casesOf = async (userId: string) =>
    (await database.pool.query<{ id: string }>('select id from onboardings where user_id = $1', [userId])).rows;

  /** Sends a request to a process that dies, then its retry to one that lives. */
  async function dieAndRetry(dying: DyingPool): Promise<void> {
    const temporal = fakeTemporal();
    const plaid = fakePlaid();
    const userId = `user-${randomUUID()}`;
    const send = { idempotencyKey: randomUUID(), body: { ...aRequest(), user_id: userId } };

    const doomed = await startApi(dying.pool, { key, temporal, plaid });
    const lost = await doomed.send('POST', '/v1/onboardings', send);
    await doomed.stop();
    if (dying.diedAt === null) return;
    assert.equal(lost.status, 503, dying.diedAt);

    // The lease of the dead process has to end before another process may continue.
    await database.pool.query('update idempotency_keys set locked_until = now()');
    const heir = await startApi(database.pool, { key, temporal, plaid });
    const answer = await heir.send('POST', '/v1/onboardings', send);
    await heir.stop();
    assert.equal(answer.status, 201, dying.diedAt);
    assert.equal(answer.body.next_action.type, 'open_link', dying.diedAt);
    assert.deepEqual(await casesOf(userId), [{ id: answer.body.id }], dying.diedAt);
    assert.deepEqual([...temporal.started.keys()], [caseWorkflowId(answer.body.id)], dying.diedAt);
  }

  for (const when of ['before', 'after'] as const) {
    it(`${when} each of its statements: the retry completes the one case`, async () => {
      let statements = 0;
      for (;;) {
        const dying = dyingPool(database.pool, statements + 1, when);
        await dieAndRetry(dying);
        if (dying.diedAt === null) break;
        statements += 1;
      }
      assert.ok(statements > 15, `only ${statements} statements were tried`);
    });

    it(`${when} Temporal's answer: the retry finds the one workflow`, async () => {
      const temporal = fakeTemporal();
      const fault = temporal.failNext('start', when, unavailable());
      const api = await startApi(database.pool, { key, temporal });
      const send = { idempotencyKey: randomUUID(), body: aRequest() };
      const first = await api.send('POST', '/v1/onboardings', send);
      assert.deepEqual([fault.fired, first.status, first.body.code], [true, 503, 'temporal_unavailable']);
      const second = await api.send('POST', '/v1/onboardings', send);
      await api.stop();
      assert.equal(second.status, 201);
      assert.deepEqual([...temporal.started.keys()], [caseWorkflowId(second.body.id)]);
    });
  }
});
