import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { insertOnboarding } from '../../db/case/onboardings.ts';
import { bindKey, claimKey, completeKey, forgetOldAnswers, releaseKey } from '../../db/idempotency-keys.ts';
import { newId } from '../../db/ids.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { ensureTenant } from '../../db/tenants.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { aFunding, storedCase, testVault } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';

const hash = (text: string) => createHash('sha256').update(text).digest();

describe('idempotency keys', () => {
  let database: TestDatabase;
  let key: string;
  const tenantId = 'ten_test';
  before(async () => {
    database = await freshDatabase();
    await ensureTenant(database.pool, { id: tenantId, name: 'Test' });
  });
  beforeEach(() => {
    key = `key-${Math.random()}`;
  });
  after(() => database.drop());

  const claim = (change: { request?: string; leaseSeconds?: number; tenantId?: string } = {}, db: Db = database.pool) =>
    claimKey(db, testVault, {
      tenantId: change.tenantId ?? tenantId,
      key,
      requestHash: hash(change.request ?? 'POST /v1/onboardings {}'),
      leaseSeconds: change.leaseSeconds ?? 30,
    });

  it('let one of a hundred simultaneous requests create the case', async () => {
    const before = await countCases();
    const states = await Promise.all(
      Array.from({ length: 100 }, () =>
        transaction(database.pool, async (tx) => {
          const { state } = await claim({}, tx);
          if (state !== 'new') return state;
          const id = newId('onb');
          const terms = { funding: aFunding, products: [], policy: defaultPolicy };
          await insertOnboarding(tx, { id, tenantId, userId: 'u', ...terms });
          await bindKey(tx, { tenantId, key, onboardingId: id });
          return state;
        }),
      ),
    );
    assert.equal(states.filter((state) => state === 'new').length, 1);
    assert.equal(states.filter((state) => state === 'busy').length, 99);
    assert.equal(await countCases(), before + 1);
  });

  async function countCases(): Promise<number> {
    const { rows } = await database.pool.query<{ n: number }>('select count(*) as n from onboardings');
    return rows[0]?.n ?? Number.NaN;
  }

  it('are new again when the transaction that claimed them fails', async () => {
    const failed = transaction(database.pool, async (tx) => {
      await claim({}, tx);
      throw new Error('failed');
    });
    await assert.rejects(failed, /failed/);
    assert.deepEqual(await claim(), { state: 'new' });
  });

  it('replay the answer, however long ago the lease ended', async () => {
    await claim({ leaseSeconds: 0 });
    const onboardingId = await storedCase(database.pool);
    await bindKey(database.pool, { tenantId, key, onboardingId });
    const answer = { status: 201, body: '{"id":"onb_1","note":"Grüße"}' };
    await completeKey(database.pool, testVault, { tenantId, key, onboardingId, ...answer });
    await completeKey(database.pool, testVault, { tenantId, key, onboardingId, status: 500, body: '{}' });
    assert.deepEqual(await claim(), { state: 'replay', ...answer });
  });

  it('continue with their case, once the answer is old and forgotten', async () => {
    const onboardingId = await storedCase(database.pool);
    await claim({ leaseSeconds: 0 });
    await bindKey(database.pool, { tenantId, key, onboardingId });
    const answer = { tenantId, key, onboardingId, status: 201, body: '{"first":true}' };
    await completeKey(database.pool, testVault, answer);
    assert.equal(await forgetOldAnswers(database.pool, 30, 1_000), 0);
    await database.pool.query(`update idempotency_keys set created_at = now() - interval '31 days' where key = $1`, [
      key,
    ]);
    assert.equal(await forgetOldAnswers(database.pool, 30, 1_000), 1);
    assert.deepEqual(await claim({ request: 'other' }), { state: 'mismatch' });
    assert.deepEqual(await claim(), { state: 'resume', onboardingId });
    const later = { ...answer, body: '{"first":false}' };
    await completeKey(database.pool, testVault, later);
    assert.deepEqual(await claim(), { state: 'replay', status: 201, body: later.body });
  });

  it('refuse another request with this key, before and after the answer', async () => {
    await claim({ leaseSeconds: 0 });
    assert.deepEqual(await claim({ request: 'other' }), { state: 'mismatch' });
    const onboardingId = await storedCase(database.pool);
    await bindKey(database.pool, { tenantId, key, onboardingId });
    await completeKey(database.pool, testVault, { tenantId, key, onboardingId, status: 201, body: '{}' });
    assert.deepEqual(await claim({ request: 'other' }), { state: 'mismatch' });
  });

  it('belong to one tenant each', async () => {
    await ensureTenant(database.pool, { id: 'ten_other', name: 'Other' });
    await claim();
    assert.deepEqual(await claim({ tenantId: 'ten_other', request: 'other' }), { state: 'new' });
  });

  it('let one request continue with the case of a request that died', async () => {
    await claim({ leaseSeconds: 0 });
    const onboardingId = await storedCase(database.pool);
    await bindKey(database.pool, { tenantId, key, onboardingId });
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim()));
    assert.deepEqual(
      claims.filter(({ state }) => state !== 'busy'),
      [{ state: 'resume', onboardingId }],
    );
  });

  it('can be claimed at once after a release', async () => {
    await claim();
    const onboardingId = await storedCase(database.pool);
    await bindKey(database.pool, { tenantId, key, onboardingId });
    assert.deepEqual(await claim(), { state: 'busy' });
    await releaseKey(database.pool, { tenantId, key });
    assert.deepEqual(await claim(), { state: 'resume', onboardingId });
  });
});
