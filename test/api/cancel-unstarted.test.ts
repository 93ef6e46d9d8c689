import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import { aRequest, startApi, type TestApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('POST …/cancel of a case whose first call Plaid has refused', () => {
  let refuses: () => Promise<void>;
  const [database, api] = forEachTest(async (pool) => {
    refuses = async () => {
      throw new Failure('bug', 'Plaid refuses our request.', { code: 'INVALID_FIELD' });
    };
    const made = fakePlaid();
    const { createLinkToken } = made.gateway;
    const createIdentityVerification = async (): Promise<never> => {
      throw new Failure('bug', 'Plaid knows no such template.', { code: 'INVALID_FIELD' });
    };
    const plaid = fakePlaid({
      createIdentityVerification,
      createLinkToken: async (request) => {
        await refuses();
        return createLinkToken(request);
      },
    });
    return startApi(pool, { plaid });
  });

  async function refused(change: object = {}): Promise<{ id: string; retry: () => ReturnType<TestApi['send']> }> {
    const user_id = `user-${randomUUID()}`;
    const send = { idempotencyKey: randomUUID(), body: { ...aRequest(), user_id, ...change } };
    const retry = () => api.send('POST', '/v1/onboardings', send);
    assert.equal((await retry()).status, 500);
    const { body } = await api.send('GET', `/v1/onboardings?user_id=${user_id}`);
    assert.equal(body.data[0].stage, 'starting');
    return { id: body.data[0].id, retry };
  }
  const cancelled = async (id: string) => {
    const { status, body } = await api.send('POST', `/v1/onboardings/${id}/cancel`, { body: {} });
    assert.deepEqual(
      [status, body.stage, body.outcome, body.reason],
      [200, 'closed', 'cancelled', 'cancelled_by_tenant'],
    );
  };

  it('ends it on record, where its first Link was refused', async () => {
    const { id, retry } = await refused();
    await cancelled(id);
    await cancelled(id);
    refuses = async () => {};
    const again = await retry();
    assert.deepEqual([again.status, again.body.id, again.body.stage], [201, id, 'closed']);
    await database.pool.query(`update onboardings set created_at = now() - interval '1 hour' where id = $1`, [id]);
    await api.relay.turn();
    assert.equal([...api.temporal.started.keys()].filter((workflow) => workflow.includes(id)).length, 0);
  });

  it("ends it on record, where the applicant's verification was refused", async () => {
    const { id } = await refused({ policy: { identity_verification: { template_id: 'idvtmp_gone' } } });
    await cancelled(id);
  });

  it('sends the update to a workflow that was started in the same moment', async () => {
    const { id, retry } = await refused();
    refuses = () => cancelled(id);
    assert.equal((await retry()).body.stage, 'closed');
    const [told] = api.temporal.updates;
    assert.deepEqual([told?.workflowId, told?.name, told?.args], [`onboarding/${id}`, 'cancel', [{ by: 'tenant' }]]);
  });
});
