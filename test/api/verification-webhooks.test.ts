// Webhooks about the verification of an applicant that come before the attempt is on record.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { transaction } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { inboxRow, storedWebhook } from '../support/http/inbox.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('webhooks about a verification', () => {
  let id: string;
  let attempt: string;
  let find: PlaidGateway['findIdentityVerification'];
  let asked: string[];
  const [database, api] = forEachTest((pool) => {
    asked = [];
    attempt = `idv_${randomUUID()}`;
    const plaid = fakePlaid({
      findIdentityVerification: (one) => {
        asked.push(one);
        return find(one);
      },
    });
    return startApi(pool, { plaid });
  });
  beforeEach(async () => {
    id = await createdCase(api);
    api.temporal.signals.length = 0;
  });

  async function received(webhook_code: string) {
    const webhook = await storedWebhook(database.pool, {
      ...{ webhook_type: 'IDENTITY_VERIFICATION', webhook_code, identity_verification_id: attempt },
      nonce: randomUUID(),
    });
    await api.relay.turn();
    return inboxRow(database.pool, webhook);
  }
  const told = () => api.temporal.signals.filter(({ name }) => name === 'identityVerificationChanged').length;

  for (const code of ['RETRIED', 'STEP_UPDATED', 'STATUS_UPDATED']) {
    it(`${code} of an unknown attempt: the relay asks Plaid for its applicant, and signals the case`, async () => {
      find = async () => ({ clientUserId: id });
      assert.equal((await received(code))?.result, 'signalled');
      await received(code);
      assert.deepEqual([told(), asked], [2, [attempt]]);
    });
  }

  it('one about an attempt that belongs to no case waits for its case', async () => {
    for (const clientUserId of ['somebody-else', `onb_${'0'.repeat(32)}`, null]) {
      find = async () => (clientUserId === null ? null : { clientUserId });
      attempt = `idv_${randomUUID()}`;
      assert.equal((await received('STATUS_UPDATED'))?.status, 'parked');
    }
    await transaction(database.pool, (tx) => insertPlaidId(tx, 'identity_verification', attempt, id));
    await api.relay.turn();
    assert.equal(told(), 1);
  });

  it('one is put off while Plaid is away, and parked where Plaid refuses', async () => {
    find = () => Promise.reject(new Failure('unavailable', 'Away.', { code: 'INTERNAL_SERVER_ERROR' }));
    assert.equal((await received('RETRIED'))?.status, 'waiting');
    attempt = `idv_${randomUUID()}`;
    find = () => Promise.reject(new Failure('bug', 'Refused.', { code: 'INVALID_FIELD' }));
    assert.equal((await received('RETRIED'))?.status, 'parked');
  });
});
