import assert from 'node:assert/strict';
import { closeStage } from '../../db/case/stages.ts';
import { transaction } from '../../db/pool.ts';
import { insertAuthorizationProof } from '../../db/transfers/authorization-proofs.ts';
import { anApplicant, storedCase, storedTransfer, testVault } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';

describe('GET /v1/onboardings/:id/authorization_proof', () => {
  const [database, api] = forAllTests((pool) => startApi(pool, { plaid: fakePlaid({ removeItem: async () => {} }) }));

  async function debited() {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    const transfer = await storedTransfer(database.pool, id);
    await transaction(database.pool, (tx) => insertAuthorizationProof(tx, testVault, transfer));
    return { id, transfer };
  }
  const read = (id: string, key = api.key) => api.send('GET', `/v1/onboardings/${id}/authorization_proof`, { key });

  it('names for each debit its authorizer, its account and its terms', async () => {
    const { id, transfer } = await debited();
    const { status, body } = await read(id);
    assert.equal(status, 200);
    assert.equal(body.onboarding_id, id);
    const [{ link, authorization, ...debit }] = body.debits;
    assert.match(link.session, /^lnk_/);
    assert.deepEqual([authorization.decision, authorization.rationale], ['approved', null]);
    assert.equal(new Date(authorization.decided_at).toISOString(), authorization.decided_at);
    assert.deepEqual(debit, {
      ...{ transfer, number: 1, created_at: '2026-03-02T15:00:00.000Z', name: anApplicant.legalName },
      consent: null,
      account: {
        institution: 'First Platypus Bank',
        mask: '0000',
        number_last_four: '0000',
        routing_last_four: '1533',
      },
      terms: {
        ...{ direction: 'debit', amount: '25.00', currency: 'USD' },
        ...{ description: 'First', ach_class: 'ppd', network: 'ach' },
      },
    });
    assert.ok(!api.logs.join().includes(anApplicant.legalName));
  });

  it('outlives the erasure of the applicant, and nothing else of them does', async () => {
    const { id } = await debited();
    await closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'cancelled' });
    assert.equal((await api.send('DELETE', `/v1/onboardings/${id}/applicant`)).status, 204);
    assert.equal((await read(id)).body.debits[0].name, anApplicant.legalName);
  });

  it('is erased with the applicant where the debit was cancelled before it moved', async () => {
    const { id, transfer } = await debited();
    await database.pool.query(`update transfers set status = 'cancelled' where id = $1`, [transfer]);
    await closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'cancelled' });
    assert.equal((await read(id)).status, 200);
    assert.equal((await api.send('DELETE', `/v1/onboardings/${id}/applicant`)).status, 204);
    assert.equal((await read(id)).status, 404);
  });

  it('answers 404 where there is no proof', async () => {
    const { status, body } = await read(await storedCase(database.pool, { tenantId: 'default' }));
    assert.deepEqual([status, body.code], [404, 'authorization_proof_not_found']);
  });

  it('is only for the tenant', async () => {
    const { id } = await debited();
    const { status, body } = await read(id, await storedKey(database.pool, 'ten_other'));
    assert.deepEqual([status, body.code], [404, 'onboarding_not_found']);
  });
});
